use std::time::Duration;

use crate::{Error, model::ModelDef};

/// Is told of each statement before it is sent and after its end: for metrics, logs or audits of
/// your own. Given to [`Builder::hook`](crate::database::Builder::hook).
///
/// ```ignore
/// struct CountWrites(AtomicU64);
///
/// impl QueryHook for CountWrites {
///     fn after(&self, query: &QueryInfo<'_>, _: Duration, outcome: &QueryOutcome<'_>) {
///         if let QueryOutcome::Rows(rows) = outcome
///             && query.operation() == "INSERT"
///         {
///             self.0.fetch_add(*rows, Ordering::Relaxed);
///         }
///     }
/// }
/// ```
///
/// It is called on the task that waits for the query, which goes on when it returns: it should not
/// block. It sees no value of a statement. A query that loads relations is several statements.
/// `BEGIN`, `COMMIT` and what migrations and the making of a tenant run are not told of.
pub trait QueryHook: Send + Sync + 'static {
    /// A statement is about to be sent.
    fn before(&self, query: &QueryInfo<'_>) {
        let _ = query;
    }

    /// A statement that [`before`](Self::before) was told of has ended, so long after. Of a stream
    /// that is when its last row was read, or it was dropped.
    fn after(&self, query: &QueryInfo<'_>, duration: Duration, outcome: &QueryOutcome<'_>) {
        let _ = (query, duration, outcome);
    }
}

/// A statement, as it is seen from outside.
#[derive(Debug, Clone, Copy)]
pub struct QueryInfo<'a> {
    pub(crate) sql: &'a str,
    pub(crate) model: Option<&'static ModelDef>,
    pub(crate) tenant_schema: &'a str,
    pub(crate) is_in_transaction: bool,
}

impl<'a> QueryInfo<'a> {
    /// Its SQL, with `$1`, `$2` where its values go.
    #[must_use]
    pub fn sql(&self) -> &'a str {
        self.sql
    }

    /// Its first word: `SELECT`, `INSERT`, `WITH`.
    #[must_use]
    pub fn operation(&self) -> &'a str {
        let sql = self.sql.trim_start();
        let end = sql.find(|letter: char| !letter.is_ascii_alphabetic());
        &sql[..end.unwrap_or(sql.len())]
    }

    /// The model that it is about; none where it is raw SQL.
    #[must_use]
    pub fn model(&self) -> Option<&'static str> {
        self.model.map(|model| model.name)
    }

    /// The table of the model.
    #[must_use]
    pub fn table(&self) -> Option<&'static str> {
        self.model.map(|model| model.table)
    }

    /// The PostgreSQL schema of the tenant that it runs in; `None` in core.
    #[must_use]
    pub fn tenant_schema(&self) -> Option<&'a str> {
        Some(self.tenant_schema).filter(|schema| !schema.is_empty())
    }

    /// Whether it runs in a transaction that the program began.
    #[must_use]
    pub fn is_in_transaction(&self) -> bool {
        self.is_in_transaction
    }
}

/// How a statement ended.
#[derive(Debug)]
#[non_exhaustive]
pub enum QueryOutcome<'a> {
    /// It gave, or changed, so many rows.
    Rows(u64),
    /// It failed.
    Failed(&'a Error),
    /// Nobody waited for its end; it may have happened.
    Abandoned,
}

impl QueryOutcome<'_> {
    /// What spans and metrics call the reason why it gave nothing.
    pub(super) fn error_type(&self) -> Option<&'static str> {
        match self {
            Self::Rows(_) => None,
            Self::Failed(error) => Some(error.kind().code()),
            Self::Abandoned => Some("plexica::abandoned"),
        }
    }

    /// How many rows it gave or changed.
    pub(super) fn rows(&self) -> Option<u64> {
        match self {
            Self::Rows(rows) => Some(*rows),
            Self::Failed(_) | Self::Abandoned => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn operation(sql: &str) -> &str {
        let query = QueryInfo {
            sql,
            model: None,
            tenant_schema: "",
            is_in_transaction: false,
        };
        query.operation()
    }

    #[test]
    fn the_operation_is_the_first_word() {
        assert_eq!(operation("SELECT 1"), "SELECT");
        assert_eq!(operation("\n  with\tx as (…)"), "with");
        assert_eq!(operation("VALUES(1)"), "VALUES");
        assert_eq!(operation("(SELECT 1)"), "");
        assert_eq!(operation(""), "");
    }
}
