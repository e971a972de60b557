use std::{fmt, future::IntoFuture, marker::PhantomData};

use futures_util::future::BoxFuture;

use super::AggregateSet;
use crate::{
    Error,
    connection::Executor,
    database::{BatchQuery, Scope},
    model::{Model, ROOT_ALIAS},
    query::{Deleted, Filter, IntoOrder, OrderItem, Select, SoftDelete, Statement, Writer},
};

/// Aggregates of all rows that match.
#[must_use = "a query does nothing until it is awaited"]
pub struct AggregateQuery<'a, M, A> {
    scope: &'a Scope,
    aggregates: A,
    select: Select,
    of: PhantomData<fn() -> M>,
}

impl<'a, M: Model, A: AggregateSet<M>> AggregateQuery<'a, M, A> {
    pub(crate) fn new(scope: &'a Scope, aggregates: A) -> Self {
        Self {
            scope,
            aggregates,
            select: Select::everything(),
            of: PhantomData,
        }
    }

    /// Only rows that match; several calls must all match.
    pub fn filter(mut self, filter: Filter<M>) -> Self {
        self.select.narrow(filter.node);
        self
    }

    /// The order that `take` and `skip` go by.
    ///
    /// ```ignore
    /// // What the ten latest orders come to.
    /// let latest = acme.order().aggregate(order::total.sum());
    /// let total = latest.order_by(order::created_at.desc()).take(10).await?;
    /// ```
    pub fn order_by(mut self, order: impl IntoOrder<M>) -> Self {
        self.select.order.extend(OrderItem::all_of(order));
        self
    }

    /// Of at most so many rows.
    pub fn take(mut self, rows: u64) -> Self {
        self.select.take = Some(rows);
        self
    }

    /// Leaves out the first rows of the order.
    pub fn skip(mut self, rows: u64) -> Self {
        self.select.skip = Some(rows);
        self
    }

    /// The statement's SQL, with `$1`, `$2` where its values go.
    #[must_use]
    pub fn to_sql(&self) -> String {
        self.statement().sql
    }

    fn statement(&self) -> Statement {
        let model = M::def();
        let mut writer = Writer::new(self.scope.tenant_schema());
        writer.push("SELECT ");
        self.aggregates.expressions().write(&mut writer, model);
        writer.push(" FROM ");
        let select = self.select.clone();
        if select.is_limited() {
            writer.push("(");
            select.write_rows(&mut writer, model);
            writer.push(") AS ");
            writer.push(ROOT_ALIAS);
        } else {
            // Of all of them, whatever their order.
            writer.root(model);
            let filter = select.deleted.narrow(model, select.filter);
            filter.write_where(&mut writer, model);
        }
        writer.finish(model)
    }
}

impl<M: SoftDelete, A: AggregateSet<M>> AggregateQuery<'_, M, A> {
    /// Of deleted rows too.
    pub fn with_deleted(mut self) -> Self {
        self.select.deleted = Deleted::Included;
        self
    }

    /// Of deleted rows only.
    pub fn only_deleted(mut self) -> Self {
        self.select.deleted = Deleted::Only;
        self
    }
}

impl<M, A> fmt::Debug for AggregateQuery<'_, M, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AggregateQuery")
            .field("select", &self.select)
            .finish_non_exhaustive()
    }
}

impl<'a, M: Model, A: AggregateSet<M> + 'a> IntoFuture for AggregateQuery<'a, M, A> {
    type Output = Result<A::Row, Error>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let executor = self.scope.reader().await?;
            self.run(&executor).await
        })
    }
}

impl<M: Model, A: AggregateSet<M>> BatchQuery for AggregateQuery<'_, M, A> {
    type Output = A::Row;

    const READS: bool = true;

    fn scope(&self) -> &Scope {
        self.scope
    }

    async fn run(self, executor: &Executor<'_>) -> Result<A::Row, Error> {
        let statement = self.statement();
        let rows = executor.rows(&statement, |row| A::decode(row, 0)).await;
        let rows = rows.map_err(|error| {
            let expressions = self.aggregates.expressions();
            let selected: Vec<_> = expressions.places().map(Some).collect();
            error.in_selection(M::def(), &selected)
        })?;
        // Without `GROUP BY` there is one row, however many match.
        rows.into_iter()
            .next()
            .ok_or_else(|| Error::not_found(M::def().name))
    }
}
