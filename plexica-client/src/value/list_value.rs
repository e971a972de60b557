use uuid::Uuid;

use super::{Codec, ColumnValue, EnumScalar, PgTime, Scalar, TimeWithOffset, Typed, TypedList};

/// What a column of a list is of: `String[]`, `Int[]` and so on.
pub trait ListValue: ColumnValue {
    /// What a member is of.
    type Member: ColumnValue;
}

macro_rules! lists {
    ($($type:ty),*) => {$(
        impl ListValue for Vec<$type> {
            type Member = $type;
        }
    )*};
}

// One by one, as for `Scalar`: `Vec<u8>` is `bytea`.
lists!(
    bool,
    i16,
    i32,
    i64,
    u32,
    f32,
    f64,
    String,
    Vec<u8>,
    Uuid,
    serde_json::Value,
    cidr::IpInet
);
#[cfg(feature = "decimal")]
lists!(rust_decimal::Decimal);
#[cfg(feature = "jiff")]
lists!(jiff::Timestamp, jiff::civil::Date, jiff::civil::Time);
#[cfg(feature = "chrono")]
lists!(
    chrono::DateTime<chrono::Utc>,
    chrono::NaiveDate,
    chrono::NaiveTime
);

impl<E: EnumScalar> ListValue for Vec<E> {
    type Member = E;
}

impl<T> ListValue for Vec<TimeWithOffset<T>>
where
    T: for<'a> Scalar<Raw<'a> = PgTime>,
{
    type Member = TimeWithOffset<T>;
}

impl<T: Send + Sync + 'static, C: Codec<T>> ListValue for TypedList<T, C>
where
    Vec<C::Scalar>: Scalar,
{
    type Member = Typed<T, C>;
}
