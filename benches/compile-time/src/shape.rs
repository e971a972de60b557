//! The schema that is compiled: models of ten columns and two relations each.

/// How many columns a model has beside its foreign keys, one more where a field was added.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shape {
    pub(crate) models: usize,
    /// The number of a field that the first model has more.
    pub(crate) added: Option<usize>,
}

impl Shape {
    /// The models that a model refers to, each by a foreign key of its own, with the name of the
    /// relation. No two models have more than one relation.
    pub(crate) fn refers_to(self, model: usize) -> Vec<(&'static str, usize)> {
        match model {
            0 => Vec::new(),
            1 => vec![("parent", 0)],
            _ => vec![("parent", model - 1), ("owner", (model - 1) / 2)],
        }
    }

    /// The models that refer to a model.
    pub(crate) fn referred_by(self, model: usize) -> Vec<usize> {
        let refers = |other: &usize| {
            self.refers_to(*other)
                .iter()
                .any(|(_, target)| *target == model)
        };
        (0..self.models).filter(refers).collect()
    }
}
