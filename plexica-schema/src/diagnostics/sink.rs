use super::{Diagnostic, did_you_mean};

/// How many names of a schema are compared in one run to find those that were meant. Every error
/// looks at all names, so without an end it would be errors times names. No schema that people
/// write comes near.
const MAX_COMPARED: usize = 100_000;

/// Where the passes put what they find. Nothing stops at the first.
#[derive(Debug, Default)]
pub(crate) struct Sink {
    list: Vec<Diagnostic>,
    compared: usize,
}

impl Sink {
    pub(crate) fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// [`did_you_mean`] where the candidates are names of the schema.
    pub(crate) fn did_you_mean<'a>(
        &mut self,
        word: &str,
        names: impl Iterator<Item = &'a str>,
        otherwise: impl FnOnce() -> String,
    ) -> String {
        if self.compared > MAX_COMPARED {
            return otherwise();
        }
        did_you_mean(word, names.inspect(|_| self.compared += 1), otherwise)
    }

    pub(crate) fn list(&self) -> &[Diagnostic] {
        &self.list
    }

    pub(crate) fn into_list(self) -> Vec<Diagnostic> {
        self.list
    }
}
