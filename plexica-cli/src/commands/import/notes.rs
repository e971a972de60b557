use std::{
    collections::{HashMap, hash_map::Entry},
    fmt::Write as _,
};

use plexica_schema::{Sources, import::Note};
use serde::Serialize;

/// How many other lines a note names.
const LINES: usize = 5;

/// The notes for a person. What is said of several places in a file is said once.
pub(super) fn lines(sources: &Sources, notes: &[Note]) -> String {
    let mut groups: Vec<(&Note, Vec<usize>)> = Vec::new();
    let mut known: HashMap<_, usize> = HashMap::new();
    for note in notes {
        let content = (note.span().file, note.message(), note.help_text());
        match known.entry(content) {
            Entry::Occupied(first) => {
                let (_, lines) = &mut groups[*first.get()];
                lines.push(sources.place(note.span()).line);
            }
            Entry::Vacant(new) => {
                new.insert(groups.len());
                groups.push((note, Vec::new()));
            }
        }
    }
    let mut text = String::new();
    // Writing to a `String` does not fail.
    for (note, others) in groups {
        let place = sources.place(note.span());
        let (file, line, column) = (place.file, place.line, place.column);
        let (kind, message) = (note.kind(), note.message());
        let _ = writeln!(text, "{file}:{line}:{column}: {kind}: {message}");
        if !others.is_empty() {
            let _ = writeln!(text, "  also in {}", named(&others));
        }
        if let Some(help) = note.help_text() {
            let _ = writeln!(text, "  help: {help}");
        }
    }
    text
}

fn named(lines: &[usize]) -> String {
    let (shown, rest) = lines.split_at(lines.len().min(LINES));
    let shown: Vec<_> = shown.iter().map(usize::to_string).collect();
    let noun = if lines.len() == 1 { "line" } else { "lines" };
    let shown = format!("{noun} {}", shown.join(", "));
    match rest.len() {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

/// A note for a program: one object. It has no code, as it is no error of the schema's.
#[derive(Debug, Serialize)]
pub(super) struct NoteObject<'a> {
    severity: String,
    message: &'a str,
    help: Option<&'a str>,
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

impl<'a> NoteObject<'a> {
    pub(super) fn new(sources: &'a Sources, note: &'a Note) -> Self {
        let place = sources.place(note.span());
        Self {
            severity: note.kind().to_string(),
            message: note.message(),
            help: note.help_text(),
            file: place.file,
            line: place.line,
            column: place.column,
            end_line: place.end_line,
            end_column: place.end_column,
        }
    }
}
