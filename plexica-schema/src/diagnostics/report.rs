use std::fmt;

use miette::{LabeledSpan, SourceCode, SourceSpan, SpanContents};

use crate::{FileId, Sources, Span};

use super::{Diagnostic, Label, Severity};

/// A diagnostic with its source text, which `miette` can draw.
///
/// `miette` draws one file a diagnostic; labels in another file become related notes.
#[derive(Debug)]
pub struct Report {
    diagnostic: Diagnostic,
    source: Option<Text>,
    labels: Vec<LabeledSpan>,
    notes: Vec<Note>,
}

/// A label in another file than the diagnostic's.
#[derive(Debug)]
struct Note {
    source: Text,
    label: LabeledSpan,
}

/// A file of the sources.
#[derive(Debug)]
struct Text {
    sources: Sources,
    file: FileId,
}

impl Report {
    pub(super) fn new(sources: &Sources, diagnostic: &Diagnostic) -> Self {
        let text = |file| Text {
            sources: sources.clone(),
            file,
        };
        let main = diagnostic.span().map(|span| span.file);
        let (here, elsewhere): (Vec<&Label>, Vec<&Label>) = diagnostic
            .labels()
            .iter()
            .partition(|label| Some(label.span.file) == main);
        let note = |label: &Label| Note {
            source: text(label.span.file),
            label: labeled(label),
        };
        let mut labels: Vec<_> = here.into_iter().map(labeled).collect();
        // The first one is where the diagnostic is, wherever it stands among the others.
        if let Some(first) = labels.first_mut() {
            *first = LabeledSpan::new_primary_with_span(
                first.label().map(str::to_owned),
                *first.inner(),
            );
        }
        Self {
            source: main.map(text),
            labels,
            notes: elsewhere.into_iter().map(note).collect(),
            diagnostic: diagnostic.clone(),
        }
    }
}

fn labeled(label: &Label) -> LabeledSpan {
    let Span { start, end, .. } = label.span;
    let span = (start as usize, (end - start) as usize);
    LabeledSpan::new_with_span(Some(label.text.clone()), span)
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.diagnostic.fmt(f)
    }
}

impl std::error::Error for Report {}

impl miette::Diagnostic for Report {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(self.diagnostic.code()))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.diagnostic.severity() {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        let help = self.diagnostic.help_text()?;
        Some(Box::new(help))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.source.as_ref().map(|text| text as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }

    fn related<'a>(&'a self) -> Option<Box<dyn Iterator<Item = &'a dyn miette::Diagnostic> + 'a>> {
        if self.notes.is_empty() {
            return None;
        }
        let notes = self
            .notes
            .iter()
            .map(|note| note as &dyn miette::Diagnostic);
        Some(Box::new(notes))
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the other end is here")
    }
}

impl std::error::Error for Note {}

impl miette::Diagnostic for Note {
    fn severity(&self) -> Option<miette::Severity> {
        Some(miette::Severity::Advice)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.source)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(std::iter::once(self.label.clone())))
    }
}

impl SourceCode for Text {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        context_lines_before: usize,
        context_lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, miette::MietteError> {
        let file = self.sources.file(self.file);
        let contents = file
            .text()
            .read_span(span, context_lines_before, context_lines_after)?;
        Ok(Box::new(miette::MietteSpanContents::new_named(
            file.name().to_owned(),
            contents.data(),
            *contents.span(),
            contents.line(),
            contents.column(),
            contents.line_count(),
        )))
    }
}
