use std::fmt;

use plexica_schema::schema::NativeType;

use super::ObjectName;

/// The type of a column's values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ColumnType {
    /// A type of PostgreSQL's own.
    Native(NativeType),
    /// An enum type of the schema.
    Enum(ObjectName),
    /// A type of an extension, in the schema that the extension is in.
    Extension(ObjectName),
    /// A type that the language does not know, as it stands in SQL.
    Unsupported(String),
}

/// As SQL: `VARCHAR(40)`, `"core"."TenantStatus"`.
impl fmt::Display for ColumnType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Native(native) => write_native(*native, f),
            Self::Enum(name) | Self::Extension(name) => name.fmt(f),
            Self::Unsupported(sql) => f.write_str(sql),
        }
    }
}

fn write_native(native: NativeType, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let (name, argument) = match native {
        NativeType::SmallInt => ("SMALLINT", None),
        NativeType::Integer => ("INTEGER", None),
        NativeType::BigInt => ("BIGINT", None),
        NativeType::Decimal(Some((precision, scale))) => {
            return write!(f, "DECIMAL({precision},{scale})");
        }
        NativeType::Decimal(None) => ("DECIMAL", None),
        NativeType::Money => ("MONEY", None),
        NativeType::Inet => ("INET", None),
        NativeType::Oid => ("OID", None),
        NativeType::Citext => ("CITEXT", None),
        NativeType::Real => ("REAL", None),
        NativeType::DoublePrecision => ("DOUBLE PRECISION", None),
        NativeType::VarChar(length) => ("VARCHAR", length),
        NativeType::Char(length) => ("CHAR", length),
        NativeType::Text => ("TEXT", None),
        NativeType::ByteA => ("BYTEA", None),
        NativeType::Timestamp(digits) => ("TIMESTAMP", digits),
        NativeType::Timestamptz(digits) => ("TIMESTAMPTZ", digits),
        NativeType::Date => ("DATE", None),
        NativeType::Time(digits) => ("TIME", digits),
        NativeType::Timetz(digits) => ("TIMETZ", digits),
        NativeType::Boolean => ("BOOLEAN", None),
        NativeType::Bit(length) => ("BIT", length),
        NativeType::VarBit(length) => ("VARBIT", length),
        NativeType::Uuid => ("UUID", None),
        NativeType::Xml => ("XML", None),
        NativeType::Json => ("JSON", None),
        NativeType::JsonB => ("JSONB", None),
    };
    f.write_str(name)?;
    match argument {
        Some(argument) => write!(f, "({argument})"),
        None => Ok(()),
    }
}
