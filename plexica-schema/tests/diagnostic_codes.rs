//! Every code that the crate can give is shown by a fixture in `tests/diagnostics`.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// Codes that have none; each with the reason.
const WITHOUT_FIXTURE: [&str; 2] = [
    // The masking of deep brackets keeps the parser's own guard from being reached.
    "plx::syntax::too_complex",
    // A fixture would hold a byte that editors and diffs do not show; it has a unit test.
    "plx::syntax::zero_byte",
];

#[test]
fn every_code_has_a_fixture() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut missing = codes(&root.join("src"), "rs", '"');
    let known = missing.len();
    assert!(known > 80, "only {known} codes were found in the sources");
    for code in codes(&root.join("tests/diagnostics"), "txt", '\n') {
        missing.remove(&code);
    }
    for code in WITHOUT_FIXTURE {
        assert!(missing.remove(code), "{code} has a fixture now");
    }
    assert!(missing.is_empty(), "codes without a fixture: {missing:#?}");
}

/// The codes in the files of a folder, each ended by a character.
fn codes(folder: &Path, extension: &str, end: char) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for path in files(folder) {
        if path.extension().is_none_or(|found| found != extension) {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let mut rest = text.as_str();
        while let Some(at) = rest.find("plx::") {
            rest = &rest[at..];
            let length = rest.find(end).unwrap_or(rest.len());
            let code = rest[..length].trim_end();
            if code.matches("::").count() == 2 && !code.contains(' ') {
                found.insert(code.to_owned());
            }
            rest = &rest["plx::".len()..];
        }
    }
    found
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found
}
