use std::collections::{BTreeMap, BTreeSet};

use super::edits::Edits;
use crate::{Span, ast::Arguments};

/// Arguments to take away, by the list that they stand in. A comma goes with each of them, and
/// which one depends on all that go, so the edits are made at the end.
#[derive(Debug, Default)]
pub(super) struct ArgumentRemovals {
    lists: BTreeMap<Span, Removals>,
}

#[derive(Debug)]
struct Removals {
    arguments: Vec<Span>,
    removed: BTreeSet<usize>,
}

impl ArgumentRemovals {
    /// Takes the arguments with these names away. Where they were.
    pub(super) fn remove(&mut self, arguments: &Arguments, names: &[&str]) -> Vec<Span> {
        let mut found = Vec::new();
        for (index, argument) in arguments.list.iter().enumerate() {
            let name = argument.name.as_ref().map(|name| name.text.as_str());
            if !name.is_some_and(|name| names.contains(&name)) {
                continue;
            }
            let list = self
                .lists
                .entry(arguments.span)
                .or_insert_with(|| Removals {
                    arguments: arguments.list.iter().map(|found| found.span).collect(),
                    removed: BTreeSet::new(),
                });
            list.removed.insert(index);
            found.push(argument.span);
        }
        found
    }

    /// Makes the edits, in the edits of each file.
    pub(super) fn apply(self, edits: &mut [Edits]) {
        for (whole, list) in self.lists {
            let edits = &mut edits[whole.file.index()];
            for (start, end) in list.stretches(whole) {
                edits.replace(start as usize, end as usize, "");
            }
        }
    }
}

impl Removals {
    /// What to take out: the brackets too, where nothing is left in them.
    fn stretches(&self, whole: Span) -> Vec<(u32, u32)> {
        let is_removed = |index: &usize| self.removed.contains(index);
        let Some(first_kept) = (0..self.arguments.len()).find(|index| !is_removed(index)) else {
            return vec![(whole.start, whole.end)];
        };
        let stretch = |&index: &usize| {
            let argument = self.arguments[index];
            if index < first_kept {
                // One that is kept stands behind it: with the comma between them.
                (argument.start, self.arguments[index + 1].start)
            } else {
                (self.arguments[index - 1].end, argument.end)
            }
        };
        self.removed.iter().map(stretch).collect()
    }
}
