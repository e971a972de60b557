use std::{future::IntoFuture, marker::PhantomData};

use futures_util::future::BoxFuture;

use super::{
    statement::{self, Returning},
    version::one_at_version,
};
use crate::{
    Error,
    database::Scope,
    model::{Key, Writable},
    query::{Filter, Node},
};

/// Deletes the row with a key, and gives back what it was. No such row is an error of the kind
/// [`NotFound`](crate::ErrorKind::NotFound).
#[must_use = "a query does nothing until it is awaited"]
#[derive(Debug)]
pub struct Delete<'a, M> {
    scope: &'a Scope,
    key: Key<M>,
}

/// Deletes all rows that match, and says how many.
#[must_use = "a query does nothing until it is awaited"]
#[derive(Debug)]
pub struct DeleteMany<'a, M> {
    scope: &'a Scope,
    filter: Node,
    of: PhantomData<fn() -> M>,
}

impl<'a, M: Writable> Delete<'a, M> {
    pub(crate) fn new(scope: &'a Scope, key: Key<M>) -> Self {
        Self { scope, key }
    }
}

impl<'a, M: Writable> DeleteMany<'a, M> {
    pub(crate) fn new(scope: &'a Scope, filter: Filter<M>) -> Self {
        Self {
            scope,
            filter: filter.node,
            of: PhantomData,
        }
    }
}

impl<'a, M: Writable> IntoFuture for Delete<'a, M> {
    type Output = Result<M, Error>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let executor = self.scope.executor().await?;
            let schema = executor.tenant_schema();
            let at_any_version = self.key.at_any_version();
            let filter = self.key.into_node();
            let statement = statement::delete(M::def(), schema, filter, Returning::Records);
            let rows = executor.rows(&statement, M::decode).await?;
            one_at_version(&executor, rows, at_any_version).await
        })
    }
}

impl<'a, M: Writable> IntoFuture for DeleteMany<'a, M> {
    type Output = Result<u64, Error>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let executor = self.scope.executor().await?;
            let schema = executor.tenant_schema();
            let statement = statement::delete(M::def(), schema, self.filter, Returning::Count);
            executor.execute(&statement).await
        })
    }
}
