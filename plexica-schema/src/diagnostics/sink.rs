use super::{Diagnostic, closest::did_you_mean};

/// How many unknown names are compared with all that the schema declares. With very many of both
/// the comparisons would take the square of the text, and nobody reads on that far.
const MAX_SEARCHES: u32 = 100;

/// Where the passes put what they find. Nothing stops at the first.
#[derive(Debug, Default)]
pub(crate) struct Sink {
    list: Vec<Diagnostic>,
    searches: u32,
}

impl Sink {
    pub(crate) fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// `did you mean `x`?` among names that the schema declares, or else what is given.
    pub(crate) fn did_you_mean<'a, C: IntoIterator<Item = &'a str>>(
        &mut self,
        word: &str,
        candidates: impl FnOnce() -> C,
        otherwise: impl FnOnce() -> String,
    ) -> String {
        if self.searches == MAX_SEARCHES {
            return otherwise();
        }
        self.searches += 1;
        did_you_mean(word, candidates(), otherwise)
    }

    pub(crate) fn list(&self) -> &[Diagnostic] {
        &self.list
    }

    pub(crate) fn into_list(self) -> Vec<Diagnostic> {
        self.list
    }
}
