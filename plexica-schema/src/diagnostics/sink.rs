use super::{Diagnostic, did_you_mean};

/// How many names are compared for one schema's "did you mean". A schema with as many mistakes as
/// names would take the square of its length.
const COMPARISONS: usize = 200_000;

/// Where the passes put what they find. Nothing stops at the first.
#[derive(Debug)]
pub(crate) struct Sink {
    list: Vec<Diagnostic>,
    comparisons_left: usize,
}

impl Default for Sink {
    fn default() -> Self {
        Self {
            list: Vec::new(),
            comparisons_left: COMPARISONS,
        }
    }
}

impl Sink {
    pub(crate) fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// [`did_you_mean`] for candidates that a schema declares, of which there may be many.
    pub(crate) fn did_you_mean<'a>(
        &mut self,
        word: &str,
        candidates: impl IntoIterator<Item = &'a str>,
        otherwise: impl FnOnce() -> String,
    ) -> String {
        let left = &mut self.comparisons_left;
        let counted = candidates.into_iter().take(*left).inspect(|_| *left -= 1);
        did_you_mean(word, counted, otherwise)
    }

    pub(crate) fn list(&self) -> &[Diagnostic] {
        &self.list
    }

    pub(crate) fn into_list(self) -> Vec<Diagnostic> {
        self.list
    }
}
