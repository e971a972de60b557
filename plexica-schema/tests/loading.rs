//! How files become sources, and how places in them are told.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::{
    fs,
    path::{Path, PathBuf},
};

use miette::{Diagnostic as _, SourceSpan};
use plexica_schema::{Diagnostics, LoadError, Sources, check};

/// A folder of this test alone, empty at the start.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn errors(texts: &[(&str, &str)]) -> Diagnostics {
    check(&Sources::from_texts(texts.iter().copied())).unwrap_err()
}

#[test]
fn a_folder_is_its_plx_files_by_name() {
    let folder = folder("a_folder");
    fs::create_dir(folder.join("migrations")).unwrap();
    fs::write(
        folder.join("migrations/schema.plx"),
        "model Old {\n id Int @id\n}",
    )
    .unwrap();
    fs::write(folder.join("notes.txt"), "not a schema").unwrap();
    fs::write(folder.join("b.plx"), "model B {\n id Int @id\n}").unwrap();
    fs::write(
        folder.join("a.plx"),
        "datasource db {\n provider = \"postgresql\"\n}",
    )
    .unwrap();
    let sources = Sources::load(&folder).unwrap();
    let names: Vec<_> = sources
        .files()
        .map(|(_, file)| file.path().unwrap().file_name().unwrap())
        .collect();
    assert_eq!(names, ["a.plx", "b.plx"]);
    let checked = check(&sources).unwrap();
    let models: Vec<_> = checked.schema.models().map(|model| model.name()).collect();
    assert_eq!(models, ["B"]);
    // One file of it alone has no datasource.
    let error = check(&Sources::load(folder.join("b.plx")).unwrap()).unwrap_err();
    assert_eq!(
        error.iter().next().unwrap().code(),
        "plx::datasource::missing"
    );
}

#[test]
fn what_cannot_be_read_is_named() {
    let folder = folder("unreadable");
    let missing = Sources::load(folder.join("missing.plx")).unwrap_err();
    assert!(matches!(missing, LoadError::NotFound { .. }));
    assert!(missing.to_string().contains("missing.plx"));
    let empty = Sources::load(&folder).unwrap_err();
    assert!(matches!(empty, LoadError::EmptyFolder { .. }), "{empty}");
    let path = folder.join("latin1.plx");
    fs::write(&path, b"// first\n// gr\xc3\xb6\xdfe\n").unwrap();
    let error = Sources::load(&path).unwrap_err();
    assert!(
        matches!(
            error,
            LoadError::NotUtf8 {
                line: 2,
                column: 7,
                ..
            }
        ),
        "{error}"
    );
    assert!(
        error
            .to_string()
            .ends_with("invalid byte in line 2, column 7"),
        "{error}"
    );
}

#[test]
fn places_count_lines_and_characters_from_one() {
    let text = "model Größe {\n  id Int @id // 😀\n  /* é */ name Strin\n}\n";
    let datasource = "datasource db {\r\n  provider = \"postgresql\"\r\n}";
    let found = errors(&[("db.plx", datasource), ("a.plx", text)]);
    let places: Vec<_> = found
        .iter()
        .map(|diagnostic| found.place(diagnostic).unwrap())
        .collect();
    let told: Vec<_> = places
        .iter()
        .map(|place| (place.line, place.column, place.end_line, place.end_column))
        .collect();
    assert_eq!(told, [(1, 7, 1, 12), (3, 16, 3, 21)]);
    assert!(places.iter().all(|place| place.file == "a.plx"));
    assert!(
        found
            .to_string()
            .contains("a.plx:3:16: error: unknown type `Strin` [plx::type::unknown]")
    );
}

#[test]
fn diagnostics_are_in_the_order_of_the_files_and_places() {
    let bad = "model {\n}\nmodel A {\n id Nt @id\n}\n";
    let found = errors(&[("z.plx", bad), ("a.plx", "enum E {\n}\n")]);
    let told: Vec<_> = found
        .iter()
        .map(|diagnostic| {
            let place = found.place(diagnostic).unwrap();
            (place.file, place.line)
        })
        .collect();
    let mut sorted = told.clone();
    sorted.sort_by_key(|(file, line)| (*file == "a.plx", *line));
    assert_eq!(told, sorted);
    assert!(told.len() >= 3, "{told:?}");
}

#[test]
fn a_label_in_another_file_is_drawn_there() {
    let core = "datasource db {\n provider = \"postgresql\"\n}\nenum Role {\n A\n}\n";
    let user = "model User {\n id Int @id\n role Role @default(B)\n}\n";
    let found = errors(&[("core.plx", core), ("user.plx", user)]);
    let report = found.reports().next().unwrap();
    assert_eq!(
        report.code().unwrap().to_string(),
        "plx::default::enum_value"
    );
    let notes: Vec<_> = report.related().unwrap().collect();
    let [note] = notes.as_slice() else {
        panic!("one label is in the other file")
    };
    let label = note.labels().unwrap().next().unwrap();
    let contents = note
        .source_code()
        .unwrap()
        .read_span(label.inner(), 0, 0)
        .unwrap();
    assert_eq!(contents.name(), Some("core.plx"));
    assert_eq!(
        *label.inner(),
        SourceSpan::from((core.find("enum Role").unwrap(), "enum Role".len()))
    );
}

#[test]
fn the_schemas_of_this_repository_have_no_warning() {
    for path in [
        "schema",
        "tests/schema",
        "plexica-cli/tests/command/fixtures/shop/schema",
    ] {
        let sources = Sources::load(Path::new("..").join(path)).unwrap();
        let checked = check(&sources).unwrap();
        assert!(checked.warnings.is_empty(), "{}", checked.warnings);
    }
}
