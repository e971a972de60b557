use super::native_type::{NativeType, Target::*};

const MONEY: &str =
    "a binary fraction is not exact; write `Decimal @db.Decimal(19, 4)` for amounts";

#[rustfmt::skip]
pub(super) static TYPES: &[NativeType] = &[
    NativeType::new("TinyInt", Exactly("SmallInt")),
    NativeType::new("SmallInt", Same),
    NativeType::new("Int", Renamed("Integer")),
    NativeType::new("BigInt", Same),
    NativeType::new("Decimal", Same),
    NativeType::new("Money", Default).but(MONEY),
    NativeType::new("SmallMoney", Default).but(MONEY),
    NativeType::new("Bit", Default).on("Boolean"),
    NativeType::new("Bit", Exactly("SmallInt")),
    NativeType::new("Float", FloatOfBits),
    NativeType::new("Real", Same),
    NativeType::new("Date", Same),
    NativeType::new("Time", Same),
    NativeType::new("DateTime", Exactly("Timestamp(3)")),
    NativeType::new("DateTime2", Exactly("Timestamp(6)")),
    NativeType::new("DateTimeOffset", Exactly("Timestamptz(6)")),
    NativeType::new("SmallDateTime", Exactly("Timestamp(0)")),
    NativeType::new("Char", Same),
    NativeType::new("NChar", Renamed("Char")),
    NativeType::new("VarChar", Length("VarChar")),
    NativeType::new("Text", Same),
    NativeType::new("NVarChar", Length("VarChar")),
    NativeType::new("NText", Exactly("Text")),
    NativeType::new("Binary", Exactly("ByteA")),
    NativeType::new("VarBinary", Exactly("ByteA")),
    NativeType::new("Image", Exactly("ByteA")),
    NativeType::new("Xml", Same),
    NativeType::new("UniqueIdentifier", Exactly("Uuid")),
];
