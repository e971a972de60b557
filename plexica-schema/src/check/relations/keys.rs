use std::collections::HashSet;

use crate::{
    check::draft::{Draft, IndexDraft},
    schema::ScalarFieldId,
};

/// The columns of every key of the schema, to look up whether some are one.
pub(super) struct Keys {
    in_order: HashSet<Vec<ScalarFieldId>>,
    sorted: HashSet<Vec<ScalarFieldId>>,
}

impl Keys {
    pub(super) fn of(draft: &Draft<'_>) -> Self {
        let is_key = |index: &&IndexDraft| index.kind.is_key() && !index.has_expression();
        let keys = draft.indexes.iter().filter(is_key);
        let in_order: HashSet<Vec<_>> = keys.map(|index| index.fields().collect()).collect();
        Self {
            sorted: in_order.iter().map(|columns| sorted(columns)).collect(),
            in_order,
        }
    }

    /// Whether a key has just these columns, in any order.
    pub(super) fn has(&self, columns: &[ScalarFieldId]) -> bool {
        self.sorted.contains(&sorted(columns))
    }

    /// Whether a key has just these columns, in this order.
    pub(super) fn has_in_order(&self, columns: &[ScalarFieldId]) -> bool {
        self.in_order.contains(columns)
    }
}

fn sorted(columns: &[ScalarFieldId]) -> Vec<ScalarFieldId> {
    let mut columns = columns.to_vec();
    columns.sort_unstable();
    columns
}
