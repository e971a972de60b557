use std::{future::Future, marker::PhantomData};

use super::{
    RowValues,
    create::one,
    generated_value::complete_changes,
    statement::{self, Returning},
};
use crate::{
    Error,
    database::Scope,
    model::{Key, Model},
    query::{Filter, Node, Select},
};

/// A query that changes rows. The generated setters are on the type around it.
pub trait RunUpdate: Send {
    /// What it gives.
    type Output;

    /// Makes the changes. For generated code.
    #[doc(hidden)]
    fn run(self, changes: RowValues) -> impl Future<Output = Result<Self::Output, Error>> + Send;
}

/// Changes the row with a key, and gives it back as it is then.
#[derive(Debug)]
pub struct Updating<'a, M> {
    scope: &'a Scope,
    filter: Node,
    of: PhantomData<fn() -> M>,
}

/// Changes all rows that match, and says how many.
#[derive(Debug)]
pub struct UpdatingMany<'a, M> {
    scope: &'a Scope,
    filter: Node,
    of: PhantomData<fn() -> M>,
}

impl<'a, M: Model> Updating<'a, M> {
    pub(crate) fn new(scope: &'a Scope, key: Key<M>) -> Self {
        Self {
            scope,
            filter: key.into_node(),
            of: PhantomData,
        }
    }
}

impl<'a, M: Model> UpdatingMany<'a, M> {
    pub(crate) fn new(scope: &'a Scope, filter: Filter<M>) -> Self {
        Self {
            scope,
            filter: filter.node,
            of: PhantomData,
        }
    }
}

impl<M: Model> RunUpdate for Updating<'_, M> {
    type Output = M;

    async fn run(self, mut changes: RowValues) -> Result<M, Error> {
        complete_changes(M::DEF, &mut changes);
        let executor = self.scope.executor().await?;
        let rows = if changes.is_empty() {
            executor.records(&Select::only(self.filter)).await?
        } else {
            let schema = executor.tenant_schema();
            let statement =
                statement::update(M::DEF, schema, changes, &self.filter, Returning::Records);
            executor.rows(&statement, M::decode).await?
        };
        one(rows, M::DEF.name)
    }
}

impl<M: Model> RunUpdate for UpdatingMany<'_, M> {
    type Output = u64;

    async fn run(self, mut changes: RowValues) -> Result<u64, Error> {
        complete_changes(M::DEF, &mut changes);
        if changes.is_empty() {
            return Ok(0);
        }
        let executor = self.scope.executor().await?;
        let schema = executor.tenant_schema();
        let statement = statement::update(M::DEF, schema, changes, &self.filter, Returning::Count);
        executor.execute(&statement).await
    }
}
