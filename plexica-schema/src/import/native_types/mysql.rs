use super::native_type::{NativeType, Target::*};

const UNSIGNED: &str = "a number beyond 2147483647 does not fit; where there are any, write `BigInt @db.BigInt`, \
                        at the columns that refer to it too";

#[rustfmt::skip]
pub(super) static TYPES: &[NativeType] = &[
    NativeType::new("Int", Renamed("Integer")),
    NativeType::new("UnsignedInt", Exactly("Integer")).but(UNSIGNED),
    NativeType::new("SmallInt", Same),
    NativeType::new("UnsignedSmallInt", Exactly("Integer")),
    NativeType::new("TinyInt", Default).on("Boolean"),
    NativeType::new("TinyInt", Exactly("SmallInt")),
    NativeType::new("UnsignedTinyInt", Default).on("Boolean"),
    NativeType::new("UnsignedTinyInt", Exactly("SmallInt")),
    NativeType::new("MediumInt", Exactly("Integer")),
    NativeType::new("UnsignedMediumInt", Exactly("Integer")),
    NativeType::new("BigInt", Same),
    NativeType::new("Decimal", Same),
    NativeType::new("UnsignedBigInt", Exactly("BigInt"))
        .but("a number beyond 9223372036854775807 does not fit; where there are any, write `Decimal @db.Decimal(20, 0)`"),
    NativeType::new("Float", Exactly("Real")),
    NativeType::new("Double", Exactly("DoublePrecision")),
    NativeType::new("Bit", Default).on("Boolean"),
    NativeType::new("Bit", Exactly("ByteA")),
    NativeType::new("Char", Same),
    NativeType::new("VarChar", Same),
    NativeType::new("Binary", Exactly("ByteA")),
    NativeType::new("VarBinary", Exactly("ByteA")),
    NativeType::new("TinyBlob", Exactly("ByteA")),
    NativeType::new("Blob", Exactly("ByteA")),
    NativeType::new("MediumBlob", Exactly("ByteA")),
    NativeType::new("LongBlob", Exactly("ByteA")),
    NativeType::new("TinyText", Exactly("Text")),
    NativeType::new("Text", Same),
    NativeType::new("MediumText", Exactly("Text")),
    NativeType::new("LongText", Exactly("Text")),
    NativeType::new("Date", Same),
    NativeType::new("Time", Fraction("Time")),
    NativeType::new("DateTime", Fraction("Timestamp")),
    // MySQL's TIMESTAMP is a moment: it is stored in UTC and shown in the session's time zone.
    NativeType::new("Timestamp", Fraction("Timestamptz")),
    NativeType::new("Year", Exactly("SmallInt")),
    NativeType::new("Json", Exactly("JsonB")),
];
