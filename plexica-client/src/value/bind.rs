use super::{ColumnValue, Scalar, Value};

/// What may be given where a column of type `T` is set or compared: a `T`; for text also a
/// `&str`; for an optional column also the bare value.
///
/// Nothing but `Option<T>` itself is an `Option` here: with a second one, Rust could not tell what
/// a bare `None` is.
#[diagnostic::on_unimplemented(
    message = "a column of type `{T}` cannot be set to or compared with `{Self}`",
    label = "expected `{T}`"
)]
pub trait Bind<T> {
    /// The parameter that stands for it.
    fn bind(self) -> Value;
}

impl<T: ColumnValue<Rust = T>> Bind<T> for T {
    fn bind(self) -> Value {
        <T as ColumnValue>::into_value(self)
    }
}

impl<T: Scalar> Bind<Option<T>> for T {
    fn bind(self) -> Value {
        Scalar::into_value(self)
    }
}

impl Bind<String> for &str {
    fn bind(self) -> Value {
        Value::Text(self.to_owned())
    }
}

impl Bind<Option<String>> for &str {
    fn bind(self) -> Value {
        Value::Text(self.to_owned())
    }
}

impl Bind<String> for &String {
    fn bind(self) -> Value {
        Value::Text(self.clone())
    }
}

impl Bind<Option<String>> for &String {
    fn bind(self) -> Value {
        Value::Text(self.clone())
    }
}

impl Bind<Vec<u8>> for &[u8] {
    fn bind(self) -> Value {
        Value::Bytes(self.to_owned())
    }
}

impl Bind<Option<Vec<u8>>> for &[u8] {
    fn bind(self) -> Value {
        Value::Bytes(self.to_owned())
    }
}

/// Several values that each can be compared with a column of type `T`.
pub trait BindList<T> {
    /// The parameter that stands for all of them.
    fn bind_list(self) -> Value;
}

impl<T, I> BindList<T> for I
where
    I: IntoIterator,
    I::Item: Bind<T>,
{
    fn bind_list(self) -> Value {
        Value::Array(self.into_iter().map(Bind::bind).collect())
    }
}
