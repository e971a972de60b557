//! Every schema in `tests/valid` is accepted, and its walkers say what stands beside it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod dump;
mod support;

use std::path::Path;

use plexica_schema::{Diagnostic, check};

fn valid(fixture: &Path) -> datatest_stable::Result<()> {
    let checked = check(&support::sources(fixture)).map_err(|found| found.to_string())?;
    // Indexes would be in the way of what the fixtures show.
    let is_told = |warning: &Diagnostic| warning.code() != "plx::relation::unindexed";
    let has_warnings = checked.warnings.iter().any(is_told);
    assert!(!has_warnings, "{}", checked.warnings);
    support::expect(fixture, &dump::dump(&checked.schema))
}

datatest_stable::harness! {
    { test = valid, root = "tests/valid", pattern = r"\.(plx|prisma)$" },
}
