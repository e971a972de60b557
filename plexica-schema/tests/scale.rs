//! Time grows with the schema, and not with its square.
//!
//! Measured on one core, optimized, for `large_schema(500)`, which has 10,000 fields: 27 to 31 ms to
//! check and 22 to 25 ms to format, 365 and 350 million instructions, nearly half of them pest's. Ten
//! times as many models are ten times as many instructions, and 15 to 18 times as long, as 170 MB of
//! pairs and tree leave the processor's caches. No test holds these figures, which are the machine's:
//! one with eight times as much takes about eight times as long.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::{
    fmt::Write,
    time::{Duration, Instant},
};

use plexica_schema::{Sources, check, format};

/// How much larger the large one of two schemas is.
const FACTOR: usize = 8;

/// How much longer it may take. It falls out of the processor's caches, and other programs may be
/// running; with the square it would take 64 times as long.
const MOST: u32 = 24;

const DATASOURCE: &str = "datasource db {\n  provider = \"postgresql\"\n}\n";

/// Models of 20 fields: columns of most kinds, a relation to the model before, and keys.
fn large_schema(models: usize) -> String {
    let mut text = DATASOURCE.to_owned();
    for model in 0..models {
        let before = model.saturating_sub(1);
        write!(
            text,
            "\n/// Model {model} of many.\nmodel Model{model} {{\n  \
             id        String   @id @default(uuid()) @db.Uuid\n  \
             createdAt DateTime @default(now()) @map(\"created_at\") @db.Timestamptz(3)\n  \
             updatedAt DateTime @updatedAt @map(\"updated_at\")\n  \
             beforeId  String?  @map(\"before_id\") @db.Uuid\n  \
             before    Model{before}? @relation(\"Chain{model}\", fields: [beforeId], references: [id], onDelete: Cascade)\n  \
             after     Model{next}[] @relation(\"Chain{next}\")\n",
            next = if model + 1 == models { 0 } else { model + 1 },
        )
        .unwrap();
        for field in 0..14 {
            let r#type = [
                "String @db.VarChar(255)",
                "Int @default(0)",
                "Boolean?",
                "Json",
            ][field % 4];
            writeln!(
                text,
                "  field{field} {type} @map(\"field_{field}\") // a comment"
            )
            .unwrap();
        }
        text.push_str("\n  @@unique([field0, field1])\n  @@index([createdAt(sort: Desc)])\n");
        writeln!(text, "  @@map(\"model_{model}\")\n}}").unwrap();
    }
    // The chain is closed by hand: the first model follows the last.
    text.replacen(
        "before    Model0? @relation(\"Chain0\"",
        &format!("before    Model{}? @relation(\"Chain0\"", models - 1),
        1,
    )
}

#[test]
fn a_large_schema_is_checked_in_proportion_to_its_size() {
    assert_proportional("models", 60, |models| time_to_check(large_schema(models)));
}

#[test]
fn a_large_schema_is_formatted_in_proportion_to_its_size() {
    assert_proportional("models", 60, |models| time_to_format(large_schema(models)));
}

#[test]
fn what_one_block_has_very_many_of_is_not_compared_each_with_each() {
    let shapes: [(&str, usize, Shape); 5] = [
        ("columns", 1000, columns),
        ("indexes", 1000, indexes),
        ("relations", 1000, relations),
        // To compare two labels is quick, so it takes many for that to be seen.
        ("values", 2000, values),
        ("mistakes", 1000, mistakes),
    ];
    for (what, small, shape) in shapes {
        let sources = Sources::from_texts([("schema.plx", shape(8))]);
        assert_eq!(check(&sources).is_ok(), what != "mistakes", "{what}");
        assert_proportional(what, small, |count| time_to_check(shape(count)));
        assert_proportional(what, small, |count| time_to_format(shape(count)));
    }
}

fn assert_proportional(what: &str, small: usize, time: impl Fn(usize) -> Duration) {
    let large = small * FACTOR;
    // The best of some, as other programs may be running.
    let best = |count, runs| (0..runs).map(|_| time(count)).min().unwrap();
    let (short, long) = (best(small, 4), best(large, 2));
    assert!(
        long < MOST * short,
        "{small} {what} took {short:?}, and {large} {long:?}"
    );
}

fn time_to_check(text: String) -> Duration {
    let sources = Sources::from_texts([("schema.plx", text)]);
    let start = Instant::now();
    let checked = check(&sources);
    let elapsed = start.elapsed();
    drop(checked);
    elapsed
}

fn time_to_format(text: String) -> Duration {
    let sources = Sources::from_texts([("schema.plx", text)]);
    let start = Instant::now();
    let formatted = format(&sources);
    let elapsed = start.elapsed();
    assert!(formatted[0].is_changed());
    elapsed
}

/// A schema with so many of something.
type Shape = fn(usize) -> String;

/// A schema of one model, which has such lines for each of so many.
fn model(count: usize, lines: impl Fn(usize) -> String) -> String {
    let lines: String = (0..count).map(lines).collect();
    format!("{DATASOURCE}model A {{\n  id Int @id\n{lines}}}\n")
}

fn columns(count: usize) -> String {
    model(count, |i| format!("  field{i} Int @map(\"field_{i}\")\n"))
}

fn indexes(count: usize) -> String {
    let lines = |i| format!("  field{i} Int\n  @@index([field{i}, id])\n");
    model(count, lines)
}

fn relations(count: usize) -> String {
    let keys = |i| {
        let attribute = format!("@relation(\"{i}\", fields: [b{i}Id], references: [id])");
        format!("  b{i}Id Int\n  b{i} B {attribute}\n")
    };
    let opposite = |i| format!("  a{i} A[] @relation(\"{i}\")\n");
    let opposites: String = (0..count).map(opposite).collect();
    let model = model(count, keys);
    format!("{model}model B {{\n  id Int @id\n{opposites}}}\n")
}

fn values(count: usize) -> String {
    let value = |i| format!("  VALUE{i} @map(\"value_{i}\")\n");
    let values: String = (0..count).map(value).collect();
    let model = model(count, |i| format!("  field{i} E @default(VALUE{i})\n"));
    format!("{model}enum E {{\n{values}}}\n")
}

/// Names that are close to many others, each of which may have been meant.
fn mistakes(count: usize) -> String {
    let lines = |i| format!("  field{i} Int\n  @@index([fields{i}])\n");
    model(count, lines)
}
