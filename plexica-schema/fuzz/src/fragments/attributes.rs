use super::{choices::Choices, schema::Model};

const OF_LISTS: [&str; 22] = [
    "",
    "",
    ", map: \"User_pkey\"",
    ", map: \"Post_name_key\"",
    ", name: \"pair\"",
    ", type: Hash",
    ", type: Gin",
    ", type: Gist",
    ", type: SpGist",
    ", type: Brin",
    ", where: raw(\"a > 0\")",
    ", where: { name: null }",
    ", where: { a: 1, name: { not: \"x\" } }",
    ", where: { at: { not: null } }, map: \"w\"",
    ", sort: Desc",
    ", length: 3",
    ", clustered: true",
    ", where: raw(\"(\")",
    ", where: { type: RED }",
    ", name: \"id\"",
    ", name: \"a b\"",
    ",",
];
const OF_COLUMNS: [&str; 12] = [
    "",
    "",
    "",
    "(sort: Desc)",
    "(sort: Asc, length: 3)",
    "(ops: raw(\"text_pattern_ops\"))",
    "(ops: InetOps)",
    "(ops: JsonbPathOps)",
    "(op: \"=\")",
    "(op: \"&&\", ops: InetOps)",
    "()",
    ".a",
];
const LINES: [&str; 20] = [
    "@@map(\"users\")",
    "@@map(\"_A_B\")",
    "@@schema(\"core\")",
    "@@schema(\"audit\")",
    "@@ignore",
    "@@tenant",
    "@@check(\"a > 0\")",
    "@@check(\"a > 0\", map: \"User_pkey\")",
    "@@check(\"a) > (0\")",
    "@@exclude([raw(\"tsrange(a, b)\", op: \"&&\")], map: \"User_key\")",
    "@@index([raw(\"lower(name)\")], map: \"lowered\")",
    "@@unique([raw(\"lower(name)\", sort: Desc), id], map: \"lowered\")",
    "@@fulltext([name])",
    "@@softDelete(at)",
    "// said",
    "/// said",
    "/* said\n * twice */",
    "what is this",
    "@@ unique ( [id] )",
    "@@x",
];

/// Adds keys, indexes and other attributes to a model.
pub(super) fn add(choices: &mut Choices<'_>, model: &mut Model) {
    for _ in 0..choices.below(4) {
        let line = match choices.below(6) {
            0 => choices.one_of(&LINES).to_owned(),
            1 => list(choices, "unique", model),
            2 => list(choices, "id", model),
            3 => list(choices, "exclude", model),
            _ => list(choices, "index", model),
        };
        let at = if choices.is_rare() {
            choices.below(model.lines.len() + 1)
        } else {
            model.lines.len()
        };
        model.lines.insert(at, line);
    }
}

fn list(choices: &mut Choices<'_>, attribute: &str, model: &Model) -> String {
    let mut columns = Vec::new();
    for _ in 0..=choices.below(3) {
        let name = match choices.below(model.columns.len() + 1) {
            0 => "oneId",
            index => model.columns[index - 1].name,
        };
        let argument = match attribute {
            "exclude" if !choices.is_rare() => "(op: \"=\")",
            _ => choices.one_of(&OF_COLUMNS),
        };
        columns.push(format!("{name}{argument}"));
    }
    let columns = columns.join(", ");
    format!("@@{attribute}([{columns}]{})", choices.one_of(&OF_LISTS))
}
