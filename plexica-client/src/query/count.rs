use std::{future::IntoFuture, marker::PhantomData};

use futures_util::future::BoxFuture;

use super::{Deleted, Filter, Select, SoftDelete};
use crate::{
    Error,
    connection::Executor,
    database::{BatchQuery, Scope},
    model::Model,
};

/// How many rows match.
#[must_use = "a query does nothing until it is awaited"]
#[derive(Debug)]
pub struct Count<'a, M> {
    scope: &'a Scope,
    select: Select,
    of: PhantomData<fn() -> M>,
}

impl<'a, M: Model> Count<'a, M> {
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
        self.select
            .clone()
            .statement(M::def(), self.scope.tenant_schema(), count_rows)
            .sql
    }
}

impl<M: SoftDelete> Count<'_, M> {
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

fn count_rows(sql: &mut String) {
    sql.push_str("count(*)");
}

impl<'a, M: Model> IntoFuture for Count<'a, M> {
    type Output = Result<u64, Error>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let executor = self.scope.reader().await?;
            self.run(&executor).await
        })
    }
}

impl<M: Model> BatchQuery for Count<'_, M> {
    type Output = u64;

    const READS: bool = true;

    fn scope(&self) -> &Scope {
        self.scope
    }

    async fn run(self, executor: &Executor<'_>) -> Result<u64, Error> {
        let statement = self
            .select
            .statement(M::def(), executor.tenant_schema(), count_rows);
        let counts: Vec<i64> = executor.rows(&statement, |row| row.try_get(0)).await?;
        // `count(*)` gives one row, never negative.
        Ok(counts
            .first()
            .copied()
            .and_then(|count| u64::try_from(count).ok())
            .unwrap_or_default())
    }
}
