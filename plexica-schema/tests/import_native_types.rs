//! Every native type of Prisma's connectors is one that PostgreSQL has, after an import.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use plexica_schema::{
    Sources, check,
    import::{Options, import},
};

/// A native type with arguments as people write them, and the types of fields that can have it.
type NativeType = (&'static str, &'static [&'static str]);

/// What Prisma 7.10 lists for each connector (`native_types` of its schema compiler).
const TYPES: [(&str, &[NativeType]); 4] = [
    (
        "mysql",
        &[
            ("Int", &["Int"]),
            ("UnsignedInt", &["Int"]),
            ("SmallInt", &["Int"]),
            ("UnsignedSmallInt", &["Int"]),
            ("TinyInt", &["Boolean", "Int"]),
            ("TinyInt(1)", &["Boolean", "Int"]),
            ("UnsignedTinyInt", &["Boolean", "Int"]),
            ("MediumInt", &["Int"]),
            ("UnsignedMediumInt", &["Int"]),
            ("BigInt", &["BigInt"]),
            ("Decimal", &["Decimal"]),
            ("Decimal(65, 30)", &["Decimal"]),
            ("UnsignedBigInt", &["BigInt"]),
            ("Float", &["Float"]),
            ("Double", &["Float"]),
            ("Bit(1)", &["Boolean", "Bytes"]),
            ("Bit(64)", &["Bytes"]),
            ("Char(255)", &["String"]),
            ("VarChar(65535)", &["String"]),
            ("Binary(16)", &["Bytes"]),
            ("VarBinary(255)", &["Bytes"]),
            ("TinyBlob", &["Bytes"]),
            ("Blob", &["Bytes"]),
            ("MediumBlob", &["Bytes"]),
            ("LongBlob", &["Bytes"]),
            ("TinyText", &["String"]),
            ("Text", &["String"]),
            ("MediumText", &["String"]),
            ("LongText", &["String"]),
            ("Date", &["DateTime"]),
            ("Time", &["DateTime"]),
            ("Time(6)", &["DateTime"]),
            ("DateTime", &["DateTime"]),
            ("DateTime(6)", &["DateTime"]),
            ("Timestamp", &["DateTime"]),
            ("Timestamp(6)", &["DateTime"]),
            ("Year", &["Int"]),
            ("Json", &["Json"]),
        ],
    ),
    (
        "sqlserver",
        &[
            ("TinyInt", &["Int"]),
            ("SmallInt", &["Int"]),
            ("Int", &["Int"]),
            ("BigInt", &["BigInt"]),
            ("Decimal", &["Decimal"]),
            ("Decimal(38, 16)", &["Decimal"]),
            ("Money", &["Float"]),
            ("SmallMoney", &["Float"]),
            ("Bit", &["Boolean", "Int"]),
            ("Float", &["Float"]),
            ("Float(24)", &["Float"]),
            ("Float(53)", &["Float"]),
            ("Real", &["Float"]),
            ("Date", &["DateTime"]),
            ("Time", &["DateTime"]),
            ("DateTime", &["DateTime"]),
            ("DateTime2", &["DateTime"]),
            ("DateTimeOffset", &["DateTime"]),
            ("SmallDateTime", &["DateTime"]),
            ("Char", &["String"]),
            ("Char(8000)", &["String"]),
            ("NChar", &["String"]),
            ("NChar(4000)", &["String"]),
            ("VarChar", &["String"]),
            ("VarChar(8000)", &["String"]),
            ("VarChar(Max)", &["String"]),
            ("Text", &["String"]),
            ("NVarChar", &["String"]),
            ("NVarChar(4000)", &["String"]),
            ("NVarChar(Max)", &["String"]),
            ("NText", &["String"]),
            ("Binary", &["Bytes"]),
            ("Binary(8000)", &["Bytes"]),
            ("VarBinary", &["Bytes"]),
            ("VarBinary(Max)", &["Bytes"]),
            ("Image", &["Bytes"]),
            ("Xml", &["String"]),
            ("UniqueIdentifier", &["String"]),
        ],
    ),
    (
        "cockroachdb",
        &[
            ("Bit", &["String"]),
            ("Bit(8)", &["String"]),
            ("Bool", &["Boolean"]),
            ("Bytes", &["Bytes"]),
            ("Char", &["String"]),
            ("Char(8)", &["String"]),
            ("Date", &["DateTime"]),
            ("Decimal", &["Decimal"]),
            ("Decimal(32, 16)", &["Decimal"]),
            ("Float4", &["Float"]),
            ("Float8", &["Float"]),
            ("Inet", &["String"]),
            ("Int2", &["Int"]),
            ("Int4", &["Int"]),
            ("Int8", &["BigInt"]),
            ("JsonB", &["Json"]),
            ("Oid", &["Int"]),
            ("CatalogSingleChar", &["String"]),
            ("String", &["String"]),
            ("String(80)", &["String"]),
            ("Time", &["DateTime"]),
            ("Time(6)", &["DateTime"]),
            ("Timestamp", &["DateTime"]),
            ("Timestamp(6)", &["DateTime"]),
            ("Timestamptz", &["DateTime"]),
            ("Timestamptz(6)", &["DateTime"]),
            ("Timetz", &["DateTime"]),
            ("Timetz(6)", &["DateTime"]),
            ("Uuid", &["String"]),
            ("VarBit", &["String"]),
            ("VarBit(8)", &["String"]),
        ],
    ),
    (
        "mongodb",
        &[
            ("String", &["String"]),
            ("Double", &["Float"]),
            ("BinData", &["Bytes"]),
            ("ObjectId", &["String", "Bytes"]),
            ("Bool", &["Boolean"]),
            ("Date", &["DateTime"]),
            ("Int", &["Int"]),
            ("Timestamp", &["DateTime"]),
            ("Long", &["Int", "BigInt"]),
            ("Json", &["Json"]),
        ],
    ),
];

/// What is wrong with a field after the import.
fn problems(provider: &str, native: &str, field: &str) -> Vec<String> {
    let text = format!(
        "datasource db {{\n  provider = \"{provider}\"\n}}\n\n\
         model A {{\n  id Int @id\n  a {field} @db.{native}\n}}\n"
    );
    let imported = import(
        &Sources::from_texts([("a.prisma", text)]),
        &Options::default(),
    );
    let text = imported.unwrap().files[0].text.clone();
    match check(&Sources::from_texts([("a.plx", text)])) {
        Ok(_) => Vec::new(),
        Err(found) => {
            let is_unsupported = |code: &str| code.starts_with("plx::unsupported::");
            let wrong = found.iter().filter(|found| !is_unsupported(found.code()));
            wrong
                .map(|found| format!("{provider}: {field} @db.{native}: {found}"))
                .collect()
        }
    }
}

#[test]
fn every_native_type_of_other_databases_is_accepted_after_an_import() {
    let mut found = Vec::new();
    for (provider, types) in TYPES {
        for (native, fields) in types {
            for field in *fields {
                found.extend(problems(provider, native, field));
                found.extend(problems(provider, native, &format!("{field}?")));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_native_type_that_a_database_does_not_have_is_left_to_the_check() {
    for (provider, native) in [
        ("mysql", "NVarChar(10)"),
        ("mongodb", "LongText"),
        ("sqlite", "Blob"),
    ] {
        let found = problems(provider, native, "String");
        assert_eq!(found.len(), 1, "{provider} {native}");
        assert!(found[0].contains("unknown native type"), "{found:?}");
    }
}
