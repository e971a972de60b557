//! The joins that what is selected needs, which stand behind it in the statement.

use super::{Step, Writer, related};

/// Tables that are joined to the one that a statement is about, a row each at most.
#[derive(Debug, Default)]
pub(super) struct Joins {
    joined: Vec<Join>,
    /// How many of them the statement has already.
    written: usize,
}

#[derive(Debug)]
struct Join {
    source_alias: String,
    step: Step,
    alias: String,
}

impl Joins {
    fn position(&self, step: Step, source_alias: &str) -> Option<usize> {
        let is_it = |join: &Join| join.source_alias == source_alias && join.step.is_same(&step);
        self.joined.iter().position(is_it)
    }
}

impl Writer<'_> {
    /// The alias of the one related row's table, which [`write_joins`](Self::write_joins) joins.
    pub(super) fn join_one(&mut self, step: Step, source_alias: &str) -> String {
        if let Some(known) = self.joins.position(step, source_alias) {
            return self.joins.joined[known].alias.clone();
        }
        let alias = self.next_alias();
        self.joins.joined.push(Join {
            source_alias: source_alias.to_owned(),
            step,
            alias: alias.clone(),
        });
        alias
    }

    /// Writes the joins that were asked for, behind `FROM` and its table.
    pub(super) fn write_joins(&mut self) {
        let mut joins = std::mem::take(&mut self.joins);
        for join in &joins.joined[joins.written..] {
            related::write_left_join(self, join.step, &join.source_alias, &join.alias);
        }
        joins.written = joins.joined.len();
        self.joins = joins;
    }

    /// Writes a join, unless it is written already, and gives the alias of its table.
    pub(super) fn left_join(&mut self, step: Step, source_alias: &str) -> String {
        match self.joins.position(step, source_alias) {
            // A statement within this one has none of its joins.
            Some(known) if known < self.joins.written => self.joins.joined[known].alias.clone(),
            _ => {
                let alias = self.next_alias();
                related::write_left_join(self, step, source_alias, &alias);
                alias
            }
        }
    }
}
