use tokio_postgres::types::Type;

use crate::model::ScopeDef;

/// The PostgreSQL type of a column, as far as reading and writing it must know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
#[expect(missing_docs, reason = "the names are PostgreSQL's own")]
pub enum PgType {
    Boolean,
    SmallInt,
    Integer,
    BigInt,
    Oid,
    Real,
    Double,
    Numeric,
    Money,
    Text,
    VarChar,
    /// `character(n)`, PostgreSQL's `bpchar`.
    Char,
    /// An extension's type; the schema that the extension is in.
    Citext(&'static str),
    Xml,
    Bit,
    VarBit,
    Bytea,
    Uuid,
    Timestamp,
    Timestamptz,
    Date,
    Time,
    Timetz,
    Json,
    JsonB,
    Inet,
    /// An enum type of the schema.
    Enum(&'static EnumDef),
}

/// An enum type of the schema.
#[derive(Debug, PartialEq, Eq)]
pub struct EnumDef {
    /// The type's name in PostgreSQL.
    pub name: &'static str,
    /// Where the type lives.
    pub scope: ScopeDef,
    /// The labels, in PostgreSQL's order.
    pub labels: &'static [&'static str],
}

impl PgType {
    /// The type that it crosses the wire as, where that is not itself: what is selected is cast to
    /// it, and what is sent is cast from it, on the server.
    ///
    /// A type that the protocol layer has no number for crosses as text: the driver would otherwise
    /// look it up, one query a type and a tenant, and its typed call can hang while it does. `money`
    /// has its own form for each locale, and no number in it is lost as `numeric`.
    pub(crate) fn crosses_as(self) -> Option<&'static str> {
        match self {
            Self::Enum(_) | Self::Citext(_) | Self::Xml | Self::Bit | Self::VarBit => Some("text"),
            Self::Money => Some("numeric"),
            _ => None,
        }
    }

    /// The name to cast a parameter to, for the types of PostgreSQL's own that do not cross as
    /// themselves.
    pub(crate) fn cast_name(self) -> &'static str {
        match self {
            Self::Xml => "xml",
            Self::Money => "money",
            // In quotes: a bare `bit` is `bit(1)`, and the cast would cut off the rest.
            Self::Bit => "\"bit\"",
            Self::VarBit => "varbit",
            _ => "text",
        }
    }

    /// The type that values are compared as, where PostgreSQL has no `=` for their own.
    pub(crate) fn compared_as(self) -> Option<&'static str> {
        match self {
            Self::Json => Some("jsonb"),
            Self::Xml => Some("text"),
            _ => None,
        }
    }

    /// Whether it is a text in Rust, and to PostgreSQL none that can be searched.
    pub(crate) fn is_no_text(self) -> bool {
        matches!(self, Self::Xml | Self::Bit | Self::VarBit)
    }

    /// Whether `COPY` reads in its binary form what is sent as a parameter: itself, or a text of a
    /// type that is one in that form.
    pub(crate) fn is_copied(self) -> bool {
        !matches!(self, Self::Money | Self::Bit | Self::VarBit)
    }

    /// Whether values that are equal to PostgreSQL are the same to the last bit.
    pub(crate) fn is_exact(self) -> bool {
        matches!(
            self,
            Self::SmallInt
                | Self::Integer
                | Self::BigInt
                | Self::Uuid
                | Self::Text
                | Self::VarChar
                | Self::Enum(_)
        )
    }

    /// The parameter's type in the protocol.
    pub(crate) fn parameter(self) -> Type {
        match self {
            Self::Boolean => Type::BOOL,
            Self::SmallInt => Type::INT2,
            Self::Integer => Type::INT4,
            Self::BigInt => Type::INT8,
            Self::Oid => Type::OID,
            Self::Real => Type::FLOAT4,
            Self::Double => Type::FLOAT8,
            Self::Numeric | Self::Money => Type::NUMERIC,
            // A `bpchar` column compared with text would be cast to text, and no index used.
            Self::Char => Type::BPCHAR,
            Self::Bytea => Type::BYTEA,
            Self::Uuid => Type::UUID,
            Self::Timestamp => Type::TIMESTAMP,
            Self::Timestamptz => Type::TIMESTAMPTZ,
            Self::Date => Type::DATE,
            Self::Time => Type::TIME,
            Self::Timetz => Type::TIMETZ,
            Self::Json => Type::JSON,
            Self::JsonB => Type::JSONB,
            Self::Inet => Type::INET,
            Self::Text
            | Self::VarChar
            | Self::Citext(_)
            | Self::Xml
            | Self::Bit
            | Self::VarBit
            | Self::Enum(_) => Type::TEXT,
        }
    }

    /// The protocol's type for an array of it.
    pub(crate) fn array_parameter(self) -> Type {
        match self.parameter() {
            Type::BOOL => Type::BOOL_ARRAY,
            Type::INT2 => Type::INT2_ARRAY,
            Type::INT4 => Type::INT4_ARRAY,
            Type::INT8 => Type::INT8_ARRAY,
            Type::OID => Type::OID_ARRAY,
            Type::FLOAT4 => Type::FLOAT4_ARRAY,
            Type::FLOAT8 => Type::FLOAT8_ARRAY,
            Type::NUMERIC => Type::NUMERIC_ARRAY,
            Type::BPCHAR => Type::BPCHAR_ARRAY,
            Type::BYTEA => Type::BYTEA_ARRAY,
            Type::UUID => Type::UUID_ARRAY,
            Type::TIMESTAMP => Type::TIMESTAMP_ARRAY,
            Type::TIMESTAMPTZ => Type::TIMESTAMPTZ_ARRAY,
            Type::DATE => Type::DATE_ARRAY,
            Type::TIME => Type::TIME_ARRAY,
            Type::TIMETZ => Type::TIMETZ_ARRAY,
            Type::JSON => Type::JSON_ARRAY,
            Type::JSONB => Type::JSONB_ARRAY,
            Type::INET => Type::INET_ARRAY,
            _ => Type::TEXT_ARRAY,
        }
    }
}
