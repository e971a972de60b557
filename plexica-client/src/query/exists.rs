use std::{future::IntoFuture, marker::PhantomData};

use futures_util::future::BoxFuture;

use super::{Deleted, Filter, Select, SoftDelete, Statement};
use crate::{
    Error,
    connection::Executor,
    database::{BatchQuery, Scope},
    model::Model,
};

/// Whether any row matches.
///
/// ```ignore
/// let taken = acme.user().exists().filter(user::email.eq("ada@acme.test")).await?;
/// ```
#[must_use = "a query does nothing until it is awaited"]
#[derive(Debug)]
pub struct Exists<'a, M> {
    scope: &'a Scope,
    select: Select,
    of: PhantomData<fn() -> M>,
}

impl<'a, M: Model> Exists<'a, M> {
    pub(crate) fn new(scope: &'a Scope) -> Self {
        Self {
            scope,
            select: Select::everything(),
            of: PhantomData,
        }
    }

    /// Only rows that match; several calls must all match.
    pub fn filter(mut self, filter: Filter<M>) -> Self {
        self.select.narrow(filter.node);
        self
    }

    /// The statement's SQL, with `$1`, `$2` where its values go.
    #[must_use]
    pub fn to_sql(&self) -> String {
        self.statement().sql
    }

    fn statement(&self) -> Statement {
        self.select
            .clone()
            .exists(M::def(), self.scope.tenant_schema())
    }
}

impl<M: SoftDelete> Exists<'_, M> {
    /// Deleted rows too.
    pub fn with_deleted(mut self) -> Self {
        self.select.deleted = Deleted::Included;
        self
    }

    /// Deleted rows only.
    pub fn only_deleted(mut self) -> Self {
        self.select.deleted = Deleted::Only;
        self
    }
}

impl<'a, M: Model> IntoFuture for Exists<'a, M> {
    type Output = Result<bool, Error>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let executor = self.scope.reader().await?;
            self.run(&executor).await
        })
    }
}

impl<M: Model> BatchQuery for Exists<'_, M> {
    type Output = bool;

    const READS: bool = true;

    fn scope(&self) -> &Scope {
        self.scope
    }

    async fn run(self, executor: &Executor<'_>) -> Result<bool, Error> {
        let found = executor
            .rows(&self.statement(), |row| row.try_get(0))
            .await?;
        // `SELECT EXISTS` gives one row.
        Ok(found.first().copied().unwrap_or_default())
    }
}
