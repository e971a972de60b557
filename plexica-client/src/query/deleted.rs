use super::Node;
use crate::model::{ModelDef, Writable};

/// A model with `@@softDelete`: what is deleted stays in its table, with the time of it. Generated.
///
/// Queries leave deleted rows out unless they say otherwise.
pub trait SoftDelete: Writable {}

/// Which rows of a model with [`SoftDelete`] a query is about. Of no account for another one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Deleted {
    /// Those that are not deleted.
    #[default]
    LeftOut,
    /// All.
    Included,
    /// Those that are deleted.
    Only,
}

impl Deleted {
    /// What a row of the model has to fulfil.
    pub(crate) fn condition(self, model: &ModelDef) -> Option<Node> {
        let place = model.soft_delete?;
        let negated = match self {
            Self::Included => return None,
            Self::LeftOut => false,
            Self::Only => true,
        };
        Some(Node::Null { place, negated })
    }

    /// Those of the rows that match.
    pub(crate) fn narrow(self, model: &ModelDef, filter: Node) -> Node {
        match self.condition(model) {
            Some(condition) => filter.and(condition),
            None => filter,
        }
    }
}
