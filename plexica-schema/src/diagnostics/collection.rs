use std::fmt;

use crate::{Place, Sources};

use super::{Diagnostic, Report};

/// Diagnostics in the order of the source, with the sources they speak of.
#[derive(Debug, Clone)]
pub struct Diagnostics {
    sources: Sources,
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    pub(crate) fn new(sources: Sources, mut list: Vec<Diagnostic>) -> Self {
        list.sort_by_key(|diagnostic| (diagnostic.span(), diagnostic.code()));
        Self { sources, list }
    }

    /// Every diagnostic, by file and place.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.list.iter()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Whether one of them is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.iter().any(Diagnostic::is_error)
    }

    /// The files that the spans are in.
    #[must_use]
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// File, line and column of a diagnostic.
    #[must_use]
    pub fn place(&self, diagnostic: &Diagnostic) -> Option<Place<'_>> {
        diagnostic.span().map(|span| self.sources.place(span))
    }

    /// Those that are not advice: what to tell at every build.
    #[must_use]
    pub fn without_advice(&self) -> Self {
        let kept = self.iter().filter(|diagnostic| !diagnostic.is_advice());
        Self {
            sources: self.sources.clone(),
            list: kept.cloned().collect(),
        }
    }

    /// Each diagnostic with its source text, for `miette` to draw.
    pub fn reports(&self) -> impl ExactSizeIterator<Item = Report> {
        self.list
            .iter()
            .map(|diagnostic| Report::new(&self.sources, diagnostic))
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// One line a diagnostic: `schema.plx:3:5: error: unknown type `Strin` [plx::type::unknown]`.
impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, diagnostic) in self.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            if let Some(place) = self.place(diagnostic) {
                write!(f, "{}:{}:{}: ", place.file, place.line, place.column)?;
            }
            let (severity, code) = (diagnostic.severity(), diagnostic.code());
            write!(f, "{severity}: {} [{code}]", diagnostic.message())?;
        }
        Ok(())
    }
}

impl std::error::Error for Diagnostics {}
