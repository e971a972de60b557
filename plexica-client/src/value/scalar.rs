use std::error::Error;

use cidr::IpInet;
use tokio_postgres::types::FromSql;
use uuid::Uuid;

use super::{ListValue, Value};

type Raw<T> = Result<T, Box<dyn Error + Sync + Send>>;

/// A Rust type that a column can have, `NULL` aside.
#[diagnostic::on_unimplemented(message = "`{Self}` is not a type that a column can have")]
pub trait Scalar: Sized + Send + Sync + 'static {
    /// What the protocol layer reads, from which the type is made.
    type Raw<'a>: FromSql<'a>;

    /// Makes the type from what was read.
    ///
    /// # Errors
    /// When the database holds something the type cannot: `infinity`, an unknown enum label.
    fn from_raw(raw: Self::Raw<'_>) -> Raw<Self>;

    /// What `NULL` is where the field is required. The column of a list may be `NULL`, as Prisma
    /// makes it, and a list has no other way to be absent than to be empty.
    #[must_use]
    fn from_null() -> Option<Self> {
        None
    }

    /// The parameter that stands for it.
    fn into_value(self) -> Value;

    /// [`into_value`](Self::into_value) of a copy.
    fn to_value(&self) -> Value;
}

/// A scalar that has an order: it can be compared with `lt`, `gt` and so on.
#[diagnostic::on_unimplemented(message = "values of `{Self}` have no order")]
pub trait Ordered: Scalar {}

/// A scalar that is text: it can be searched with `contains`, `starts_with`, `ends_with`.
pub trait Textual: Scalar {}

/// A scalar that can be counted up: `increment`, `decrement`.
pub trait Numeric: Ordered {}

macro_rules! scalars {
    ($($type:ty => $variant:ident $(: $($class:ident)*)?;)*) => {$(
        impl Scalar for $type {
            type Raw<'a> = Self;

            fn from_raw(raw: Self) -> Raw<Self> {
                Ok(raw)
            }

            fn into_value(self) -> Value {
                Value::$variant(self)
            }

            fn to_value(&self) -> Value {
                Value::$variant(self.clone())
            }
        }
        $($(impl $class for $type {})*)?
    )*};
}

scalars! {
    bool => Boolean: Ordered;
    i16 => SmallInt: Ordered Numeric;
    i32 => Integer: Ordered Numeric;
    i64 => BigInt: Ordered Numeric;
    u32 => Oid: Ordered;
    f32 => Real: Ordered Numeric;
    f64 => Double: Ordered Numeric;
    String => Text: Ordered Textual;
    Vec<u8> => Bytes: Ordered;
    Uuid => Uuid: Ordered;
    serde_json::Value => Json;
    IpInet => Inet: Ordered;
}

/// A Rust enum that the generator made from an enum of the schema.
pub trait EnumScalar: Copy + Send + Sync + 'static {
    /// The value's label in PostgreSQL.
    fn label(self) -> &'static str;

    /// The value with this label.
    fn from_label(label: &str) -> Option<Self>;
}

impl<E: EnumScalar> Scalar for E {
    type Raw<'a> = &'a str;

    fn from_raw(raw: &str) -> Raw<Self> {
        Self::from_label(raw).ok_or_else(|| {
            format!("the database has the enum value `{raw}`, which this build of the client does not know").into()
        })
    }

    fn into_value(self) -> Value {
        Value::Label(self.label())
    }

    fn to_value(&self) -> Value {
        self.into_value()
    }
}

#[diagnostic::do_not_recommend]
impl<E: EnumScalar> Ordered for E {}

macro_rules! lists {
    ($($type:ty),*) => {$(
        impl Scalar for Vec<$type> {
            type Raw<'a> = Vec<<$type as Scalar>::Raw<'a>>;

            fn from_raw(raw: Self::Raw<'_>) -> Raw<Self> {
                raw.into_iter().map(<$type as Scalar>::from_raw).collect()
            }

            fn from_null() -> Option<Self> {
                Some(Vec::new())
            }

            fn into_value(self) -> Value {
                Value::Array(self.into_iter().map(Scalar::into_value).collect())
            }

            fn to_value(&self) -> Value {
                Value::Array(self.iter().map(Scalar::to_value).collect())
            }
        }

        impl ListValue for Vec<$type> {
            type Member = $type;
        }
    )*};
}

impl<E: EnumScalar> Scalar for Vec<E> {
    type Raw<'a> = Vec<&'a str>;

    fn from_raw(raw: Vec<&str>) -> Raw<Self> {
        raw.into_iter().map(E::from_raw).collect()
    }

    fn from_null() -> Option<Self> {
        Some(Vec::new())
    }

    fn into_value(self) -> Value {
        self.to_value()
    }

    fn to_value(&self) -> Value {
        Value::Array(self.iter().map(Scalar::to_value).collect())
    }
}

// `Vec<u8>` is `bytea`, so this cannot be one impl for every scalar.
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
    IpInet
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
