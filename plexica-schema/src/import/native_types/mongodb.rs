use super::native_type::{NativeType, Target::*};

#[rustfmt::skip]
pub(super) static TYPES: &[NativeType] = &[
    NativeType::new("String", Exactly("Text")),
    NativeType::new("Double", Exactly("DoublePrecision")),
    NativeType::new("BinData", Exactly("ByteA")),
    // 24 hexadecimal digits, or their 12 bytes: what the field's own type holds.
    NativeType::new("ObjectId", Default),
    NativeType::new("Bool", Exactly("Boolean")),
    // MongoDB's date is a moment in milliseconds.
    NativeType::new("Date", Exactly("Timestamp(3)")),
    NativeType::new("Int", Exactly("Integer")),
    NativeType::new("Timestamp", Exactly("Timestamp(3)")),
    NativeType::new("Long", Exactly("BigInt")).on("BigInt"),
    NativeType::new("Long", Default)
        .but("a number beyond 2147483647 does not fit; where there are any, write `BigInt`"),
    NativeType::new("Json", Exactly("JsonB")),
];
