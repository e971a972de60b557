//! Whatever the text: formatting loses nothing, and formatting again changes nothing.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod dump;
mod essence;

use std::{fs, path::Path};

use essence::essence;
use plexica_schema::{Diagnostics, Sources, check, format};

fn sources(text: &str) -> Sources {
    Sources::from_texts([("schema.plx", text)])
}

fn formatted(text: &str) -> String {
    format(&sources(text)).remove(0).text
}

/// The schemas of a folder of fixtures.
fn fixtures(folder: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join(folder);
    let mut texts = Vec::new();
    let mut folders = vec![folder];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "plx") {
                texts.push(fs::read_to_string(path).unwrap());
            }
        }
    }
    assert!(!texts.is_empty());
    texts
}

/// The codes of what is wrong, sorted.
fn codes(text: &str) -> Vec<&'static str> {
    let of = |found: &Diagnostics| found.iter().map(|found| found.code()).collect::<Vec<_>>();
    let mut codes = match check(&sources(text)) {
        Ok(checked) => of(&checked.warnings),
        Err(found) => of(&found),
    };
    codes.sort_unstable();
    codes
}

/// Words and marks, sorted: of a damaged text it cannot be told what is a string or a comment.
fn words(text: &str) -> Vec<String> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut words: Vec<_> = text
        .split(|c| !is_word(c))
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    let is_mark = |c: &char| !is_word(*c) && !c.is_whitespace() && !matches!(c, ',' | '*');
    words.extend(text.chars().filter(is_mark).map(String::from));
    words.sort();
    words
}

fn holds(text: &str, tokens: fn(&str) -> Vec<String>) {
    let once = formatted(text);
    assert_eq!(formatted(&once), once, "a second run changes it:\n{text}");
    let (before, after) = (tokens(text), tokens(&once));
    if after.len() == before.len() {
        assert_eq!(after, before, "something is lost:\n{text}\nfrom:\n{once}");
        assert_eq!(codes(&once), codes(text), "{text}\nis now:\n{once}");
    } else {
        let mut rest = after.iter();
        let is_kept = before.iter().all(|token| rest.any(|kept| kept == token));
        assert!(is_kept, "something is lost:\n{text}\nfrom:\n{once}");
    }
}

#[test]
fn every_fixture_keeps_its_tokens_and_its_diagnostics() {
    for folder in ["valid", "diagnostics", "format"] {
        for text in fixtures(folder) {
            holds(&text, essence);
        }
    }
}

#[test]
fn a_right_schema_means_the_same_afterwards() {
    for mut text in fixtures("valid") {
        if !text.contains("datasource") {
            text.push_str("\ndatasource db {\n  provider = \"postgresql\"\n}\n");
        }
        // Keys and indexes stand in the order of their attributes.
        let meaning = |text: &str| {
            let dump = dump::dump(&check(&sources(text)).unwrap().schema);
            let mut lines: Vec<_> = dump.lines().map(str::to_owned).collect();
            lines.sort();
            lines
        };
        assert_eq!(meaning(&formatted(&text)), meaning(&text));
    }
}

#[test]
fn a_file_keeps_the_ends_of_its_lines() {
    let text = "model A {\n id Int @id // c\n\n\n /* a\n b */\n x Int @default(\n 1)\n}\n";
    let windows = |text: &str| text.replace('\n', "\r\n");
    assert_eq!(formatted(&windows(text)), windows(&formatted(text)));
    let mixed = text.replacen("id // c\n", "id // c\r\n", 1);
    assert_eq!(formatted(&mixed), formatted(text));
}

#[test]
fn an_empty_file_stays_empty() {
    assert_eq!(formatted(""), "");
    assert_eq!(formatted(" \n\n"), "");
}

#[test]
fn a_text_that_is_cut_off_anywhere_loses_nothing_more() {
    let text = fixtures("format").concat();
    for (end, _) in text.char_indices().step_by(7) {
        holds(&text[..end], words);
    }
}

#[test]
fn tokens_thrown_into_a_schema_are_all_kept() {
    const TOKENS: [&str; 34] = [
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
        "/* c */",
        "\n",
        "\r",
        "\r\n",
        "\n\n",
        "model X {",
        "enum",
        "@id",
        "@relation(",
        "@@map(\"x\")",
        "fields: [",
        "// c\n",
        "-",
        "é",
        "\u{2028}",
    ];
    let mut texts = fixtures("format");
    texts.extend(fixtures("valid"));
    // A linear congruential generator: the same places in every run.
    let mut state: u64 = 1;
    let mut random = |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    for _ in 0..1_500 {
        let mut damaged = texts[random(texts.len())].clone();
        for _ in 0..=random(4) {
            let places: Vec<_> = damaged.char_indices().map(|(at, _)| at).collect();
            let place = places[random(places.len())];
            damaged.insert_str(place, TOKENS[random(TOKENS.len())]);
        }
        holds(&damaged, words);
    }
}
