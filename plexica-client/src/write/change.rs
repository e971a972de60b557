//! What a column changes to, where that depends on what it is.

use crate::value::{Bind, Codec, Numeric, Scalar, TypedList, Value};

/// What an update does to a column.
#[derive(Debug, Clone)]
pub struct ColumnChange {
    pub(super) how: How,
    pub(super) value: Value,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    /// It becomes the value.
    Set,
    Add,
    Subtract,
    Multiply,
    Divide,
    /// The value's members come behind those it has.
    Append,
}

impl ColumnChange {
    pub(super) fn set(value: Value) -> Self {
        Self {
            how: How::Set,
            value,
        }
    }

    /// What the column becomes, where that does not depend on what it is.
    pub(super) fn as_set(&self) -> Option<&Value> {
        (self.how == How::Set).then_some(&self.value)
    }
}

/// What an update may be given for a column of type `T` that is a number or a list: a value, or
/// what is to be done with the one it has.
#[diagnostic::on_unimplemented(
    message = "a column of type `{T}` cannot be changed by `{Self}`",
    label = "expected `{T}`, or a change of one, such as `increment(1)` or `push(value)`"
)]
pub trait Change<T> {
    /// The change of the column.
    fn into_change(self) -> ColumnChange;
}

/// A change of a number by another: [`increment`], [`decrement`], [`multiply`] or [`divide`].
#[must_use = "a change is made by the setter that it is given to"]
#[derive(Debug, Clone, Copy)]
pub struct Arithmetic<N> {
    how: How,
    by: N,
}

/// A change of a list by more members: [`push`] or [`push_all`].
#[must_use = "a change is made by the setter that it is given to"]
#[derive(Debug, Clone)]
pub struct Push<V> {
    values: Vec<V>,
}

/// Adds to the number that the row has when the statement reaches it, so that no other task's
/// change is lost. What is `NULL` stays so; a number that its column cannot hold is an error of the
/// kind [`InvalidValue`](crate::ErrorKind::InvalidValue).
///
/// ```ignore
/// use plexica_client::write::increment;
///
/// acme.post().update(post::id.key(1)).views(increment(1)).await?;
/// acme.post().update_many(post::slug.eq("news")).views(increment(1)).await?;
/// ```
pub fn increment<N>(by: N) -> Arithmetic<N> {
    Arithmetic { how: How::Add, by }
}

/// Subtracts from the number that the row has, as [`increment`] adds to it.
pub fn decrement<N>(by: N) -> Arithmetic<N> {
    Arithmetic {
        how: How::Subtract,
        by,
    }
}

/// Multiplies the number that the row has, as [`increment`] adds to it.
pub fn multiply<N>(by: N) -> Arithmetic<N> {
    Arithmetic {
        how: How::Multiply,
        by,
    }
}

/// Divides the number that the row has, as [`increment`] adds to it. The quotient of integers is
/// cut off towards zero. By zero it is an error of the kind
/// [`InvalidValue`](crate::ErrorKind::InvalidValue).
pub fn divide<N>(by: N) -> Arithmetic<N> {
    Arithmetic {
        how: How::Divide,
        by,
    }
}

/// Puts a value behind those of a list.
///
/// ```ignore
/// use plexica_client::write::push;
///
/// acme.post().update(post::id.key(1)).tags(push("news")).await?;
/// ```
pub fn push<V>(value: V) -> Push<V> {
    Push {
        values: vec![value],
    }
}

/// Puts values behind those of a list, in their order.
pub fn push_all<V>(values: impl IntoIterator<Item = V>) -> Push<V> {
    Push {
        values: values.into_iter().collect(),
    }
}

impl<N: Scalar> Arithmetic<N> {
    fn change(self) -> ColumnChange {
        ColumnChange {
            how: self.how,
            value: self.by.into_value(),
        }
    }
}

impl<N: Numeric> Change<N> for N {
    fn into_change(self) -> ColumnChange {
        ColumnChange::set(self.into_value())
    }
}

impl<N: Numeric> Change<Option<N>> for N {
    fn into_change(self) -> ColumnChange {
        ColumnChange::set(self.into_value())
    }
}

impl<N: Numeric> Change<Option<N>> for Option<N> {
    fn into_change(self) -> ColumnChange {
        ColumnChange::set(self.map_or(Value::Null, Scalar::into_value))
    }
}

impl<N: Numeric> Change<N> for Arithmetic<N> {
    fn into_change(self) -> ColumnChange {
        self.change()
    }
}

impl<N: Numeric> Change<Option<N>> for Arithmetic<N> {
    fn into_change(self) -> ColumnChange {
        self.change()
    }
}

impl<T> Change<Vec<T>> for Vec<T>
where
    Vec<T>: Scalar,
{
    fn into_change(self) -> ColumnChange {
        ColumnChange::set(self.into_value())
    }
}

impl<T, V: Bind<T>> Change<Vec<T>> for Push<V> {
    fn into_change(self) -> ColumnChange {
        append(self.values.into_iter().map(Bind::bind))
    }
}

impl<T, C: Codec<T>> Change<TypedList<T, C>> for Vec<T> {
    fn into_change(self) -> ColumnChange {
        ColumnChange::set(Value::Array(self.iter().map(C::write).collect()))
    }
}

impl<T, C: Codec<T>> Change<TypedList<T, C>> for Push<T> {
    fn into_change(self) -> ColumnChange {
        append(self.values.iter().map(C::write))
    }
}

fn append(values: impl Iterator<Item = Value>) -> ColumnChange {
    ColumnChange {
        how: How::Append,
        value: Value::Array(values.collect()),
    }
}
