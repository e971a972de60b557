//! Every schema in `tests/valid` is accepted, and its walkers say what stands beside it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod dump;
mod support;

use std::path::Path;

use plexica_schema::check;

fn valid(fixture: &Path) -> datatest_stable::Result<()> {
    let checked = check(&support::sources(fixture)).map_err(|found| found.to_string())?;
    assert!(checked.warnings.is_empty(), "{}", checked.warnings);
    support::expect(fixture, &dump::dump(&checked.schema))
}

datatest_stable::harness! {
    { test = valid, root = "tests/valid", pattern = r"\.(plx|prisma)$" },
}
