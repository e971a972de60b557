//! No text brings an import down, and every text keeps what the import does not understand.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::{fs, path::Path};

use plexica_schema::{
    Sources,
    import::{Options, import},
};

const TOKENS: [&str; 16] = [
    "{", "}", "(", ")", "[", "\"", "@", "@@", ",", ": ", "/*", "*/", "//", "\r", "é", "\u{feff}",
];

fn fixtures() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import");
    let paths = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut paths: Vec<_> = paths
        .filter(|path| path.extension().is_some_and(|found| found == "prisma"))
        .collect();
    paths.sort();
    paths
        .iter()
        .map(|path| fs::read_to_string(path).unwrap())
        .collect()
}

/// Imports a text as it is, and with a model that every tenant has.
fn imported(text: &str) -> String {
    let sources = Sources::from_texts([("a.prisma", text)]);
    let imported = import(&sources, &Options::default()).unwrap();
    for note in &imported.notes {
        let place = sources.place(note.span());
        assert!(place.line > 0 && !note.message().is_empty());
    }
    for model in ["User", "Note"] {
        if text.contains(&format!("model {model} {{")) {
            let options = Options {
                tenants: vec![model.to_owned()],
                ..Options::default()
            };
            // An open comment may still hide the model.
            let _ = import(&sources, &options);
        }
    }
    imported.files[0].text.clone()
}

#[test]
fn a_schema_that_is_cut_off_anywhere_is_imported() {
    for text in fixtures() {
        for (end, _) in text.char_indices() {
            imported(&text[..end]);
        }
    }
}

#[test]
fn tokens_thrown_into_a_schema_bring_nothing_down() {
    for text in fixtures() {
        let places: Vec<_> = text.char_indices().map(|(at, _)| at).collect();
        // A linear congruential generator: the same places in every run.
        let mut state: u64 = 1;
        let mut random = |below: usize| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(state >> 33).unwrap() % below
        };
        for _ in 0..100 {
            let mut damaged = text.clone();
            for _ in 0..=random(3) {
                let at = places[random(places.len())];
                if damaged.is_char_boundary(at) {
                    damaged.insert_str(at, TOKENS[random(TOKENS.len())]);
                }
            }
            imported(&damaged);
        }
    }
}

#[test]
fn a_second_import_changes_nothing() {
    for text in fixtures() {
        let once = imported(&text);
        assert_eq!(imported(&once), once);
    }
}

#[test]
fn lines_keep_their_ends() {
    for text in fixtures() {
        let windows = imported(&text.replace('\n', "\r\n"));
        assert_eq!(windows.replace("\r\n", "\n"), imported(&text));
        assert!(!windows.replace("\r\n", "").contains('\n'), "{windows}");
    }
}

#[test]
fn lines_that_are_not_understood_are_kept() {
    let text = "datasource db {\n  provider = \"mysql\"\n}\n\ngenerator x {\n  provider = \"y\"\n  \
                what is this\n}\n\nmodel A {\n  id Int! @db.LongText\n  b  Int @db.Int\n}\n";
    let found = imported(text);
    assert!(found.contains("  what is this\n}\n"), "{found}");
    assert!(
        found.contains("  id Int! @db.LongText\n  b  Int @db.Integer\n"),
        "{found}"
    );
}
