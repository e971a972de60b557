use super::choices::Choices;

const NAMES: [&str; 16] = [
    "id",
    "name",
    "a",
    "b",
    "userId",
    "type",
    "r",
    "self",
    "createdAt",
    "key",
    "data",
    "host",
    "at",
    "a_b",
    "Name",
    "not",
];
const ARITIES: [&str; 6] = ["", "", "", "", "?", "[]"];
/// Behind any column.
const ATTRIBUTES: [&str; 16] = [
    "",
    "",
    "",
    "@unique",
    "@unique(sort: Desc)",
    "@unique(map: \"a_key\")",
    "@map(\"b\")",
    "@map(\"User_name_key\")",
    "@ignore",
    "@updatedAt",
    "@version",
    "@generated(\"a + 1\")",
    "@rust(\"crate::A<Vec<String>>\")",
    "// said",
    "/// said",
    "@default(dbgenerated(\"f('x')\"))",
];

/// A type with the native types and the defaults that mostly fit it.
struct Kind {
    name: &'static str,
    natives: &'static [&'static str],
    defaults: &'static [&'static str],
}

const KINDS: [Kind; 17] = [
    Kind {
        name: "Int",
        natives: &["@db.SmallInt", "@db.Integer", "@db.Oid"],
        defaults: &["0", "autoincrement()", "-5", "2147483647", "1.5", "[1, 2]"],
    },
    Kind {
        name: "String",
        natives: &[
            "@db.Uuid",
            "@db.VarChar(63)",
            "@db.Char(3)",
            "@db.Text",
            "@db.Inet",
            "@db.Citext",
            "@db.Bit(3)",
            "@db.VarBit",
            "@db.Xml",
        ],
        defaults: &[
            "\"x\"",
            "uuid()",
            "uuid(7)",
            "cuid()",
            "ulid()",
            "nanoid(8)",
            "\"\"",
            "\"\\u00e9'\\\\ \\n\"",
            "[\"a\", \"b\"]",
            "\"101\"",
            "\"10.0.0.1/8\"",
            "dbgenerated()",
        ],
    },
    Kind {
        name: "BigInt",
        natives: &["@db.BigInt"],
        defaults: &["0", "autoincrement()", "9223372036854775808"],
    },
    Kind {
        name: "Boolean",
        natives: &["@db.Boolean"],
        defaults: &["true", "false", "[true]"],
    },
    Kind {
        name: "Float",
        natives: &["@db.Real", "@db.DoublePrecision"],
        defaults: &["0", "1.5", "-1e3", "\"1\""],
    },
    Kind {
        name: "Decimal",
        natives: &["@db.Decimal(10, 2)", "@db.Money", "@db.Decimal(2, 3)"],
        defaults: &["0", "\"1.5e-3\"", "99999999999.995"],
    },
    Kind {
        name: "DateTime",
        natives: &[
            "@db.Timestamptz(3)",
            "@db.Timestamp(6)",
            "@db.Date",
            "@db.Time(0)",
            "@db.Timetz",
        ],
        defaults: &[
            "now()",
            "\"2026-01-31T12:00:00Z\"",
            "\"2026-02-30T12:00:00+02:00\"",
        ],
    },
    Kind {
        name: "Json",
        natives: &["@db.Json", "@db.JsonB"],
        defaults: &["\"{}\"", "\"[1, {\\\"a\\\": null}]\"", "\"{\"", "[\"{}\"]"],
    },
    Kind {
        name: "Bytes",
        natives: &["@db.ByteA"],
        defaults: &["\"SGVsbG8=\"", "\"\"", "\"x\""],
    },
    Kind {
        name: "Colour",
        natives: &["@db.Text"],
        defaults: &["RED", "BLUE", "blue", "[RED]"],
    },
    Kind {
        name: "Role",
        natives: &["@map(\"role\")"],
        defaults: &["A", "B", "self", "[]"],
    },
    Kind {
        name: "Unsupported(\"ltree\")",
        natives: &["@db.Text"],
        defaults: &["dbgenerated(\"''\")"],
    },
    Kind {
        name: "Uuid",
        natives: &["@db.Uuid"],
        defaults: &["uuid()", "\"6f9619ff-8b86-4011-b42d-00cf4fc964ff\""],
    },
    Kind {
        name: "Date",
        natives: &["@db.Date"],
        defaults: &["now()", "\"2026-01-31\""],
    },
    Kind {
        name: "Time",
        natives: &["@db.Time(6)"],
        defaults: &["now()", "\"12:00:00\""],
    },
    Kind {
        name: "Inet",
        natives: &["@db.Inet"],
        defaults: &["\"::1\""],
    },
    Kind {
        name: "Missing",
        natives: &[""],
        defaults: &["A"],
    },
];

/// A column, and what relations need to know of it.
pub(super) struct Column {
    pub(super) name: &'static str,
    /// Its type with what makes the column's type of it.
    pub(super) r#type: String,
    pub(super) written: String,
}

impl Column {
    pub(super) fn choose(choices: &mut Choices<'_>, is_first: bool, before: &[Self]) -> Self {
        let mut name = choices.one_of(&NAMES);
        if before.iter().any(|column| column.name == name) && !choices.is_rare() {
            let is_free = |name: &&str| !before.iter().any(|column| column.name == *name);
            name = NAMES.into_iter().find(is_free).unwrap_or(name);
        }
        // The last kinds are Plexica's own, or wrong.
        let kinds = [17, 12, 12, 12][choices.below(4)];
        let kind = &KINDS[choices.below(kinds)];
        let native = match choices.below(4) {
            0 => choices.one_of(kind.natives),
            _ => "",
        };
        let arity = if is_first {
            ""
        } else {
            choices.one_of(&ARITIES)
        };
        let mut written = format!("{name} {}{arity}", kind.name);
        if is_first && choices.below(16) > 0 {
            written.push_str(" @id");
        }
        if !native.is_empty() {
            written.push_str(&format!(" {native}"));
        }
        if choices.below(3) == 2 {
            written.push_str(&format!(" @default({})", choices.one_of(kind.defaults)));
        }
        for _ in 0..choices.below(3) {
            written.push_str(&format!(" {}", choices.one_of(&ATTRIBUTES)));
        }
        Self {
            name,
            r#type: format!("{} {native}", kind.name),
            written,
        }
    }
}
