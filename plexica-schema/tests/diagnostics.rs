//! Every schema in `tests/diagnostics` gives the diagnostics that stand beside it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod drawing;
mod support;

use std::path::Path;

use drawing::draw;
use plexica_schema::check;

fn diagnostics(fixture: &Path) -> datatest_stable::Result<()> {
    let found = match check(&support::sources(fixture)) {
        Ok(checked) => checked.warnings,
        Err(diagnostics) => diagnostics,
    };
    if found.is_empty() {
        return Err("the schema has nothing to report".into());
    }
    for diagnostic in &found {
        assert!(!diagnostic.labels().is_empty(), "{diagnostic} has no place");
        assert!(diagnostic.help_text().is_some(), "{diagnostic} has no help");
    }
    support::expect(fixture, &draw(&found))
}

datatest_stable::harness! {
    { test = diagnostics, root = "tests/diagnostics", pattern = r"\.(plx|prisma)$" },
}
