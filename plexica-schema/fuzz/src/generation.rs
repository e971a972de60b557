//! What must hold for every schema that is accepted. Shared with
//! `plexica-codegen/tests/fuzz_seeds.rs`.

use std::{collections::BTreeSet, fs};

use plexica_codegen::sql::DatabaseModel;
use plexica_schema::{Sources, check};

/// Panics when nothing, or no Rust, is generated from a schema that is accepted. Says whether it is.
pub fn holds(text: &str) -> bool {
    let mut is_accepted = false;
    for name in ["schema.plx", "schema.prisma"] {
        let sources = Sources::from_texts([(name, text)]);
        let Ok(checked) = check(&sources) else {
            continue;
        };
        is_accepted = true;
        let model = DatabaseModel::from(&checked.schema);
        let again = DatabaseModel::from(&checked.schema);
        assert_eq!(model, again, "it depends on more than the schema:\n{text}");
        for scope in std::iter::once(&model.core).chain(&model.tenant) {
            names_are_single(&scope.script(), text);
        }
        rust_holds(name, text);
    }
    is_accepted
}

/// PostgreSQL keeps tables, indexes and types of a schema in one list of names.
fn names_are_single(script: &str, text: &str) {
    let mut names = BTreeSet::new();
    for line in script.lines() {
        for start in ["CREATE TABLE ", "CREATE TYPE "] {
            let Some(rest) = line.strip_prefix(start) else {
                continue;
            };
            let end = rest.find(" (").or_else(|| rest.find(" AS ENUM"));
            let name = &rest[..end.unwrap_or(rest.len())];
            assert!(names.insert(name), "two are called {name}:\n{text}");
        }
    }
}

fn rust_holds(name: &str, text: &str) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let schema = folder.path().join(name);
    fs::write(&schema, text).expect("a file in a temporary folder");
    let out = folder.path().join("out");
    let generated = plexica_codegen::configure()
        .schema(&schema)
        .out_dir(&out)
        .try_generate()
        .unwrap_or_else(|error| panic!("{error}:\n{text}"));
    for path in generated.written {
        if path.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let rust = fs::read_to_string(&path).expect("a file that was written");
        let parsed = syn::parse_file(&rust);
        assert!(parsed.is_ok(), "not Rust:\n{rust}\nfrom:\n{text}");
    }
}
