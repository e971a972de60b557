use std::hash::{Hash, Hasher};

use cidr::IpInet;
use uuid::Uuid;

/// A parameter of a statement.
///
/// Closed on purpose: what a statement is made of is then the same code for every model, and the
/// generated part of a client stays small.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Value {
    /// `NULL`.
    Null,
    /// `boolean`.
    Boolean(bool),
    /// `smallint`.
    SmallInt(i16),
    /// `integer`.
    Integer(i32),
    /// `bigint`.
    BigInt(i64),
    /// `oid`.
    Oid(u32),
    /// `real`.
    Real(f32),
    /// `double precision`.
    Double(f64),
    /// `numeric`.
    #[cfg(feature = "decimal")]
    Numeric(rust_decimal::Decimal),
    /// Any type that is written as text: `text`, `varchar`, `citext`.
    Text(String),
    /// An enum's value, likewise.
    Label(&'static str),
    /// `bytea`.
    Bytes(Vec<u8>),
    /// `uuid`.
    Uuid(Uuid),
    /// `timestamp` or `timestamptz`: microseconds since 2000-01-01 00:00 UTC.
    Timestamp(i64),
    /// `date`: days since 2000-01-01.
    Date(i32),
    /// `time`: microseconds since midnight.
    Time(i64),
    /// `timetz`: microseconds since midnight, and seconds west of UTC.
    TimeTz(i64, i32),
    /// `json` or `jsonb`.
    Json(serde_json::Value),
    /// `inet`.
    Inet(IpInet),
    /// A value that its Rust type could not write, with what it says about it. A statement with it is
    /// not sent: it is an error.
    Unwritable(String),
    /// An array of one of the others.
    Array(Vec<Value>),
}

impl Value {
    /// Whether it is `NULL`.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }
}

// Floats compare by value and hash by bits; a NaN is then never found again, which is what SQL's
// `=` says too. Relation keys, the one use of this, are never floats in practice.
impl Eq for Value {}

impl Hash for Value {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self {
            Self::Null => {}
            Self::Boolean(value) => value.hash(state),
            Self::SmallInt(value) => value.hash(state),
            Self::Integer(value) => value.hash(state),
            Self::BigInt(value) | Self::Timestamp(value) | Self::Time(value) => value.hash(state),
            Self::TimeTz(time, offset) => (time, offset).hash(state),
            Self::Oid(value) => value.hash(state),
            Self::Real(value) => value.to_bits().hash(state),
            Self::Double(value) => value.to_bits().hash(state),
            #[cfg(feature = "decimal")]
            Self::Numeric(value) => value.hash(state),
            Self::Text(value) | Self::Unwritable(value) => value.hash(state),
            Self::Label(value) => value.hash(state),
            Self::Bytes(value) => value.hash(state),
            Self::Uuid(value) => value.hash(state),
            Self::Date(value) => value.hash(state),
            Self::Json(value) => value.to_string().hash(state),
            Self::Inet(value) => value.hash(state),
            Self::Array(values) => values.hash(state),
        }
    }
}
