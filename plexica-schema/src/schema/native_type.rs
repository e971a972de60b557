use super::ScalarType;

/// A PostgreSQL type that a `@db.` attribute can name, with its arguments. Names follow Prisma's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are the language's own")]
pub enum NativeType {
    SmallInt,
    Integer,
    BigInt,
    /// Precision and scale.
    Decimal(Option<(u32, u32)>),
    Money,
    Inet,
    Oid,
    Citext,
    Real,
    DoublePrecision,
    /// Length in characters.
    VarChar(Option<u32>),
    /// Length in characters.
    Char(Option<u32>),
    Text,
    ByteA,
    /// Digits of the second's fraction.
    Timestamp(Option<u32>),
    /// Digits of the second's fraction.
    Timestamptz(Option<u32>),
    Date,
    /// Digits of the second's fraction.
    Time(Option<u32>),
    /// Digits of the second's fraction.
    Timetz(Option<u32>),
    Boolean,
    /// Length in bits.
    Bit(Option<u32>),
    /// Length in bits.
    VarBit(Option<u32>),
    Uuid,
    Xml,
    Json,
    JsonB,
}

impl NativeType {
    /// The type a column has where no `@db.` attribute says otherwise, as Prisma has it.
    #[must_use]
    pub fn default_for(scalar: ScalarType) -> Self {
        match scalar {
            ScalarType::String => Self::Text,
            ScalarType::Boolean => Self::Boolean,
            ScalarType::Int => Self::Integer,
            ScalarType::BigInt => Self::BigInt,
            ScalarType::Float => Self::DoublePrecision,
            ScalarType::Decimal => Self::Decimal(Some((65, 30))),
            ScalarType::DateTime => Self::Timestamp(Some(3)),
            ScalarType::Json => Self::JsonB,
            ScalarType::Bytes => Self::ByteA,
        }
    }
}
