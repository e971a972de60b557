use std::{
    collections::{HashMap, HashSet},
    marker::PhantomData,
};

use futures_util::future::BoxFuture;

use super::{
    Deleted, Filter, IntoOrder, Node, Order, OrderItem, RelatedRows, Select, SoftDelete,
    order::Step, per_parent, through,
};
use crate::{
    Error,
    connection::Executor,
    model::{Attach, Many, Maybe, Model, Relation, RelationArity, RelationDef, ThroughDef, ToOne},
    value::{PgType, Value},
};

/// A relation of a model, to load or to ask about: `user::memberships`.
///
/// `L` is what is loaded with the related rows in turn. `D` says who holds the relation, and so how
/// related rows are written with a row: [`Back`] or [`Forward`].
pub struct Include<R, L = (), D = Back> {
    /// `None` in the constants: every related row, in no particular order.
    select: Option<Box<Select>>,
    inner: L,
    of: PhantomData<fn() -> (R, D)>,
}

/// The related rows have the foreign key, or a join table holds the relation.
#[derive(Debug, Clone, Copy)]
pub struct Back;

/// The row itself has the foreign key.
#[derive(Debug, Clone, Copy)]
pub struct Forward;

impl<R, L, D> std::fmt::Debug for Include<R, L, D> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Include")
            .field("select", &self.select)
            .finish_non_exhaustive()
    }
}

impl<R, D> Include<R, (), D> {
    /// The relation itself. For generated code.
    #[doc(hidden)]
    #[must_use]
    pub const fn new() -> Self {
        Self {
            select: None,
            inner: (),
            of: PhantomData,
        }
    }
}

impl<R: Relation, L, D> Include<R, L, D> {
    fn select_mut(&mut self) -> &mut Select {
        self.select
            .get_or_insert_with(|| Box::new(Select::everything()))
    }

    /// Loads a relation of the related rows with them.
    #[must_use]
    pub fn with<N: Relation<Source = R::Target>, M, E>(
        self,
        include: Include<N, M, E>,
    ) -> Include<R, (L, Include<N, M>)> {
        self.loading(include.into_load())
    }

    /// The relation where only what is loaded of it counts.
    pub(super) fn into_load(self) -> Include<R, L> {
        Include {
            select: self.select,
            inner: self.inner,
            of: PhantomData,
        }
    }

    /// The relation alone, which of its rows it is about included.
    pub(super) fn without_what_it_loads(&self) -> Include<R> {
        Include {
            select: self.select.clone(),
            inner: (),
            of: PhantomData,
        }
    }

    /// The relation with one more thing to load with its rows.
    pub(super) fn loading<I>(self, more: I) -> Include<R, (L, I)> {
        Include {
            select: self.select,
            inner: (self.inner, more),
            of: PhantomData,
        }
    }
}

impl<R: Relation<Arity = Many>, L, D> Include<R, L, D> {
    /// Loads only the related rows that match.
    #[must_use]
    pub fn filter(mut self, filter: Filter<R::Target>) -> Self {
        self.select_mut().narrow(filter.node);
        self
    }

    /// Orders the related rows of each record.
    #[must_use]
    pub fn order_by(mut self, order: impl IntoOrder<R::Target>) -> Self {
        self.select_mut().order.extend(OrderItem::all_of(order));
        self
    }

    /// Loads at most so many related rows of each record, the first of the order.
    ///
    /// ```ignore
    /// acme.user().find_many().with(user::posts.order_by(post::created_at.desc()).take(3)).await?;
    /// ```
    #[must_use]
    pub fn take(mut self, rows: u64) -> Self {
        self.select_mut().take = Some(rows);
        self
    }

    /// Leaves out the first related rows of each record.
    #[must_use]
    pub fn skip(mut self, rows: u64) -> Self {
        self.select_mut().skip = Some(rows);
        self
    }
}

impl<R: Relation<Target: SoftDelete>, L, D> Include<R, L, D> {
    /// Deleted related rows too: loads them, and asks about them.
    ///
    /// Where a related row has to be there, it is loaded without this as well.
    #[must_use]
    pub fn with_deleted(mut self) -> Self {
        self.select_mut().deleted = Deleted::Included;
        self
    }
}

impl<R: Relation<Arity = Many, Target: SoftDelete>, L, D> Include<R, L, D> {
    /// Deleted related rows only: loads them, and asks about them.
    #[must_use]
    pub fn only_deleted(mut self) -> Self {
        self.select_mut().deleted = Deleted::Only;
        self
    }
}

impl<R: Relation, D> Include<R, (), D> {
    /// The related rows that it stands for.
    pub(super) fn rows(&self) -> RelatedRows {
        let select = self.select.as_deref().cloned();
        let select = select.unwrap_or_else(Select::everything);
        RelatedRows {
            relation: R::def(),
            deleted: select.deleted,
            condition: select.filter,
        }
    }

    fn related(self, negated: bool, condition: Node) -> Filter<R::Source> {
        let mut rows = self.rows();
        rows.condition = rows.condition.and(condition);
        Filter::related(rows, negated)
    }
}

impl<R: Relation<Arity = Many>, D> Include<R, (), D> {
    /// At least one related row matches.
    pub fn any(self, filter: Filter<R::Target>) -> Filter<R::Source> {
        self.related(false, filter.node)
    }

    /// No related row matches.
    pub fn none(self, filter: Filter<R::Target>) -> Filter<R::Source> {
        self.related(true, filter.node)
    }

    /// Every related row matches; true where there is none.
    pub fn every(self, filter: Filter<R::Target>) -> Filter<R::Source> {
        // Not `NOT filter`: a row for which the filter is unknown (NULL) does not match it.
        self.related(true, Node::NotTrue(Box::new(filter.node)))
    }
}

impl<R: Relation<Arity: ToOne>, D> Include<R, (), D> {
    /// An order by the related row, for `order_by`. A row without one has no value to order by.
    ///
    /// ```ignore
    /// acme.comment().find_many().order_by(comment::post.by(post::author.by(user::email.asc())))
    /// ```
    pub fn by(self, order: Order<R::Target>) -> Order<R::Source> {
        order.through(Step::to(&self))
    }

    /// There is a related row and it matches.
    pub fn is(self, filter: Filter<R::Target>) -> Filter<R::Source> {
        self.related(false, filter.node)
    }

    /// There is no related row, or it does not match.
    pub fn is_not(self, filter: Filter<R::Target>) -> Filter<R::Source> {
        self.related(true, filter.node)
    }
}

impl<R: Relation<Arity = Maybe>, D> Include<R, (), D> {
    /// There is no related row.
    pub fn is_none(self) -> Filter<R::Source> {
        self.related(true, Node::All(Vec::new()))
    }
}

/// What is loaded with records of type `M`: nothing, or a list of [`Include`]s.
#[diagnostic::on_unimplemented(
    message = "this relation cannot be loaded with `{M}`",
    label = "either it is loaded already, or it belongs to another model"
)]
pub trait Load<M>: Send + Sync {
    /// The record with everything loaded.
    type Output: Clone + Send + Sync;
    /// What was found, one item a record, in the records' order.
    type Fetched: Send;

    /// Finds what belongs to the records: one query a relation and level, those that do not
    /// depend on each other in one flight.
    #[doc(hidden)]
    fn fetch<'a>(
        &'a self,
        executor: &'a Executor<'a>,
        records: &'a [M],
    ) -> impl Future<Output = Result<Self::Fetched, Error>> + Send + 'a;

    /// Puts what was found into the next record.
    #[doc(hidden)]
    fn attach_next(fetched: &mut Self::Fetched, record: M) -> Option<Self::Output>;

    /// The records with everything loaded.
    #[doc(hidden)]
    fn load<'a>(
        &'a self,
        executor: &'a Executor<'a>,
        records: Vec<M>,
    ) -> impl Future<Output = Result<Vec<Self::Output>, Error>> + Send + 'a
    where
        M: Send + Sync + 'a,
    {
        async move {
            let mut fetched = self.fetch(executor, &records).await?;
            let count = records.len();
            let loaded: Vec<_> = records
                .into_iter()
                .map_while(|record| Self::attach_next(&mut fetched, record))
                .collect();
            debug_assert_eq!(
                loaded.len(),
                count,
                "a relation gave fewer items than there are records"
            );
            Ok(loaded)
        }
    }
}

impl<M: Clone + Send + Sync> Load<M> for () {
    type Output = M;
    type Fetched = ();

    async fn fetch<'a>(&'a self, _: &'a Executor<'a>, _: &'a [M]) -> Result<(), Error> {
        Ok(())
    }

    fn attach_next((): &mut (), record: M) -> Option<M> {
        Some(record)
    }

    async fn load<'a>(&'a self, _: &'a Executor<'a>, records: Vec<M>) -> Result<Vec<M>, Error>
    where
        M: 'a,
    {
        Ok(records)
    }
}

type LoadedRows<R, L> =
    <<R as Relation>::Arity as RelationArity>::Loaded<<L as Load<<R as Relation>::Target>>::Output>;

impl<M, Before, R, L> Load<M> for (Before, Include<R, L>)
where
    M: Model,
    R: Relation<Source = M>,
    Before: Load<M>,
    Before::Output: Attach<R>,
    L: Load<R::Target>,
    LoadedRows<R, L>: Clone,
    <Before::Output as Attach<R>>::With<LoadedRows<R, L>>: Clone + Send + Sync,
{
    type Output = <Before::Output as Attach<R>>::With<LoadedRows<R, L>>;
    type Fetched = (Before::Fetched, std::vec::IntoIter<LoadedRows<R, L>>);

    fn fetch<'a>(
        &'a self,
        executor: &'a Executor<'a>,
        records: &'a [M],
    ) -> impl Future<Output = Result<Self::Fetched, Error>> + Send + 'a {
        // In a box, so that a future's type and size do not grow with the depth.
        let fetched: BoxFuture<'a, _> = Box::pin(async move {
            let (before, rows) = futures_util::try_join!(
                self.0.fetch(executor, records),
                self.1.fetch_related(executor, records)
            )?;
            Ok((before, rows.into_iter()))
        });
        fetched
    }

    fn attach_next(fetched: &mut Self::Fetched, record: M) -> Option<Self::Output> {
        let record = Before::attach_next(&mut fetched.0, record)?;
        Some(record.attach(fetched.1.next()?))
    }
}

impl<R: Relation, L: Load<R::Target>> Include<R, L> {
    /// The related rows of each record, in the records' order.
    pub(super) async fn fetch_related(
        &self,
        executor: &Executor<'_>,
        records: &[R::Source],
    ) -> Result<Vec<LoadedRows<R, L>>, Error> {
        let relation = R::def();
        if let Some(through) = &relation.through {
            return self.fetch_through(executor, records, through).await;
        }
        let sources: Vec<Value> = records
            .iter()
            .map(|record| source_key(relation, record))
            .collect();
        let mut select = match &self.select {
            None => Select::everything(),
            Some(select) => (**select).clone(),
        };
        if R::Arity::IS_REQUIRED {
            select.deleted = Deleted::Included;
        }
        let related: Vec<R::Target> = match distinct_keys(relation, &sources) {
            None => Vec::new(),
            Some(keys) if select.is_limited() => {
                let schema = executor.tenant_schema();
                let statement = per_parent::select(select, relation, keys, schema);
                executor.rows(&statement, R::Target::decode).await?
            }
            Some(keys) => {
                select.filter = related_to(keys).and(select.filter);
                executor.records(select).await?
            }
        };
        let keys: Vec<Value> = related
            .iter()
            .map(|row| target_key(relation, row))
            .collect();
        let related = self.inner.load(executor, related).await?;
        let found = keys.into_iter().zip(related).collect();
        R::Arity::distribute(sources, found).ok_or_else(|| Error::missing_related(relation))
    }
}

impl<R: Relation, L: Load<R::Target>> Include<R, L> {
    /// [`fetch_related`](Self::fetch_related) where a join table holds the relation.
    async fn fetch_through(
        &self,
        executor: &Executor<'_>,
        records: &[R::Source],
        through: &'static ThroughDef,
    ) -> Result<Vec<LoadedRows<R, L>>, Error> {
        let relation = R::def();
        let sources: Vec<Value> = records
            .iter()
            .map(|record| source_key(relation, record))
            .collect();
        let mut found = Vec::new();
        if !sources.is_empty() {
            let select = match &self.select {
                None => Select::everything(),
                Some(select) => (**select).clone(),
            };
            let keys = Value::Array(sources.clone());
            let statement =
                through::select(select, relation, through, keys, executor.tenant_schema());
            found = executor
                .rows(&statement, through::decode::<R::Target>)
                .await?;
        }
        // A row that several sources have is loaded further once.
        let mut places = HashMap::new();
        let mut links = Vec::with_capacity(found.len());
        let mut targets = Vec::new();
        for (source, row) in found {
            let next = targets.len();
            let place = *places.entry(target_key(relation, &row)).or_insert(next);
            if place == next {
                targets.push(row);
            }
            links.push((source, place));
        }
        let targets = self.inner.load(executor, targets).await?;
        let found = links.into_iter().filter_map(|(source, target)| {
            Some((sources.get(source)?.clone(), targets.get(target)?.clone()))
        });
        let found = found.collect();
        R::Arity::distribute(sources, found).ok_or_else(|| Error::missing_related(relation))
    }
}

fn source_key<M: Model>(relation: &RelationDef, record: &M) -> Value {
    let sources = relation.columns.iter().map(|(source, _)| *source);
    key_of(sources.map(|place| key_part(record, place)))
}

fn target_key<M: Model>(relation: &RelationDef, record: &M) -> Value {
    let targets = relation.columns.iter().map(|(_, target)| *target);
    key_of(targets.map(|place| key_part(record, place)))
}

/// The value of a column in the form in which equal ones are equal.
fn key_part<M: Model>(record: &M, place: u16) -> Value {
    match (record.relation_key(place), M::def().column(place).r#type) {
        // The type compares texts by their lower-case forms (PostgreSQL manual, `citext`).
        (Value::Text(text), PgType::Citext(_)) => Value::Text(text.to_lowercase()),
        (value, _) => value,
    }
}

/// One value for a key of one or several columns; `NULL` where one of them is, as in SQL a key
/// with a `NULL` in it refers to nothing.
fn key_of(mut values: impl ExactSizeIterator<Item = Value>) -> Value {
    if values.len() == 1 {
        return values.next().unwrap_or(Value::Null);
    }
    let values: Vec<Value> = values.collect();
    if values.iter().any(Value::is_null) {
        Value::Null
    } else {
        Value::Array(values)
    }
}

/// The keys of the sources, each once, by the target's columns; `None` when there is none.
fn distinct_keys(relation: &'static RelationDef, sources: &[Value]) -> Option<Vec<(u16, Value)>> {
    let mut columns: Vec<Vec<Value>> =
        vec![Vec::with_capacity(sources.len()); relation.columns.len()];
    // In the sources' order, so that the same records make the same query.
    let mut seen = HashSet::with_capacity(sources.len());
    for key in sources {
        if key.is_null() || !seen.insert(key) {
            continue;
        }
        match key {
            Value::Array(parts) if relation.columns.len() > 1 => {
                for (column, part) in columns.iter_mut().zip(parts) {
                    column.push(part.clone());
                }
            }
            key => columns[0].push(key.clone()),
        }
    }
    if seen.is_empty() {
        return None;
    }
    let targets = relation.columns.iter().map(|(_, target)| *target);
    Some(targets.zip(columns.into_iter().map(Value::Array)).collect())
}

/// The condition that a row is related to one of the keys.
fn related_to(mut keys: Vec<(u16, Value)>) -> Node {
    match keys.pop() {
        Some((place, values)) if keys.is_empty() => Node::InList {
            place,
            values,
            negated: false,
        },
        last => {
            keys.extend(last);
            Node::InRows { columns: keys }
        }
    }
}
