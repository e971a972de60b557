use std::{future::IntoFuture, marker::PhantomData};

use futures_util::future::BoxFuture;

use super::{
    generated_value::deletion,
    statement::{self, Returning},
    version::one_at_version,
};
use crate::{
    Error,
    connection::Executor,
    database::{BatchQuery, Scope},
    model::{Key, ModelDef, Writable},
    query::{Deleted, Filter, Node, SoftDelete, Statement},
};

/// Deletes the row with a key, and gives back what it was; of a model with `@@softDelete`, what it is
/// now. No such row is an error of the kind [`NotFound`](crate::ErrorKind::NotFound).
#[must_use = "a query does nothing until it is awaited"]
#[derive(Debug)]
pub struct Delete<'a, M> {
    scope: &'a Scope,
    key: Key<M>,
    is_permanent: bool,
}

/// Deletes all rows that match, and says how many.
#[must_use = "a query does nothing until it is awaited"]
#[derive(Debug)]
pub struct DeleteMany<'a, M> {
    scope: &'a Scope,
    filter: Node,
    is_permanent: bool,
    of: PhantomData<fn() -> M>,
}

/// Deletes all rows that match, and gives back what they were, in no particular order; of a model
/// with `@@softDelete`, what they are now.
#[must_use = "a query does nothing until it is awaited"]
#[derive(Debug)]
pub struct DeleteManyReturning<'a, M>(DeleteMany<'a, M>);

impl<'a, M: Writable> Delete<'a, M> {
    pub(crate) fn new(scope: &'a Scope, key: Key<M>) -> Self {
        Self {
            scope,
            key,
            is_permanent: M::def().soft_delete.is_none(),
        }
    }
}

impl<'a, M: Writable> DeleteMany<'a, M> {
    pub(crate) fn new(scope: &'a Scope, filter: Filter<M>) -> Self {
        Self {
            scope,
            filter: filter.node,
            is_permanent: M::def().soft_delete.is_none(),
            of: PhantomData,
        }
    }

    /// Gives the deleted rows back.
    ///
    /// ```ignore
    /// let gone = acme.session().delete_many(session::ends_at.lt(now)).returning().await?;
    /// ```
    pub fn returning(self) -> DeleteManyReturning<'a, M> {
        DeleteManyReturning(self)
    }

    fn into_statement(self, schema: &str, returning: Returning) -> Statement {
        delete(M::def(), schema, self.filter, self.is_permanent, returning)
    }
}

impl<M: SoftDelete> Delete<'_, M> {
    /// Takes the row out of the table, whether it was deleted before or not.
    pub fn permanently(mut self) -> Self {
        self.is_permanent = true;
        self
    }
}

impl<M: SoftDelete> DeleteMany<'_, M> {
    /// Takes the rows out of the table, whether they were deleted before or not.
    pub fn permanently(mut self) -> Self {
        self.is_permanent = true;
        self
    }
}

/// A deletion that keeps what its model says to keep.
pub(super) fn delete_where_live<M: Writable>(schema: &str, filter: Node) -> Statement {
    let is_permanent = M::def().soft_delete.is_none();
    delete(M::def(), schema, filter, is_permanent, Returning::Count)
}

fn delete(
    model: &'static ModelDef,
    schema: &str,
    filter: Node,
    is_permanent: bool,
    returning: Returning,
) -> Statement {
    if is_permanent {
        return statement::delete(model, schema, filter, returning);
    }
    let filter = Deleted::LeftOut.narrow(model, filter);
    statement::update(model, schema, deletion(model), filter, returning)
}

impl<'a, M: Writable> IntoFuture for Delete<'a, M> {
    type Output = Result<M, Error>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let executor = self.scope.executor().await?;
            self.run(&executor).await
        })
    }
}

impl<M: Writable> BatchQuery for Delete<'_, M> {
    type Output = M;

    const READS: bool = false;

    fn scope(&self) -> &Scope {
        self.scope
    }

    async fn run(self, executor: &Executor<'_>) -> Result<M, Error> {
        let schema = executor.tenant_schema();
        let at_any_version = self.key.at_any_version();
        let (filter, returning) = (self.key.into_node(), Returning::Records);
        let statement = delete(M::def(), schema, filter, self.is_permanent, returning);
        let rows = executor.rows(&statement, M::decode).await?;
        let deleted = match self.is_permanent {
            true => Deleted::Included,
            false => Deleted::LeftOut,
        };
        one_at_version(executor, rows, at_any_version, deleted).await
    }
}

impl<'a, M: Writable> IntoFuture for DeleteMany<'a, M> {
    type Output = Result<u64, Error>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let executor = self.scope.executor().await?;
            self.run(&executor).await
        })
    }
}

impl<M: Writable> BatchQuery for DeleteMany<'_, M> {
    type Output = u64;

    const READS: bool = false;

    fn scope(&self) -> &Scope {
        self.scope
    }

    async fn run(self, executor: &Executor<'_>) -> Result<u64, Error> {
        let statement = self.into_statement(executor.tenant_schema(), Returning::Count);
        executor.execute(&statement).await
    }
}

impl<'a, M: Writable> IntoFuture for DeleteManyReturning<'a, M> {
    type Output = Result<Vec<M>, Error>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let executor = self.0.scope.executor().await?;
            self.run(&executor).await
        })
    }
}

impl<M: Writable> BatchQuery for DeleteManyReturning<'_, M> {
    type Output = Vec<M>;

    const READS: bool = false;

    fn scope(&self) -> &Scope {
        self.0.scope
    }

    async fn run(self, executor: &Executor<'_>) -> Result<Vec<M>, Error> {
        let statement = self
            .0
            .into_statement(executor.tenant_schema(), Returning::Records);
        executor.rows(&statement, M::decode).await
    }
}
