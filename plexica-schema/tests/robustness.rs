//! No text brings the crate down, and none takes it longer than its length is worth.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

use plexica_schema::{Sources, check, format};

/// Far more than a text of some hundred kilobytes needs, even unoptimized on a busy machine, and
/// far less than anything that grows with the square of its length.
const LIMIT: Duration = Duration::from_secs(60);

const TOKENS: [&str; 30] = [
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    "\"",
    "\\",
    "@",
    "@@",
    ",",
    ":",
    "=",
    "?",
    "[]",
    "//",
    "///",
    "/*",
    "*/",
    "\n",
    "\r",
    "model X {",
    "enum",
    "@id",
    "@relation(",
    "fields: [",
    "1.",
    "-",
    "é",
    "\u{2028}",
];

fn fixture(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/valid");
    fs::read_to_string(folder.join(name)).unwrap()
}

/// Checks a text, shows what was found, and says how many diagnostics there were.
fn diagnostics(text: &str) -> usize {
    let diagnostics = match check(&Sources::from_texts([("schema.plx", text)])) {
        Ok(checked) => checked.warnings,
        Err(diagnostics) => {
            assert!(
                diagnostics.has_errors(),
                "refused without an error:\n{text}"
            );
            diagnostics
        }
    };
    for diagnostic in &diagnostics {
        for label in diagnostic.labels() {
            let (start, end) = (label.span.start as usize, label.span.end as usize);
            assert!(
                text.get(start..end).is_some(),
                "{diagnostic}: {start}..{end}"
            );
        }
    }
    assert_eq!(diagnostics.reports().len(), diagnostics.len());
    assert_eq!(diagnostics.to_string().is_empty(), diagnostics.is_empty());
    diagnostics.len()
}

#[test]
fn a_schema_that_is_cut_off_anywhere_is_reported() {
    let text = fixture("platform.plx");
    let last = text.trim_end().len();
    for (end, _) in text.char_indices().skip(1) {
        let found = diagnostics(&text[..end]);
        // Without its last blocks a schema may be whole.
        let is_whole = end >= last || text[..end].trim_end().ends_with('}');
        assert!(
            found > 0 || is_whole || text[..end].len() < 40,
            "cut at {end}"
        );
    }
}

#[test]
fn a_schema_without_any_one_line_brings_nothing_down() {
    for name in ["platform.plx", "written_as_in_prisma.plx", "relations.plx"] {
        let text = fixture(name);
        let lines: Vec<_> = text.lines().collect();
        for gone in 0..lines.len() {
            let mut rest = lines.clone();
            rest.remove(gone);
            diagnostics(&rest.join("\n"));
        }
    }
}

#[test]
fn tokens_thrown_into_a_schema_bring_nothing_down() {
    let text = fixture("written_as_in_prisma.plx") + &fixture("relations.plx");
    let places: Vec<_> = text.char_indices().map(|(at, _)| at).collect();
    // A linear congruential generator: the same places in every run.
    let mut state: u64 = 1;
    let mut random = |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    for _ in 0..600 {
        let mut damaged = text.clone();
        let mut at: Vec<_> = (0..=random(3))
            .map(|_| places[random(places.len())])
            .collect();
        at.sort_unstable();
        for place in at.into_iter().rev() {
            damaged.insert_str(place, TOKENS[random(TOKENS.len())]);
        }
        diagnostics(&damaged);
    }
}

#[test]
fn brackets_a_hundred_thousand_deep_are_reported_in_time() {
    for bracket in ["(", "[", "{", "a(", "a(b: [", "{ a: "] {
        let deep = bracket.repeat(100_000);
        within_limit(
            bracket,
            &format!("model A {{\n  id Int @id @default({deep}\n}}\n"),
        );
        within_limit(bracket, &format!("datasource db {{\n  a = {deep}\n}}\n"));
        within_limit(bracket, &deep);
        let lines = format!("{bracket}\n").repeat(100_000);
        within_limit(bracket, &format!("model A {{\n  id Int @x({lines}"));
    }
}

#[test]
fn very_long_lines_and_very_many_lines_are_read_in_time() {
    let pieces = [
        "a", " ", "a ", "@a ", "@a() ", "\"", "\\", "1", "/", "//", "/* ", "/* */ ", "*/", "é",
        "a.", "a,", "?", "[]", "a: ", "\"a\" ", "}", "} ", "\u{feff}",
    ];
    for piece in pieces {
        let long = piece.repeat(10_000);
        within_limit(piece, &format!("model A {{\n  id Int {long}\n}}\n"));
        within_limit(
            piece,
            &format!("model A {{\n  id Int @default(\"{long}\")\n}}\n"),
        );
        within_limit(piece, &long);
        let lines = format!("{piece}\n").repeat(5_000);
        within_limit(piece, &format!("model A {{\n{lines}}}\n"));
        within_limit(piece, &lines);
    }
}

#[test]
fn very_many_blocks_and_comments_are_read_in_time() {
    for piece in [
        "model A {\n",
        "enum E { A }\n",
        "model {",
        "/// text\n",
        "// a\n\n",
        "tenancy {}\n",
    ] {
        within_limit(piece, &piece.repeat(10_000));
    }
    let relations = |index: usize| format!("model M{index} {{\n id Int @id\n m M0\n n M0[]\n}}\n");
    let text: String = (0..3_000).map(relations).collect();
    within_limit("relations", &text);
}

#[test]
fn very_many_names_are_told_apart_in_time() {
    let many = |count: usize, line: &dyn Fn(usize) -> String| (0..count).map(line).collect();
    let values: String = many(30_000, &|index| format!("V{index}\n"));
    let used: String = many(15_000, &|index| format!("V{index}, "));
    let settings: String = many(30_000, &|index| format!("s{index} = 1\n"));
    let names: String = many(6_000, &|index| format!("\"s{index}\", "));
    let extensions: String = many(30_000, &|index| format!("e{index}, "));
    let in_schemas = |index| format!("model M{index} {{\n id Int @id\n @@schema(\"t\")\n}}\n");
    let in_schemas: String = many(2_000, &in_schemas);
    let unknown = |index| format!("model M{index} {{\n id Int @id\n c Type{index}\n}}\n");
    let without_opposite = |index| {
        format!(
            "c{index} Int\nr{index} A @relation(\"r{index}\", fields: [c{index}], references: [id])\n"
        )
    };
    let to_refused = |index| format!("model Model{index} {{\n id Int @id\n r Other[]\n}}\n");
    let refused: String = many(2_500, &|index| format!("c{index} Strange\n"));
    for (what, text) in [
        ("values", format!("enum E {{\n{values}}}\n")),
        (
            "values in a list",
            format!("enum E {{\n{values}}}\nmodel A {{\n a E[] @default([{used}])\n}}\n"),
        ),
        ("settings", format!("generator g {{\n{settings}}}\n")),
        (
            "schemas",
            format!("datasource db {{\n schemas = [{names}]\n}}\n{in_schemas}"),
        ),
        (
            "extensions",
            format!("datasource db {{\n extensions = [{extensions}]\n}}\n"),
        ),
        ("unknown types", many(1_000, &unknown)),
        (
            "relations without an opposite",
            format!(
                "model A {{\n id Int @id\n{}}}\n",
                many(8_000, &without_opposite)
            ),
        ),
        (
            "relations to a model with refused fields",
            format!(
                "type Strange {{\n}}\nmodel Other {{\n id Int @id\n{refused}}}\n{}",
                many(2_500, &to_refused)
            ),
        ),
    ] {
        within_limit(what, &text);
    }
}

#[test]
fn a_very_long_name_does_not_widen_every_line() {
    let name = "a".repeat(20_000);
    let lines = "  b String @unique\n".repeat(10_000);
    let text = format!("model A {{\n  {name} Int\n{lines}}}\n");
    let formatted = formatted(&text);
    assert!(formatted.len() < 2 * text.len(), "{}", formatted.len());
}

fn formatted(text: &str) -> String {
    format(&Sources::from_texts([("schema.plx", text)]))
        .remove(0)
        .text
}

fn within_limit(what: &str, text: &str) {
    let start = Instant::now();
    let found = diagnostics(text);
    let formatted = formatted(text);
    let elapsed = start.elapsed();
    assert!(
        formatted.len() <= 8 * text.len(),
        "{what:?} grows when it is formatted"
    );
    assert!(found > 0, "{what:?} gave no diagnostic");
    assert!(elapsed < LIMIT, "{what:?} took {elapsed:?}");
}
