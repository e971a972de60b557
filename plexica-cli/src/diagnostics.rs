//! How a schema's diagnostics are shown.

use std::{
    env,
    fmt::Write as _,
    io::{IsTerminal, Stderr, Stdout},
};

use miette::{GraphicalReportHandler, GraphicalTheme};
use plexica_schema::{Diagnostic, Diagnostics};
use serde::Serialize;
use terminal_size::{Width, terminal_size_of};

/// For whom a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// For a person at a terminal: each diagnostic with its source text.
    Drawing {
        /// The terminal's width in columns.
        width: usize,
        /// Whether the person wants colours.
        has_colors: bool,
    },
    /// For a file or another program: lines that begin with file, line and column.
    Lines,
}

/// Where a text goes to.
pub(crate) trait Stream: IsTerminal {
    /// The terminal's width in columns.
    fn width(&self) -> Option<Width>;
}

impl Stream for Stdout {
    fn width(&self) -> Option<Width> {
        terminal_size_of(self).map(|(width, _)| width)
    }
}

impl Stream for Stderr {
    fn width(&self) -> Option<Width> {
        terminal_size_of(self).map(|(width, _)| width)
    }
}

impl Style {
    /// The style for what is written to a stream.
    pub(crate) fn of(stream: &impl Stream) -> Self {
        if !stream.is_terminal() {
            return Self::Lines;
        }
        Self::Drawing {
            width: stream.width().map_or(80, |Width(columns)| columns.into()),
            has_colors: env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
        }
    }
}

/// The diagnostics, one after the other.
pub(crate) fn drawn(diagnostics: &Diagnostics, style: Style) -> String {
    let mut text = String::new();
    match style {
        Style::Drawing { width, has_colors } => {
            let theme = if has_colors {
                GraphicalTheme::unicode()
            } else {
                GraphicalTheme::unicode_nocolor()
            };
            let handler = GraphicalReportHandler::new_themed(theme)
                .with_links(false)
                .with_width(width);
            for report in diagnostics.reports() {
                // Fails only where a source cannot be read; the message is still there to show.
                if handler.render_report(&mut text, &report).is_err() {
                    let _ = writeln!(text, "{report}");
                }
                text.push('\n');
            }
        }
        Style::Lines => {
            for diagnostic in diagnostics {
                write_lines(&mut text, diagnostics, diagnostic);
            }
        }
    }
    text
}

/// `schema.plx:3:5: error: unknown type `Strin` [plx::type::unknown]`, and its other places and
/// its help on lines of their own.
fn write_lines(text: &mut String, diagnostics: &Diagnostics, diagnostic: &Diagnostic) {
    // Writing to a `String` does not fail.
    if let Some(place) = diagnostics.place(diagnostic) {
        let _ = write!(text, "{}:{}:{}: ", place.file, place.line, place.column);
    }
    let (severity, code) = (diagnostic.severity(), diagnostic.code());
    let _ = writeln!(text, "{severity}: {} [{code}]", diagnostic.message());
    for label in diagnostic.labels().iter().skip(1) {
        let place = diagnostics.sources().place(label.span);
        let (file, line, column) = (place.file, place.line, place.column);
        let _ = writeln!(text, "  {file}:{line}:{column}: {}", label.text);
    }
    if let Some(help) = diagnostic.help_text() {
        let _ = writeln!(text, "  help: {help}");
    }
}

/// A diagnostic for a program: one object.
#[derive(Debug, Serialize)]
pub(crate) struct DiagnosticObject<'a> {
    code: &'a str,
    severity: String,
    message: &'a str,
    help: Option<&'a str>,
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
}

impl<'a> DiagnosticObject<'a> {
    pub(crate) fn new(diagnostics: &'a Diagnostics, diagnostic: &'a Diagnostic) -> Self {
        let place = diagnostics.place(diagnostic);
        Self {
            code: diagnostic.code(),
            severity: diagnostic.severity().to_string(),
            message: diagnostic.message(),
            help: diagnostic.help_text(),
            file: place.map(|place| place.file),
            line: place.map(|place| place.line),
            column: place.map(|place| place.column),
            end_line: place.map(|place| place.end_line),
            end_column: place.map(|place| place.end_column),
        }
    }
}
