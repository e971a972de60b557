//! Every schema in `tests/format` is laid out as the text beside it, and that stays as it is.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod essence;
mod support;

use std::path::Path;

use essence::essence;
use plexica_schema::{Diagnostics, Sources, check, format};

fn laid_out(fixture: &Path) -> datatest_stable::Result<()> {
    let sources = support::sources(fixture);
    let (_, source) = sources.files().next().unwrap();
    let once = format(&sources).remove(0).text;
    support::expect(fixture, &once)?;

    let again = Sources::from_texts([(source.name(), once.as_str())]);
    assert_eq!(format(&again)[0].text, once, "a second run changes it");
    let (before, mut after) = (essence(source.text()), essence(&once));
    let adds = fixture
        .file_stem()
        .unwrap()
        .to_str()
        .unwrap()
        .starts_with("missing_");
    if adds {
        after.retain(|token| before.contains(token));
        assert!(after.len() >= before.len(), "something is lost");
    } else {
        assert_eq!(after, before, "something is lost, or added");
        let alone = Sources::from_texts([(source.name(), source.text())]);
        assert_eq!(codes(&again), codes(&alone));
    }
    Ok(())
}

/// What is wrong with a schema, in any order.
fn codes(sources: &Sources) -> Vec<&'static str> {
    let of = |found: &Diagnostics| found.iter().map(|found| found.code()).collect::<Vec<_>>();
    let mut codes = match check(sources) {
        Ok(checked) => of(&checked.warnings),
        Err(found) => of(&found),
    };
    codes.sort_unstable();
    codes
}

datatest_stable::harness! {
    { test = laid_out, root = "tests/format", pattern = r"\.(plx|prisma)$" },
}
