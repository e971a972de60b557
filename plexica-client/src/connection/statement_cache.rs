use std::{
    hash::{BuildHasher, RandomState},
    num::NonZeroUsize,
};

use lru::LruCache;
use tokio_postgres::Statement;

/// The statements that are prepared on one connection, and those that were sent on it once.
///
/// The key is the statement's text. It names its schema, so it is the pair of tenant and
/// statement. Both lists are bounded: a kept statement costs the server memory, and every one of
/// them is walked when any table changes.
#[derive(Debug)]
pub(crate) struct StatementCache {
    prepared: Option<LruCache<Box<str>, Statement>>,
    /// By hash: two texts with one hash only mean that one is prepared a visit early.
    seen: Option<LruCache<u64, ()>>,
    hasher: RandomState,
}

/// How to send a statement this time.
#[derive(Debug)]
pub(crate) enum Visit {
    /// It is prepared.
    Prepared(Statement),
    /// By the typed call, and its preparation in the same flight: it came before.
    TypedAndPrepare,
    /// By the typed call: it is new here, or nothing is kept.
    Typed,
}

impl StatementCache {
    /// `size` is the most statements kept; 0 keeps none.
    pub(crate) fn new(size: usize) -> Self {
        let size = NonZeroUsize::new(size);
        Self {
            prepared: size.map(LruCache::new),
            seen: size.map(LruCache::new),
            hasher: RandomState::new(),
        }
    }

    pub(crate) fn visit(&mut self, sql: &str) -> Visit {
        let (Some(prepared), Some(seen)) = (&mut self.prepared, &mut self.seen) else {
            return Visit::Typed;
        };
        if let Some(statement) = prepared.get(sql) {
            return Visit::Prepared(statement.clone());
        }
        let hash = self.hasher.hash_one(sql);
        if seen.pop(&hash).is_some() {
            Visit::TypedAndPrepare
        } else {
            seen.put(hash, ());
            Visit::Typed
        }
    }

    /// A statement that is prepared, if it is.
    pub(crate) fn kept(&mut self, sql: &str) -> Option<Statement> {
        self.prepared.as_mut()?.get(sql).cloned()
    }

    pub(crate) fn keep(&mut self, sql: &str, statement: Statement) {
        if let Some(prepared) = &mut self.prepared {
            prepared.put(sql.into(), statement);
        }
    }

    pub(crate) fn forget(&mut self, sql: &str) {
        if let Some(prepared) = &mut self.prepared {
            prepared.pop(sql);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_is_prepared_at_its_second_visit() {
        let mut cache = StatementCache::new(2);
        assert!(matches!(cache.visit("a"), Visit::Typed));
        assert!(matches!(cache.visit("a"), Visit::TypedAndPrepare));
    }

    #[test]
    fn a_rotation_longer_than_the_bound_prepares_nothing() {
        let mut cache = StatementCache::new(2);
        for sql in ["a", "b", "c"].repeat(3) {
            assert!(matches!(cache.visit(sql), Visit::Typed), "{sql}");
        }
    }

    #[test]
    fn a_cache_of_size_zero_keeps_nothing() {
        let mut cache = StatementCache::new(0);
        assert!(matches!(cache.visit("a"), Visit::Typed));
        assert!(matches!(cache.visit("a"), Visit::Typed));
    }
}
