//! Every schema in `tests/diagnostics` gives the diagnostics that stand beside it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use std::path::Path;

use miette::{GraphicalReportHandler, GraphicalTheme};
use plexica_schema::{Diagnostics, check};

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

fn draw(diagnostics: &Diagnostics) -> String {
    let handler = GraphicalReportHandler::new_themed(GraphicalTheme::unicode_nocolor())
        .with_width(100)
        .with_links(false);
    let mut text = String::new();
    for report in diagnostics.reports() {
        handler.render_report(&mut text, &report).unwrap();
    }
    let lines: Vec<_> = text.lines().map(str::trim_end).collect();
    lines.join("\n") + "\n"
}

datatest_stable::harness! {
    { test = diagnostics, root = "tests/diagnostics", pattern = r"\.(plx|prisma)$" },
}
