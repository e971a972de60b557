use std::fmt;

use crate::Span;

/// What the import has changed, or has left for somebody to decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    kind: NoteKind,
    span: Span,
    message: String,
    help: Option<String>,
}

/// Whether somebody has to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NoteKind {
    /// Something is written otherwise, or is not needed, and means the same.
    Note,
    /// Something means less or something else than before, or waits for a decision.
    Warning,
}

impl Note {
    pub(super) fn changed(span: Span, message: impl Into<String>) -> Self {
        Self::new(NoteKind::Note, span, message.into())
    }

    pub(super) fn warning(span: Span, message: impl Into<String>) -> Self {
        Self::new(NoteKind::Warning, span, message.into())
    }

    fn new(kind: NoteKind, span: Span, message: String) -> Self {
        Self {
            kind,
            span,
            message,
            help: None,
        }
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Whether somebody has to look.
    #[must_use]
    pub fn kind(&self) -> NoteKind {
        self.kind
    }

    /// Where it was, in the text before the import.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }

    /// What was done: a lower-case fragment without a full stop.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What to do about it, where there is something to do.
    #[must_use]
    pub fn help_text(&self) -> Option<&str> {
        self.help.as_deref()
    }
}

impl fmt::Display for NoteKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Note => "note",
            Self::Warning => "warning",
        })
    }
}
