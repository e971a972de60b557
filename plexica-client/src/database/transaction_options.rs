use std::{fmt::Write as _, time::Duration};

/// How a transaction runs: isolation, what it may do, for how long it waits.
///
/// ```
/// use std::time::Duration;
/// use plexica_client::database::{Isolation, TransactionOptions};
///
/// let report = TransactionOptions::new()
///     .isolation(Isolation::RepeatableRead)
///     .read_only()
///     .statement_timeout(Duration::from_secs(30));
/// ```
///
/// All of it travels with the `BEGIN`, and ends with the transaction.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[must_use = "options do nothing until a transaction is begun with them"]
pub struct TransactionOptions {
    isolation: Option<Isolation>,
    read_only: bool,
    deferrable: bool,
    statement_timeout: Option<Duration>,
    lock_timeout: Option<Duration>,
    attempts: Option<u32>,
}

/// What a transaction sees of others (PostgreSQL's manual, chapter 13.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Isolation {
    /// Each statement sees what was committed before it. The server's default, unless set there.
    ReadCommitted,
    /// All statements see what was committed before the first.
    RepeatableRead,
    /// As if transactions ran one after the other.
    Serializable,
}

impl TransactionOptions {
    /// As the server has it.
    pub fn new() -> Self {
        Self::default()
    }

    /// What the transaction sees of others.
    pub fn isolation(mut self, isolation: Isolation) -> Self {
        self.isolation = Some(isolation);
        self
    }

    /// Writes are errors.
    pub fn read_only(mut self) -> Self {
        self.read_only = true;
        self
    }

    /// Waits at its first statement for a moment from which on it cannot meet another transaction.
    /// Of effect only where it is serializable and read-only.
    pub fn deferrable(mut self) -> Self {
        self.deferrable = true;
        self
    }

    /// How long each statement may take. Afterwards it is an error of the kind
    /// [`Timeout`](crate::ErrorKind::Timeout). Whole milliseconds, one at least.
    pub fn statement_timeout(mut self, timeout: Duration) -> Self {
        self.statement_timeout = Some(timeout);
        self
    }

    /// How long a statement may wait for a lock. Afterwards it is an error of the kind
    /// [`LockTimeout`](crate::ErrorKind::LockTimeout). Whole milliseconds, one at least.
    pub fn lock_timeout(mut self, timeout: Duration) -> Self {
        self.lock_timeout = Some(timeout);
        self
    }

    /// How often a transaction that is given as a closure is tried, where it meets others. Five
    /// times unless set.
    pub fn attempts(mut self, count: u32) -> Self {
        self.attempts = Some(count);
        self
    }

    pub(super) fn attempts_at_most(&self) -> u32 {
        self.attempts.unwrap_or(5).max(1)
    }

    /// What the transaction begins with: a `BEGIN`, and settings that end with it.
    pub(super) fn begin(&self) -> String {
        let mut sql = "BEGIN".to_owned();
        sql.push_str(match self.isolation {
            None => "",
            Some(Isolation::ReadCommitted) => " ISOLATION LEVEL READ COMMITTED",
            Some(Isolation::RepeatableRead) => " ISOLATION LEVEL REPEATABLE READ",
            Some(Isolation::Serializable) => " ISOLATION LEVEL SERIALIZABLE",
        });
        if self.read_only {
            sql.push_str(" READ ONLY");
        }
        if self.deferrable {
            sql.push_str(" DEFERRABLE");
        }
        for (parameter, timeout) in [
            ("statement_timeout", self.statement_timeout),
            ("lock_timeout", self.lock_timeout),
        ] {
            if let Some(timeout) = timeout {
                // Writing into a `String` cannot fail.
                let _ = write!(sql, "; SET LOCAL {parameter} = {}", milliseconds(timeout));
            }
        }
        sql
    }
}

/// Within what PostgreSQL takes; 0 would mean no limit there.
fn milliseconds(timeout: Duration) -> i32 {
    i32::try_from(timeout.as_millis())
        .unwrap_or(i32::MAX)
        .max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_become_one_begin_and_settings_that_end_with_it() {
        assert_eq!(TransactionOptions::new().begin(), "BEGIN");
        let all = TransactionOptions::new()
            .isolation(Isolation::Serializable)
            .read_only()
            .deferrable()
            .statement_timeout(Duration::ZERO)
            .lock_timeout(Duration::MAX);
        assert_eq!(
            all.begin(),
            "BEGIN ISOLATION LEVEL SERIALIZABLE READ ONLY DEFERRABLE; \
             SET LOCAL statement_timeout = 1; SET LOCAL lock_timeout = 2147483647"
        );
    }
}
