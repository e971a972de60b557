use super::Diagnostic;

/// Where the passes put what they find. Nothing stops at the first.
#[derive(Debug, Default)]
pub(crate) struct Sink {
    list: Vec<Diagnostic>,
}

impl Sink {
    pub(crate) fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    pub(crate) fn list(&self) -> &[Diagnostic] {
        &self.list
    }

    pub(crate) fn into_list(self) -> Vec<Diagnostic> {
        self.list
    }
}
