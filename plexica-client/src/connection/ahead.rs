use std::fmt::Write as _;

/// What goes out ahead of a transaction's next statement, in the same flight: its `BEGIN`, and
/// what happened to savepoints since the last one.
#[derive(Debug)]
pub(super) struct Ahead {
    steps: Vec<Step>,
    savepoints: u32,
}

/// A savepoint of a transaction, by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SavepointId(u32);

#[derive(Debug)]
enum Step {
    Begin(String),
    Savepoint(SavepointId),
    Release(SavepointId),
    RollbackTo(SavepointId),
}

impl Ahead {
    pub(super) fn begin(sql: String) -> Self {
        Self {
            steps: vec![Step::Begin(sql)],
            savepoints: 0,
        }
    }

    pub(super) fn savepoint(&mut self) -> SavepointId {
        self.savepoints += 1;
        let id = SavepointId(self.savepoints);
        self.steps.push(Step::Savepoint(id));
        id
    }

    /// Takes a savepoint back that no statement has followed, if it is such a one.
    pub(super) fn take_back(&mut self, id: SavepointId) -> bool {
        // They end in the reverse order, so nothing stands behind it.
        let is_unsent = matches!(self.steps.last(), Some(Step::Savepoint(last)) if *last == id);
        if is_unsent {
            self.steps.pop();
        }
        is_unsent
    }

    pub(super) fn release(&mut self, id: SavepointId) {
        self.steps.push(Step::Release(id));
    }

    pub(super) fn roll_back_to(&mut self, id: SavepointId) {
        self.steps.push(Step::RollbackTo(id));
    }

    /// The SQL of all of it, which is then done.
    pub(super) fn take(&mut self) -> Option<String> {
        if self.steps.is_empty() {
            return None;
        }
        let mut sql = String::new();
        for step in self.steps.drain(..) {
            if !sql.is_empty() {
                sql.push_str("; ");
            }
            // Writing into a `String` cannot fail.
            let _ = match step {
                Step::Begin(begin) => write!(sql, "{begin}"),
                Step::Savepoint(SavepointId(id)) => write!(sql, "SAVEPOINT plexica_{id}"),
                Step::Release(SavepointId(id)) => write!(sql, "RELEASE plexica_{id}"),
                Step::RollbackTo(SavepointId(id)) => {
                    write!(sql, "ROLLBACK TO plexica_{id}; RELEASE plexica_{id}")
                }
            };
        }
        Some(sql)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_savepoint_that_nothing_followed_is_taken_back() {
        let mut ahead = Ahead::begin("BEGIN".to_owned());
        let outer = ahead.savepoint();
        let inner = ahead.savepoint();
        assert!(ahead.take_back(inner));
        assert_eq!(ahead.take().as_deref(), Some("BEGIN; SAVEPOINT plexica_1"));
        assert!(!ahead.take_back(outer), "it was sent");
        ahead.roll_back_to(outer);
        let last = ahead.savepoint();
        ahead.release(last);
        assert_eq!(
            ahead.take().as_deref(),
            Some(
                "ROLLBACK TO plexica_1; RELEASE plexica_1; SAVEPOINT plexica_3; RELEASE plexica_3"
            )
        );
        assert_eq!(ahead.take(), None);
    }
}
