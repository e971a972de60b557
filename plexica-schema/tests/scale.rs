//! A schema ten times as large as a large one is read, and laid out, at once.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::{
    fmt::Write,
    time::{Duration, Instant},
};

use plexica_schema::{Sources, check, format};

const MODELS: usize = 500;

/// Models of 20 fields: columns of most kinds, a relation to the model before, and keys.
fn large_schema(models: usize) -> String {
    let mut text = String::from("datasource db {\n  provider = \"postgresql\"\n}\n");
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
fn five_hundred_models_of_twenty_fields_take_a_moment() {
    let sources = Sources::from_texts([("schema.plx", large_schema(MODELS))]);
    // The best of some, as other programs may be running.
    let best = (0..5)
        .map(|_| {
            let start = Instant::now();
            let checked = check(&sources).unwrap();
            assert_eq!(checked.schema.declared_models().len(), MODELS);
            assert_eq!(checked.schema.relations().len(), MODELS);
            start.elapsed()
        })
        .min()
        .unwrap();
    println!("checked in {best:?}");
    // 45 to 65 ms optimized, on two cores with other builds running; the limit leaves room.
    let limit = if cfg!(debug_assertions) { 10_000 } else { 500 };
    assert!(best < Duration::from_millis(limit), "took {best:?}");
}

#[test]
fn formatting_takes_time_in_proportion_to_the_schema() {
    let small = time_to_format(MODELS / 4);
    let large = time_to_format(MODELS);
    println!("{} models in {small:?}, {MODELS} in {large:?}", MODELS / 4);
    // Four times as many; with the square it would be sixteen times as long.
    assert!(large < 8 * small, "{small:?} became {large:?}");
}

/// The best of some, as other programs may be running.
fn time_to_format(models: usize) -> Duration {
    let sources = Sources::from_texts([("schema.plx", large_schema(models))]);
    let run = |_| {
        let start = Instant::now();
        let formatted = format(&sources);
        let elapsed = start.elapsed();
        assert!(formatted[0].is_changed());
        elapsed
    };
    (0..5).map(run).min().unwrap()
}
