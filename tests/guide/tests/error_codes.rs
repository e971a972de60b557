//! The table of codes in `docs/guide/13-errors.md` against the client's.

use std::collections::BTreeSet;

/// Its `code` names every kind: the compiler sees to that.
const KINDS: &str = include_str!("../../../plexica-client/src/error/kind.rs");

const PAGE: &str = include_str!("../../../docs/guide/13-errors.md");

/// The client's codes, as `kind.rs` has them.
fn codes() -> BTreeSet<&'static str> {
    let quoted = KINDS.split('"').skip(1).step_by(2);
    let codes: BTreeSet<_> = quoted.filter(|text| is_code(text)).collect();
    assert!(codes.len() > 20, "kind.rs is read amiss: {codes:?}");
    codes
}

fn is_code(text: &str) -> bool {
    text.strip_prefix("plexica::").is_some_and(|name| {
        let letter = |letter: char| letter.is_ascii_lowercase() || letter == '_';
        name.chars().all(letter)
    })
}

/// The cells of each row of the table: code, kind, cause, remedy.
fn rows() -> Vec<Vec<&'static str>> {
    let lines = PAGE.lines().filter(|line| line.starts_with("| `plexica::"));
    let cells = |line: &'static str| line.trim_matches('|').split(" | ").map(str::trim).collect();
    lines.map(cells).collect()
}

#[test]
fn every_kind_of_error_has_a_row_and_only_those_have() {
    let rows = rows();
    let documented: BTreeSet<_> = rows.iter().map(|row| row[0].trim_matches('`')).collect();
    assert_eq!(documented, codes());
    assert_eq!(documented.len(), rows.len(), "a code has two rows");
}

#[test]
fn a_row_has_the_kind_of_its_code_a_cause_and_a_remedy() {
    for row in rows() {
        let [code, kind, cause, remedy] = row[..] else {
            panic!("four cells: {row:?}")
        };
        let kind = kind.trim_matches('`');
        let variant = format!("Self::{kind} => \"{}\"", code.trim_matches('`'));
        assert!(KINDS.contains(&variant), "{variant}");
        for text in [cause, remedy] {
            assert!(text.ends_with(['.', ')', '`']), "{code}: {text}");
        }
    }
}
