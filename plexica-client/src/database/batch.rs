//! Queries that do not depend on each other, on one connection in one flight.

use std::sync::Arc;

use futures_util::join;

use super::Scope;
use crate::{
    Error,
    connection::{Executor, PooledConnection, in_order},
};

/// A query that can go out with others: what `db.batch((…))` takes.
///
/// Not a stream, a `COPY` or raw SQL, which need a connection to themselves.
pub trait BatchQuery: Send {
    /// What it gives.
    type Output: Send;

    /// Whether it only reads.
    #[doc(hidden)]
    const READS: bool;

    #[doc(hidden)]
    fn scope(&self) -> &Scope;

    /// Runs it on a connection that others send on too.
    #[doc(hidden)]
    fn run(
        self,
        executor: &Executor<'_>,
    ) -> impl Future<Output = Result<Self::Output, Error>> + Send;
}

/// What becomes a [`BatchQuery`]: one itself, and the generated writes.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be part of a batch",
    note = "a batch takes queries that have not been awaited, except streams, `copy_in` and raw SQL"
)]
pub trait IntoBatchQuery {
    /// The query.
    type Query: BatchQuery;

    #[doc(hidden)]
    fn into_batch_query(self) -> Self::Query;
}

impl<Q: BatchQuery> IntoBatchQuery for Q {
    type Query = Q;

    fn into_batch_query(self) -> Q {
        self
    }
}

/// The queries of a batch: a tuple of at most eight, or a `Vec` of one kind.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a batch",
    note = "a batch is a tuple of two to eight queries, or a `Vec` of queries of one kind"
)]
pub trait Batch {
    /// What the queries give, each at its place.
    type Output;

    #[doc(hidden)]
    fn run(self, scope: &Scope) -> impl Future<Output = Result<Self::Output, Error>> + Send;
}

/// Where a batch runs.
struct Line<'a> {
    scope: &'a Scope,
    /// `None` in a transaction, which has its own.
    connection: Option<Arc<PooledConnection>>,
}

impl<'a> Line<'a> {
    async fn open(scope: &'a Scope, first: &Scope, reads: bool) -> Result<Self, Error> {
        let connection = match scope.is_in_transaction() {
            true => None,
            false => Some(first.shared_connection(reads).await?),
        };
        Ok(Self { scope, connection })
    }

    /// Runs a query on it.
    async fn run<Q: BatchQuery>(&self, query: Q) -> Result<Q::Output, Error> {
        if !query.scope().is_beside(self.scope) {
            return Err(Error::query_of_another_scope());
        }
        let scope = query.scope().clone();
        let executor = match &self.connection {
            Some(connection) => scope.executor_on(Arc::clone(connection)),
            None => scope.executor().await?,
        };
        query.run(&executor).await
    }
}

macro_rules! batch_of {
    ($first:ident $first_query:ident, $($query:ident $name:ident),+) => {
        impl<$first: IntoBatchQuery + Send, $($query: IntoBatchQuery + Send),+> Batch
            for ($first, $($query,)+)
        {
            type Output = (
                <$first::Query as BatchQuery>::Output,
                $(<$query::Query as BatchQuery>::Output,)+
            );

            async fn run(self, scope: &Scope) -> Result<Self::Output, Error> {
                let ($first_query, $($name,)+) = self;
                let $first_query = $first_query.into_batch_query();
                $(let $name = $name.into_batch_query();)+
                let reads = $first::Query::READS $(&& $query::Query::READS)+;
                let line = Line::open(scope, $first_query.scope(), reads).await?;
                // Each sends at its first poll, in this order. The first error is the cause of
                // those after it, in a transaction.
                let ($first_query, $($name,)+) =
                    join!(line.run($first_query), $(line.run($name)),+);
                Ok(($first_query?, $($name?,)+))
            }
        }
    };
}

batch_of!(A a, B b);
batch_of!(A a, B b, C c);
batch_of!(A a, B b, C c, D d);
batch_of!(A a, B b, C c, D d, E e);
batch_of!(A a, B b, C c, D d, E e, F f);
batch_of!(A a, B b, C c, D d, E e, F f, G g);
batch_of!(A a, B b, C c, D d, E e, F f, G g, H h);

impl<Q: IntoBatchQuery + Send> Batch for Vec<Q> {
    type Output = Vec<<Q::Query as BatchQuery>::Output>;

    async fn run(self, scope: &Scope) -> Result<Self::Output, Error> {
        let queries: Vec<_> = self.into_iter().map(Q::into_batch_query).collect();
        let Some(first) = queries.first() else {
            return Ok(Vec::new());
        };
        let line = Line::open(scope, first.scope(), Q::Query::READS).await?;
        in_order(queries.into_iter().map(|query| line.run(query)))
            .await
            .into_iter()
            .collect()
    }
}
