use super::native_type::{NativeType, Target::*};

#[rustfmt::skip]
pub(super) static TYPES: &[NativeType] = &[
    NativeType::new("Bit", Same),
    NativeType::new("Bool", Exactly("Boolean")),
    NativeType::new("Bytes", Exactly("ByteA")),
    NativeType::new("Char", Same),
    NativeType::new("Date", Same),
    NativeType::new("Decimal", Same),
    NativeType::new("Float4", Exactly("Real")),
    NativeType::new("Float8", Exactly("DoublePrecision")),
    NativeType::new("Inet", Same),
    NativeType::new("Int2", Exactly("SmallInt")),
    NativeType::new("Int4", Exactly("Integer")),
    NativeType::new("Int8", Exactly("BigInt")),
    NativeType::new("JsonB", Same),
    NativeType::new("Oid", Same),
    NativeType::new("CatalogSingleChar", Exactly("Char(1)")),
    NativeType::new("String", StringOfLength),
    NativeType::new("Time", Same),
    NativeType::new("Timestamp", Same),
    NativeType::new("Timestamptz", Same),
    NativeType::new("Timetz", Same),
    NativeType::new("Uuid", Same),
    NativeType::new("VarBit", Same),
];
