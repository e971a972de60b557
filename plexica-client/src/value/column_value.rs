use tokio_postgres::Row;

use super::{Scalar, Value};

/// What a column gives: a [`Scalar`], or an `Option` of one where the column may be `NULL`.
pub trait ColumnValue: Sized + Send + Sync + 'static {
    /// The scalar itself.
    type Scalar: Scalar;

    /// Reads it from a row.
    ///
    /// # Errors
    /// When the column is `NULL` and should not be, or holds what the type cannot.
    fn decode(row: &Row, column: usize) -> Result<Self, tokio_postgres::Error>;

    /// The parameter that stands for it.
    fn into_value(self) -> Value;

    /// [`into_value`](Self::into_value) of a copy.
    fn to_value(&self) -> Value;
}

/// Turns what was read into the scalar within the protocol layer's own decoding, so that an
/// error comes back with the column's name.
struct Decoded<T>(T);

impl<'a, T: Scalar> tokio_postgres::types::FromSql<'a> for Decoded<T> {
    fn from_sql(
        ty: &tokio_postgres::types::Type,
        raw: &'a [u8],
    ) -> Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        T::from_raw(T::Raw::from_sql(ty, raw)?).map(Self)
    }

    fn from_sql_null(
        _: &tokio_postgres::types::Type,
    ) -> Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        T::from_null()
            .map(Self)
            .ok_or_else(|| tokio_postgres::types::WasNull.into())
    }

    fn accepts(ty: &tokio_postgres::types::Type) -> bool {
        T::Raw::accepts(ty)
    }
}

impl<T: Scalar> ColumnValue for T {
    type Scalar = T;

    fn decode(row: &Row, column: usize) -> Result<Self, tokio_postgres::Error> {
        row.try_get::<_, Decoded<T>>(column)
            .map(|decoded| decoded.0)
    }

    fn into_value(self) -> Value {
        Scalar::into_value(self)
    }

    fn to_value(&self) -> Value {
        Scalar::to_value(self)
    }
}

impl<T: Scalar> ColumnValue for Option<T> {
    type Scalar = T;

    fn decode(row: &Row, column: usize) -> Result<Self, tokio_postgres::Error> {
        row.try_get::<_, Option<Decoded<T>>>(column)
            .map(|decoded| decoded.map(|decoded| decoded.0))
    }

    fn into_value(self) -> Value {
        self.map_or(Value::Null, Scalar::into_value)
    }

    fn to_value(&self) -> Value {
        self.as_ref().map_or(Value::Null, Scalar::to_value)
    }
}
