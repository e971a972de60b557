use std::{future::IntoFuture, marker::PhantomData};

use futures_util::future::BoxFuture;

use super::{
    RowChanges,
    generated_value::complete_changes,
    statement::{self, Returning},
    version::one_at_version,
};
use crate::{
    Error,
    connection::Executor,
    database::{BatchQuery, Scope},
    model::{Key, ModelDef},
    query::{Deleted, Filter, Node, SoftDelete, Statement},
    value::Value,
};

/// Brings a deleted row back, and gives it as it is then.
#[must_use = "a query does nothing until it is awaited"]
#[derive(Debug)]
pub struct Restore<'a, M> {
    scope: &'a Scope,
    key: Key<M>,
}

/// Brings all deleted rows back that match, and says how many.
#[must_use = "a query does nothing until it is awaited"]
#[derive(Debug)]
pub struct RestoreMany<'a, M> {
    scope: &'a Scope,
    filter: Node,
    of: PhantomData<fn() -> M>,
}

impl<'a, M: SoftDelete> Restore<'a, M> {
    pub(crate) fn new(scope: &'a Scope, key: Key<M>) -> Self {
        Self { scope, key }
    }
}

impl<'a, M: SoftDelete> RestoreMany<'a, M> {
    pub(crate) fn new(scope: &'a Scope, filter: Filter<M>) -> Self {
        Self {
            scope,
            filter: filter.node,
            of: PhantomData,
        }
    }
}

fn restore(
    model: &'static ModelDef,
    executor: &Executor<'_>,
    filter: Node,
    returning: Returning,
) -> Statement {
    let mut changes = RowChanges::default();
    if let Some(place) = model.soft_delete {
        changes.set(place, Value::Null);
    }
    complete_changes(model, &mut changes);
    let filter = Deleted::Only.narrow(model, filter);
    statement::update(model, executor.tenant_schema(), changes, filter, returning)
}

impl<'a, M: SoftDelete> IntoFuture for Restore<'a, M> {
    type Output = Result<M, Error>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let executor = self.scope.executor().await?;
            self.run(&executor).await
        })
    }
}

impl<M: SoftDelete> BatchQuery for Restore<'_, M> {
    type Output = M;

    const READS: bool = false;

    fn scope(&self) -> &Scope {
        self.scope
    }

    async fn run(self, executor: &Executor<'_>) -> Result<M, Error> {
        let at_any_version = self.key.at_any_version();
        let filter = self.key.into_node();
        let statement = restore(M::def(), executor, filter, Returning::Records);
        let rows = executor.rows(&statement, M::decode).await?;
        one_at_version(executor, rows, at_any_version, Deleted::Only).await
    }
}

impl<'a, M: SoftDelete> IntoFuture for RestoreMany<'a, M> {
    type Output = Result<u64, Error>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let executor = self.scope.executor().await?;
            self.run(&executor).await
        })
    }
}

impl<M: SoftDelete> BatchQuery for RestoreMany<'_, M> {
    type Output = u64;

    const READS: bool = false;

    fn scope(&self) -> &Scope {
        self.scope
    }

    async fn run(self, executor: &Executor<'_>) -> Result<u64, Error> {
        let statement = restore(M::def(), executor, self.filter, Returning::Count);
        executor.execute(&statement).await
    }
}
