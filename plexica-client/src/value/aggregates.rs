//! What sums, averages and counts are of.

use tokio_postgres::{Row, types::Type};

use super::{ColumnValue, Numeric, Ordered, Required, Value};

/// A scalar that can be summed up.
pub trait Summable: Numeric {
    /// What a sum is of. It is `NULL` where there is nothing to sum up.
    type Sum: ColumnValue;
    /// What an average is of. It is `NULL` where there is nothing to take it of.
    type Average: ColumnValue;
}

macro_rules! summable {
    ($($type:ty => $sum:ty;)*) => {$(
        impl Summable for $type {
            type Sum = Option<$sum>;
            type Average = Option<f64>;
        }
    )*};
}

// PostgreSQL sums `bigint` up to `numeric`. What no longer fits `bigint` is an error, as it is in a
// column, since a type that comes with a feature would change what other crates' code means.
summable! {
    i16 => i64;
    i32 => i64;
    i64 => i64;
    f32 => f64;
    f64 => f64;
}

/// A scalar of which PostgreSQL gives the least and the greatest: all that have an order but `Boolean`,
/// `Bytes` and UUIDs.
#[diagnostic::on_unimplemented(message = "PostgreSQL has no `min` and `max` of `{Self}`")]
pub trait MinMax: Ordered {}

macro_rules! min_max {
    ($($type:ty)*) => {$(
        impl MinMax for $type {}
    )*};
}

min_max!(i16 i32 i64 u32 f32 f64 String cidr::IpInet);
#[cfg(feature = "jiff")]
min_max!(jiff::Timestamp jiff::civil::Date jiff::civil::Time);
#[cfg(feature = "chrono")]
min_max!(chrono::DateTime<chrono::Utc> chrono::NaiveDate chrono::NaiveTime);

#[diagnostic::do_not_recommend]
impl<E: super::EnumScalar> MinMax for E {}

impl<T> MinMax for super::TimeWithOffset<T> where T: for<'a> super::Scalar<Raw<'a> = super::PgTime> {}

/// A count: a `u64`, compared with an `i64`.
#[derive(Debug)]
pub struct RowCount;

impl ColumnValue for RowCount {
    type Rust = u64;
    type Scalar = i64;
    type Nullability = Required;
    type Key = i64;
    type Optional = Option<i64>;

    fn accepts(r#type: &Type) -> bool {
        <i64 as ColumnValue>::accepts(r#type)
    }

    fn decode(row: &Row, column: usize) -> Result<u64, tokio_postgres::Error> {
        // PostgreSQL counts up from 0.
        row.try_get::<_, i64>(column).map(i64::unsigned_abs)
    }

    fn into_value(value: u64) -> Value {
        Value::BigInt(i64::try_from(value).unwrap_or(i64::MAX))
    }

    fn to_value(value: &u64) -> Value {
        Self::into_value(*value)
    }
}

#[cfg(feature = "decimal")]
pub use decimals::RoundedDecimal;

#[cfg(feature = "decimal")]
mod decimals {
    use rust_decimal::Decimal;
    use tokio_postgres::{
        Row,
        types::{FromSql, Type},
    };

    use super::{ColumnValue, MinMax, Summable, Value};
    use crate::value::{Nullable, PgNumeric};

    impl Summable for Decimal {
        type Sum = Option<Decimal>;
        type Average = RoundedDecimal;
    }

    impl MinMax for Decimal {}

    /// An average of decimals: an `Option<Decimal>`. PostgreSQL works more digits out than a decimal
    /// holds; it is rounded to those that fit.
    #[derive(Debug)]
    pub struct RoundedDecimal;

    struct Rounded(Decimal);

    impl<'a> FromSql<'a> for Rounded {
        fn from_sql(
            ty: &Type,
            raw: &'a [u8],
        ) -> Result<Self, Box<dyn std::error::Error + Sync + Send>> {
            PgNumeric::from_sql(ty, raw)?.rounded().map(Self)
        }

        fn accepts(ty: &Type) -> bool {
            <PgNumeric<'_> as FromSql<'_>>::accepts(ty)
        }
    }

    impl ColumnValue for RoundedDecimal {
        type Rust = Option<Decimal>;
        type Scalar = Decimal;
        type Nullability = Nullable;
        type Key = Decimal;
        type Optional = Option<Decimal>;

        fn accepts(r#type: &Type) -> bool {
            <Rounded as FromSql<'_>>::accepts(r#type)
        }

        fn decode(row: &Row, column: usize) -> Result<Option<Decimal>, tokio_postgres::Error> {
            row.try_get::<_, Option<Rounded>>(column)
                .map(|rounded| rounded.map(|rounded| rounded.0))
        }

        fn into_value(value: Option<Decimal>) -> Value {
            value.map_or(Value::Null, Value::Numeric)
        }

        fn to_value(value: &Option<Decimal>) -> Value {
            Self::into_value(*value)
        }
    }
}
