use std::{fmt, future::IntoFuture, marker::PhantomData};

use futures_util::future::BoxFuture;

use super::{
    ColumnSet, Deleted, Filter, Include, IntoOrder, Load, OrderItem, Projection, Records, Select,
    Selected, SoftDelete,
};
use crate::{
    Error,
    database::Scope,
    model::{Key, Model, Relation},
};

/// A query that reads from one model: `find_many`, `find_first` or `find_unique`.
///
/// Nothing happens until it is awaited. `C` says how many rows it gives, `P` what each becomes.
#[must_use = "a query does nothing until it is awaited"]
pub struct Find<'a, C, P> {
    scope: &'a Scope,
    select: Select,
    projection: P,
    cardinality: PhantomData<fn() -> C>,
}

/// All rows that match.
pub type FindMany<'a, M, L = ()> = Find<'a, ManyRows, Records<M, L>>;
/// The first row that matches, if any.
pub type FindFirst<'a, M, L = ()> = Find<'a, AtMostOne<Listing>, Records<M, L>>;
/// The row with a key, if there is one.
pub type FindUnique<'a, M, L = ()> = Find<'a, AtMostOne<Keyed>, Records<M, L>>;

/// What `.with(…)` makes of a query: one more relation to load.
type FindWith<'a, C, M, L, R, N> = Find<'a, C, Records<M, (L, Include<R, N>)>>;

/// How many rows a query gives.
pub trait Rows: Send + Sync {
    /// The rows together.
    type Output<T>;

    #[doc(hidden)]
    fn output<T>(rows: Vec<T>, model: &'static str) -> Result<Self::Output<T>, Error>;
}

/// Any number of rows: a `Vec`.
#[derive(Debug)]
pub struct ManyRows;

/// One row or none: an `Option`. `K` is how it was asked for.
#[derive(Debug)]
pub struct AtMostOne<K>(PhantomData<K>);

/// One row; none is an error.
#[derive(Debug)]
pub struct Exactly<K>(PhantomData<K>);

/// Asked for by conditions and an order.
#[derive(Debug)]
pub struct Listing;

/// Asked for by a unique key.
#[derive(Debug)]
pub struct Keyed;

impl Rows for ManyRows {
    type Output<T> = Vec<T>;

    fn output<T>(rows: Vec<T>, _: &'static str) -> Result<Vec<T>, Error> {
        Ok(rows)
    }
}

impl<K: Send + Sync> Rows for AtMostOne<K> {
    type Output<T> = Option<T>;

    fn output<T>(mut rows: Vec<T>, _: &'static str) -> Result<Option<T>, Error> {
        Ok(rows.pop())
    }
}

impl<K: Send + Sync> Rows for Exactly<K> {
    type Output<T> = T;

    fn output<T>(mut rows: Vec<T>, model: &'static str) -> Result<T, Error> {
        rows.pop().ok_or_else(|| Error::not_found(model))
    }
}

/// A query that takes conditions and an order.
pub trait Conditional {}

impl Conditional for ManyRows {}
impl Conditional for AtMostOne<Listing> {}
impl Conditional for Exactly<Listing> {}

impl<'a, M: Model> Find<'a, ManyRows, Records<M>> {
    pub(crate) fn many(scope: &'a Scope) -> Self {
        Self {
            scope,
            select: Select::everything(),
            projection: Records::new(),
            cardinality: PhantomData,
        }
    }
}

impl<'a, M: Model> Find<'a, AtMostOne<Listing>, Records<M>> {
    pub(crate) fn first(scope: &'a Scope) -> Self {
        let select = Select {
            take: Some(1),
            ..Select::everything()
        };
        Self {
            scope,
            select,
            projection: Records::new(),
            cardinality: PhantomData,
        }
    }
}

impl<'a, M: Model> Find<'a, AtMostOne<Keyed>, Records<M>> {
    pub(crate) fn unique(scope: &'a Scope, key: Key<M>) -> Self {
        let select = Select::only(key.into_node());
        Self {
            scope,
            select,
            projection: Records::new(),
            cardinality: PhantomData,
        }
    }
}

impl<C: Conditional, P: Projection> Find<'_, C, P> {
    /// Only rows that match; several calls must all match.
    pub fn filter(mut self, filter: Filter<P::Model>) -> Self {
        self.select.narrow(filter.node);
        self
    }

    /// In this order; a later call decides what an earlier one left open.
    pub fn order_by(mut self, order: impl IntoOrder<P::Model>) -> Self {
        self.select.order.extend(OrderItem::all_of(order));
        self
    }

    /// Leaves out the first rows of the order.
    pub fn skip(mut self, rows: u64) -> Self {
        self.select.skip = Some(rows);
        self
    }
}

impl<C, P: Projection<Model: SoftDelete>> Find<'_, C, P> {
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

impl<P: Projection> Find<'_, ManyRows, P> {
    /// At most so many rows.
    pub fn take(mut self, rows: u64) -> Self {
        self.select.take = Some(rows);
        self
    }
}

impl<'a, C, M: Model, L: Load<M>> Find<'a, C, Records<M, L>> {
    /// Loads a relation with the records: one query more, however many records there are.
    pub fn with<R, N>(self, include: Include<R, N>) -> FindWith<'a, C, M, L, R, N>
    where
        R: Relation<Source = M>,
        (L, Include<R, N>): Load<M>,
    {
        Find {
            scope: self.scope,
            select: self.select,
            projection: self.projection.with(include),
            cardinality: PhantomData,
        }
    }
}

impl<'a, C, M: Model> Find<'a, C, Records<M>> {
    /// Reads only these columns, as a tuple.
    pub fn select<S: ColumnSet<M>>(self, columns: S) -> Find<'a, C, Selected<M, S>> {
        Find {
            scope: self.scope,
            select: self.select,
            projection: Selected::new(columns),
            cardinality: PhantomData,
        }
    }
}

impl<'a, K, P> Find<'a, AtMostOne<K>, P> {
    /// No such row is an error of the kind [`NotFound`](crate::ErrorKind::NotFound).
    pub fn or_not_found(self) -> Find<'a, Exactly<K>, P> {
        Find {
            scope: self.scope,
            select: self.select,
            projection: self.projection,
            cardinality: PhantomData,
        }
    }
}

impl<C, P: Projection> Find<'_, C, P> {
    /// The statement's SQL, with `$1`, `$2` where its values go.
    #[must_use]
    pub fn to_sql(&self) -> String {
        let columns = |sql: &mut String| self.projection.columns(sql);
        self.select
            .clone()
            .statement(P::Model::def(), self.scope.tenant_schema(), columns)
            .sql
    }
}

impl<C, P> fmt::Debug for Find<'_, C, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Find")
            .field("select", &self.select)
            .finish_non_exhaustive()
    }
}

impl<'a, C: Rows + 'a, P: Projection + 'a> IntoFuture for Find<'a, C, P> {
    type Output = Result<C::Output<P::Row>, Error>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let executor = self.scope.executor().await?;
            let rows = self.projection.fetch(&executor, self.select).await?;
            C::output(rows, P::Model::def().name)
        })
    }
}
