use std::fmt;

use super::{
    arguments::ArgumentRemovals,
    edits::Edits,
    layout::{Layout, Removal},
    note::Note,
};
use crate::{
    FileId, Sources, Span,
    ast::{Arguments, Block, Comment, File, Line},
};

/// The edits and notes of an import while it goes on.
pub(super) struct Changes<'a> {
    sources: &'a Sources,
    files: &'a [File],
    edits: Vec<Edits>,
    arguments: ArgumentRemovals,
    notes: Vec<Note>,
}

impl<'a> Changes<'a> {
    pub(super) fn new(sources: &'a Sources, files: &'a [File]) -> Self {
        Self {
            sources,
            files,
            edits: files.iter().map(|_| Edits::default()).collect(),
            arguments: ArgumentRemovals::default(),
            notes: Vec::new(),
        }
    }

    /// The text of a span, as it was.
    pub(super) fn text(&self, span: Span) -> &'a str {
        self.sources.text(span)
    }

    /// Whether a block has an end, and every line of it is understood. One that has not may hold
    /// what belongs to another.
    pub(super) fn is_whole(&self, block: &Block) -> bool {
        let is_unknown = |line: &Line| matches!(line, Line::Unknown(_));
        self.text(block.span).ends_with('}') && !block.lines.iter().any(is_unknown)
    }

    pub(super) fn note(&mut self, note: Note) {
        self.notes.push(note);
    }

    pub(super) fn replace(&mut self, span: Span, text: impl Into<String>) {
        self.edits[span.file.index()].replace(span.start as usize, span.end as usize, text);
    }

    /// Takes away a part of a line, with the blanks before it.
    pub(super) fn remove(&mut self, span: Span) {
        let range = self.layout(span.file).with_blanks_before(range(span));
        self.edits[span.file.index()].replace(range.start, range.end, "");
    }

    /// Takes away the arguments with these names, and the brackets where nothing is left in them.
    /// Where they were.
    pub(super) fn remove_arguments(
        &mut self,
        arguments: Option<&Arguments>,
        names: &[&str],
    ) -> Vec<Span> {
        let remove = |arguments| self.arguments.remove(arguments, names);
        arguments.map(remove).unwrap_or_default()
    }

    /// Takes away a field, a setting or a block attribute, and says which comments went with it.
    pub(super) fn remove_line(&mut self, span: Span) -> Vec<&'a Comment> {
        let removal = self.layout(span.file).line(range(span));
        self.take_out(span.file, removal)
    }

    /// Takes away a block, and says which comments went with it.
    pub(super) fn remove_block(&mut self, block: &Block) -> Vec<&'a Comment> {
        let removal = self.layout(block.span.file).block(range(block.span));
        self.take_out(block.span.file, removal)
    }

    fn take_out(&mut self, file: FileId, removal: Removal<'a>) -> Vec<&'a Comment> {
        for range in std::iter::once(removal.range).chain(removal.documentation) {
            self.edits[file.index()].replace(range.start, range.end, "");
        }
        removal.comments
    }

    /// Adds a line at the end of a block, where its block attributes stand.
    pub(super) fn add_block_attribute(&mut self, block: &Block, text: &str) {
        let layout = self.layout(block.span.file);
        let newline = layout.newline();
        let is_closed = self.text(block.span).ends_with('}');
        let end = block.span.end as usize;
        let place = if is_closed { end - 1 } else { end };
        let edits = &mut self.edits[block.span.file.index()];
        if !layout.starts_line(place) {
            let blanks = layout.with_blanks_before(place..place);
            edits.replace(blanks.start, place, format!("{newline}  {text}{newline}"));
            return;
        }
        let indentation = match block.lines.first() {
            Some(line) => layout.indentation(span_of(line).start as usize),
            None => "  ",
        };
        let line = layout.line_start(place);
        let is_below_attribute = matches!(block.lines.last(), Some(Line::Attribute(_)));
        let is_below_blank =
            line > 0 && layout.is_blank_line(layout.line_start(line.saturating_sub(1)));
        let gap = if is_below_attribute || is_below_blank || block.lines.is_empty() {
            ""
        } else {
            newline
        };
        edits.replace(line, line, format!("{gap}{indentation}{text}{newline}"));
    }

    /// Adds a block below another.
    pub(super) fn add_below(&mut self, block: &Block, text: &str) {
        let layout = self.layout(block.span.file);
        let newline = layout.newline();
        let at = layout.after_line(block.span.end as usize);
        let text = text.replace('\n', newline);
        // A last line without an end.
        let start = if layout.starts_line(at) { "" } else { newline };
        self.edits[block.span.file.index()].replace(
            at,
            at,
            format!("{start}{newline}{text}{newline}"),
        );
    }

    /// Adds a block above everything in a file.
    pub(super) fn add_at_top(&mut self, file: FileId, text: &str) {
        let whole = self.sources.file(file).text();
        let start = whole.len() - whole.trim_start_matches('\u{feff}').len();
        let newline = self.layout(file).newline();
        let text = text.replace('\n', newline);
        let text = format!("{text}{newline}{newline}");
        self.edits[file.index()].replace(start, start, text);
    }

    /// The texts as they are now, one a file, and the notes in the order of the source.
    pub(super) fn finish(mut self) -> (Vec<String>, Vec<Note>) {
        self.notes.sort_by_key(Note::span);
        self.arguments.apply(&mut self.edits);
        let texts = self.sources.files().zip(self.edits);
        let texts = texts.map(|((_, file), edits)| edits.apply(file.text()));
        (texts.collect(), self.notes)
    }

    fn layout(&self, file: FileId) -> Layout<'a> {
        Layout::new(self.sources.file(file).text(), &self.files[file.index()])
    }
}

/// `x is taken away`, and the comments that went with it.
pub(super) fn taken_away(what: impl fmt::Display, comments: &[&Comment]) -> String {
    let with = match comments {
        [] => String::new(),
        [only] if is_short(&only.text) => format!(", with its comment \"{}\"", only.text),
        [_] => ", with its comment".to_owned(),
        several => format!(", with its {} comments", several.len()),
    };
    format!("{what} is taken away{with}")
}

fn is_short(comment: &str) -> bool {
    !comment.is_empty() && comment.chars().count() <= 60 && !comment.contains(char::is_control)
}

fn range(span: Span) -> std::ops::Range<usize> {
    span.start as usize..span.end as usize
}

fn span_of(line: &Line) -> Span {
    match line {
        Line::Field(field) => field.span,
        Line::Property(property) => property.span,
        Line::Attribute(attribute) => attribute.span,
        Line::Unknown(line) => line.span,
    }
}
