use tokio_postgres::{
    Row,
    types::{FromSql, Type},
};

use super::{Nullability, Nullable, Required, Scalar, Value};

/// What a column is of: a [`Scalar`], an `Option` of one where the column may be `NULL`, or a type
/// of the user's ([`Typed`](super::Typed)).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a type that a column can have",
    label = "no column is of this type",
    note = "a field of a type of your own says how it is in the database: `#[plexica(json)]` or `#[plexica(text)]`"
)]
pub trait ColumnValue: Sized + Send + Sync + 'static {
    /// What a record's field is: the type itself, unless it is one of the user's.
    type Rust: Send + Sync + 'static;

    /// The scalar that crosses the wire.
    type Scalar: Scalar;

    /// Whether it may be `NULL`: what is computed of it is then as well.
    type Nullability: Nullability;

    /// What a key of this column is given as: the same without `NULL`.
    type Key: ColumnValue;

    /// The same, or `NULL`: what the least and the greatest of its values are of.
    type Optional: ColumnValue;

    /// Whether it can be read from a column of this type.
    fn accepts(r#type: &Type) -> bool;

    /// Reads it from a row.
    ///
    /// # Errors
    /// When the column is `NULL` and should not be, or holds what the type cannot.
    fn decode(row: &Row, column: usize) -> Result<Self::Rust, tokio_postgres::Error>;

    /// The parameter that stands for it.
    fn into_value(value: Self::Rust) -> Value;

    /// [`into_value`](Self::into_value) of a copy.
    fn to_value(value: &Self::Rust) -> Value;
}

/// Turns what was read into the scalar within the protocol layer's own decoding, so that an
/// error comes back with the column's name.
struct Decoded<T>(T);

impl<'a, T: Scalar> FromSql<'a> for Decoded<T> {
    fn from_sql(
        ty: &Type,
        raw: &'a [u8],
    ) -> Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        T::from_raw(T::Raw::from_sql(ty, raw)?).map(Self)
    }

    fn from_sql_null(_: &Type) -> Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        T::from_null()
            .map(Self)
            .ok_or_else(|| tokio_postgres::types::WasNull.into())
    }

    fn accepts(ty: &Type) -> bool {
        T::Raw::accepts(ty)
    }
}

impl<T: Scalar> ColumnValue for T {
    type Rust = T;
    type Scalar = T;
    type Nullability = Required;
    type Key = T;
    type Optional = Option<T>;

    fn accepts(r#type: &Type) -> bool {
        Decoded::<T>::accepts(r#type)
    }

    fn decode(row: &Row, column: usize) -> Result<T, tokio_postgres::Error> {
        row.try_get::<_, Decoded<T>>(column)
            .map(|decoded| decoded.0)
    }

    fn into_value(value: T) -> Value {
        value.into_value()
    }

    fn to_value(value: &T) -> Value {
        value.to_value()
    }
}

impl<T: Scalar> ColumnValue for Option<T> {
    type Rust = Self;
    type Scalar = T;
    type Nullability = Nullable;
    type Key = T;
    type Optional = Self;

    fn accepts(r#type: &Type) -> bool {
        Decoded::<T>::accepts(r#type)
    }

    fn decode(row: &Row, column: usize) -> Result<Self, tokio_postgres::Error> {
        row.try_get::<_, Option<Decoded<T>>>(column)
            .map(|decoded| decoded.map(|decoded| decoded.0))
    }

    fn into_value(value: Self) -> Value {
        value.map_or(Value::Null, Scalar::into_value)
    }

    fn to_value(value: &Self) -> Value {
        value.as_ref().map_or(Value::Null, Scalar::to_value)
    }
}
