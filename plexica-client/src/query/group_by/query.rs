use std::{fmt, future::IntoFuture, marker::PhantomData};

use futures_util::future::BoxFuture;

use super::{GroupKeys, Having, IntoGroupOrder, order::GroupOrderItem};
use crate::{
    Error,
    connection::Executor,
    database::{BatchQuery, Scope},
    model::{Model, ModelDef, ROOT_ALIAS},
    query::{AggregateSet, Deleted, Filter, Node, SoftDelete, Statement, Writer},
};

/// Rows in groups that have the same values in `K`; of each group the values and the aggregates `A`.
///
/// A query of it gives a `Vec` of pairs: `Vec<(PostStatus, Option<i64>)>` of one column and one
/// aggregate, and tuples in their places where there are several.
#[must_use = "a query does nothing until it is awaited"]
pub struct GroupBy<'a, M, K, A> {
    scope: &'a Scope,
    keys: K,
    aggregates: A,
    groups: Groups,
    of: PhantomData<fn() -> M>,
}

/// In place of what to work out of each group, before [`GroupBy::aggregate`] says it. A query needs
/// that.
#[derive(Debug)]
pub struct NoAggregates;

/// Which groups there are, in which order.
#[derive(Debug, Clone)]
struct Groups {
    filter: Node,
    deleted: Deleted,
    having: Node,
    order: Vec<GroupOrderItem>,
    take: Option<u64>,
    skip: Option<u64>,
}

impl<'a, M: Model, K> GroupBy<'a, M, K, NoAggregates> {
    pub(crate) fn new(scope: &'a Scope, keys: K) -> Self {
        Self {
            scope,
            keys,
            aggregates: NoAggregates,
            groups: Groups {
                filter: Node::All(Vec::new()),
                deleted: Deleted::LeftOut,
                having: Node::All(Vec::new()),
                order: Vec::new(),
                take: None,
                skip: None,
            },
            of: PhantomData,
        }
    }

    /// What to work out of each group: an aggregate or a tuple of aggregates.
    pub fn aggregate<A: AggregateSet<M>>(self, aggregates: A) -> GroupBy<'a, M, K, A> {
        GroupBy {
            scope: self.scope,
            keys: self.keys,
            aggregates,
            groups: self.groups,
            of: PhantomData,
        }
    }
}

impl<M: Model, K, A> GroupBy<'_, M, K, A> {
    /// Only rows that match are grouped; several calls must all match.
    pub fn filter(mut self, filter: Filter<M>) -> Self {
        self.groups.filter = self.groups.filter.and(filter.node);
        self
    }

    /// Only groups that match; several calls must all match.
    ///
    /// ```ignore
    /// acme.post().group_by(post::status).aggregate(post::id.count()).having(post::views.sum().gt(10))
    /// ```
    pub fn having(mut self, having: Having<M>) -> Self {
        self.groups.having = self.groups.having.and(having.into_node());
        self
    }

    /// In this order, of aggregates and of keys; a later call decides what an earlier one left open.
    ///
    /// An order by a column that rows are not grouped by is an error of the server's.
    pub fn order_by(mut self, order: impl IntoGroupOrder<M>) -> Self {
        self.groups.order.extend(order.into_group_orders().0);
        self
    }

    /// At most so many groups.
    pub fn take(mut self, groups: u64) -> Self {
        self.groups.take = Some(groups);
        self
    }

    /// Leaves out the first groups of the order.
    pub fn skip(mut self, groups: u64) -> Self {
        self.groups.skip = Some(groups);
        self
    }
}

impl<M: SoftDelete, K, A> GroupBy<'_, M, K, A> {
    /// Deleted rows too.
    pub fn with_deleted(mut self) -> Self {
        self.groups.deleted = Deleted::Included;
        self
    }

    /// Deleted rows only.
    pub fn only_deleted(mut self) -> Self {
        self.groups.deleted = Deleted::Only;
        self
    }
}

impl<M: Model, K: GroupKeys<M>, A: AggregateSet<M>> GroupBy<'_, M, K, A> {
    /// The statement's SQL, with `$1`, `$2` where its values go.
    #[must_use]
    pub fn to_sql(&self) -> String {
        self.statement().sql
    }

    fn check_order(&self) -> Result<(), Error> {
        let keys = self.keys.places();
        let is_known = |item: &GroupOrderItem| match item {
            GroupOrderItem::Key(item) => item.own_column().is_some_and(|own| keys.contains(&own)),
            GroupOrderItem::Aggregate { .. } => true,
        };
        if self.groups.order.iter().all(is_known) {
            Ok(())
        } else {
            Err(Error::order_of_groups(M::def()))
        }
    }

    fn statement(&self) -> Statement {
        let (model, places) = (M::def(), self.keys.places());
        let mut writer = Writer::new(self.scope.tenant_schema());
        writer.push("SELECT ");
        for place in &places {
            writer.comparable(model.column(*place), ROOT_ALIAS);
            writer.cast_result(model.column(*place));
            writer.push(", ");
        }
        self.aggregates.expressions().write(&mut writer, model);
        writer.push(" FROM ");
        writer.root(model);
        self.groups.clone().write(&mut writer, &places, model);
        writer.finish(model)
    }
}

impl Groups {
    fn write(self, writer: &mut Writer<'_>, keys: &[u16], model: &'static ModelDef) {
        let filter = self.deleted.narrow(model, self.filter);
        filter.write_where(writer, model);
        for (index, place) in keys.iter().enumerate() {
            writer.push(if index == 0 { " GROUP BY " } else { ", " });
            writer.comparable(model.column(*place), ROOT_ALIAS);
        }
        if !self.having.is_all() {
            writer.push(" HAVING ");
            self.having.write(writer, model, ROOT_ALIAS);
        }
        for (index, item) in self.order.into_iter().enumerate() {
            writer.push(if index == 0 { " ORDER BY " } else { ", " });
            item.write(writer, model);
        }
        if let Some(take) = self.take {
            writer.push(" LIMIT ");
            writer.number_parameter(i64::try_from(take).unwrap_or(i64::MAX));
        }
        if let Some(skip) = self.skip {
            writer.push(" OFFSET ");
            writer.number_parameter(i64::try_from(skip).unwrap_or(i64::MAX));
        }
    }
}

impl<M, K, A> fmt::Debug for GroupBy<'_, M, K, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GroupBy")
            .field("groups", &self.groups)
            .finish_non_exhaustive()
    }
}

impl<'a, M, K, A> IntoFuture for GroupBy<'a, M, K, A>
where
    M: Model,
    K: GroupKeys<M> + 'a,
    A: AggregateSet<M> + 'a,
{
    type Output = Result<Vec<(K::Row, A::Row)>, Error>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            self.check_order()?;
            let executor = self.scope.reader().await?;
            self.run(&executor).await
        })
    }
}

impl<M, K, A> BatchQuery for GroupBy<'_, M, K, A>
where
    M: Model,
    K: GroupKeys<M>,
    A: AggregateSet<M>,
{
    type Output = Vec<(K::Row, A::Row)>;

    const READS: bool = true;

    fn scope(&self) -> &Scope {
        self.scope
    }

    async fn run(self, executor: &Executor<'_>) -> Result<Self::Output, Error> {
        self.check_order()?;
        let statement = self.statement();
        let decode = |row: &_| Ok((K::decode(row)?, A::decode(row, K::COUNT)?));
        let rows = executor.rows(&statement, decode).await;
        rows.map_err(|error| {
            let mut places = self.keys.places();
            places.extend(self.aggregates.expressions().places());
            let selected: Vec<_> = places.into_iter().map(Some).collect();
            error.in_selection(M::def(), &selected)
        })
    }
}
