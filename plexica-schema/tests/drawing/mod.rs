//! Diagnostics as a terminal shows them, without colours.

use miette::{GraphicalReportHandler, GraphicalTheme};
use plexica_schema::Diagnostics;

pub(crate) fn draw(diagnostics: &Diagnostics) -> String {
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
