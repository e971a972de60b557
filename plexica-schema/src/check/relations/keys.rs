use std::collections::HashSet;

use crate::{check::draft::Draft, schema::ScalarFieldId};

/// The columns of every key of the schema, to look up whether some are one.
pub(super) struct Keys {
    columns: HashSet<Vec<ScalarFieldId>>,
}

impl Keys {
    pub(super) fn of(draft: &Draft<'_>) -> Self {
        let keys = draft.indexes.iter().filter(|index| index.kind.is_key());
        let columns = keys
            .filter(|index| index.fields().count() == index.columns.len())
            .map(|index| sorted(index.fields()));
        Self {
            columns: columns.collect(),
        }
    }

    /// Whether a key has just these columns, in any order.
    pub(super) fn has(&self, columns: &[ScalarFieldId]) -> bool {
        self.columns.contains(&sorted(columns.iter().copied()))
    }
}

fn sorted(columns: impl Iterator<Item = ScalarFieldId>) -> Vec<ScalarFieldId> {
    let mut columns: Vec<_> = columns.collect();
    columns.sort_unstable();
    columns
}
