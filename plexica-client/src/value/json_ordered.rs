use super::Value;

/// A value that what is at a JSON path can be less or greater than: a number or a text.
#[diagnostic::on_unimplemented(
    message = "JSON has no order with `{Self}`",
    label = "expected a number or a text"
)]
pub trait JsonOrdered {
    /// What PostgreSQL calls its type in JSON, and the parameter that stands for it.
    #[doc(hidden)]
    fn into_typed(self) -> (&'static str, Value);
}

macro_rules! numbers {
    ($($type:ty)*) => {$(
        impl JsonOrdered for $type {
            fn into_typed(self) -> (&'static str, Value) {
                ("number", Value::Json(self.into()))
            }
        }
    )*};
}

numbers!(u8 i8 u16 i16 u32 i32 u64 i64);

impl JsonOrdered for f64 {
    fn into_typed(self) -> (&'static str, Value) {
        let value = match serde_json::Number::from_f64(self) {
            Some(number) => Value::Json(number.into()),
            None => Value::Unwritable(format!("`{self}` is not a number in JSON")),
        };
        ("number", value)
    }
}

impl JsonOrdered for String {
    fn into_typed(self) -> (&'static str, Value) {
        ("string", Value::Json(self.into()))
    }
}

impl JsonOrdered for &String {
    fn into_typed(self) -> (&'static str, Value) {
        self.as_str().into_typed()
    }
}

impl JsonOrdered for &str {
    fn into_typed(self) -> (&'static str, Value) {
        ("string", Value::Json(self.into()))
    }
}
