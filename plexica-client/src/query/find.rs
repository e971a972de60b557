use std::{fmt, future::IntoFuture, marker::PhantomData};

use futures_util::future::BoxFuture;

use super::{
    AtMostOne, ColumnSet, Conditional, Cursor, Deleted, Explain, Filter, Include, IntoOrder, Keyed,
    Listing, Load, LoadedStream, ManyRows, Optional, OrderItem, Projection, Records, RowByRow,
    RowStream, Rows, Select, SelectAs, Selected, Selection, Several, SoftDelete, Statement, Whole,
    Writer,
};
use crate::{
    Error,
    connection::Executor,
    database::{BatchQuery, Scope},
    model::{Columns, Key, Model, Relation},
};

/// A query that reads from one model: `find_many`, `find_first` or `find_unique`.
///
/// Nothing happens until it is awaited. `C` says how many rows it gives, `P` what each becomes.
#[must_use = "a query does nothing until it is awaited"]
pub struct Find<'a, C, P> {
    scope: &'a Scope,
    pub(super) select: Select,
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

    /// Only rows that come after this one in the query's order: the next page.
    ///
    /// ```ignore
    /// let newest = || acme.post().find_many().order_by(post::created_at.desc()).take(20);
    /// let page = newest().await?;
    /// let next = newest().after(&page[19]).await?;
    /// ```
    ///
    /// The row's own values say where it stands; it need not be there any more. Where the order
    /// leaves two rows equal, the primary key decides, in the direction that the order ends with.
    /// An order by related rows or by a rank, of which a record has no values, is an error of the kind
    /// [`InvalidQuery`](crate::ErrorKind::InvalidQuery).
    pub fn after(mut self, row: &impl Columns<Model = P::Model>) -> Self {
        self.select.after = Some(Cursor::at(row, P::Model::def()));
        self
    }

    /// Only rows that come before this one in the query's order: the page before, as
    /// [`after`](Self::after) the next.
    ///
    /// With `take`, and without `after`, those nearest to it, still in the query's order; `skip`
    /// then leaves out the nearest.
    pub fn before(mut self, row: &impl Columns<Model = P::Model>) -> Self {
        self.select.before = Some(Cursor::at(row, P::Model::def()));
        self
    }

    /// Of the rows that are equal in these columns, only the first of the order.
    ///
    /// ```ignore
    /// // Each author's newest post, the newest of all first.
    /// acme.post().find_many().distinct(post::author_id).order_by(post::created_at.desc()).await?;
    /// ```
    pub fn distinct(mut self, columns: impl ColumnSet<P::Model>) -> Self {
        self.select.distinct = columns.places();
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

impl<C: Several, P: Projection> Find<'_, C, P> {
    /// At most so many rows.
    pub fn take(mut self, rows: u64) -> Self {
        self.select.take = Some(rows);
        self
    }
}

impl<'a, C: Several, P: RowByRow> Find<'a, C, P> {
    /// The rows one by one, as they come, in bounded memory however many there are.
    ///
    /// ```ignore
    /// let mut users = acme.user().find_many().select((user::id, user::email)).stream();
    /// while let Some((id, email)) = users.try_next().await? {
    ///     println!("{id}: {email}");
    /// }
    /// ```
    ///
    /// The stream holds a connection until it ends or is dropped.
    pub fn stream(self) -> RowStream<'a, P> {
        RowStream::new(self.scope, self.select, &self.projection)
    }
}

impl<'a, C: Several, M: Model, L, I> Find<'a, C, Records<M, (L, I)>>
where
    (L, I): Load<M> + 'a,
{
    /// The records with their relations, as they come, in bounded memory however many there are. See
    /// [`LoadedStream`] for how they are fetched.
    ///
    /// ```ignore
    /// let mut users = acme.user().find_many().with(user::posts).stream();
    /// while let Some(user) = users.try_next().await? {
    ///     println!("{} wrote {} posts", user.email, user.posts.len());
    /// }
    /// ```
    pub fn stream(self) -> LoadedStream<'a, <(L, I) as Load<M>>::Output> {
        LoadedStream::new(self.scope, self.select, self.projection.into_load())
    }
}

impl<'a, C, M: Model, L: Load<M>> Find<'a, C, Records<M, L>> {
    /// Loads a relation with the records: one query more, however many records there are.
    pub fn with<R, N, D>(self, include: Include<R, N, D>) -> FindWith<'a, C, M, L, R, N>
    where
        R: Relation<Source = M>,
        (L, Include<R, N>): Load<M>,
    {
        self.projecting(|records| records.loading(include.into_load()))
    }
}

impl<'a, C, M: Model> Find<'a, C, Records<M>> {
    /// Reads only these columns, as a tuple. Among them can be columns of related rows, how many
    /// related rows there are, and what the server computes.
    ///
    /// ```ignore
    /// let counts = acme.user().find_many().select((user::email, user::posts.count())).await?;
    /// let lines = acme.post().find_many().select((post::title.upper(), post::author.select(user::email)));
    /// ```
    pub fn select<S: Selection<M>>(self, selection: S) -> Find<'a, C, Selected<M, S>> {
        self.projecting(|_| Selected::new(selection))
    }

    /// Reads only what a struct of your own is made of: one with `#[derive(SelectAs)]`.
    ///
    /// ```ignore
    /// #[derive(plexica_client::SelectAs)]
    /// #[plexica(model = db::user)]
    /// struct Contact {
    ///     email: String,
    ///     first_name: Option<String>,
    /// }
    ///
    /// let contacts = acme.user().find_many().select_as::<Contact>().await?;
    /// ```
    pub fn select_as<T: SelectAs<Model = M>>(self) -> Find<'a, C, Selected<M, Whole<T>>> {
        self.projecting(|_| Selected::new(Whole::new()))
    }
}

impl<'a, C: Optional, P> Find<'a, C, P> {
    /// No such row is an error of the kind [`NotFound`](crate::ErrorKind::NotFound).
    pub fn or_not_found(self) -> Find<'a, C::Required, P> {
        self.giving()
    }
}

impl<'a, C, P> Find<'a, C, P> {
    /// The same query, which makes something else of each row.
    pub(super) fn projecting<Q>(self, project: impl FnOnce(P) -> Q) -> Find<'a, C, Q> {
        Find {
            scope: self.scope,
            select: self.select,
            projection: project(self.projection),
            cardinality: PhantomData,
        }
    }

    /// The same query, whose rows another type stands for.
    pub(super) fn giving<D>(self) -> Find<'a, D, P> {
        Find {
            scope: self.scope,
            select: self.select,
            projection: self.projection,
            cardinality: PhantomData,
        }
    }
}

impl<'a, C, P: Projection> Find<'a, C, P> {
    /// The statement's SQL, with `$1`, `$2` where its values go.
    #[must_use]
    pub fn to_sql(&self) -> String {
        self.statement().sql
    }

    /// How the server runs the query, instead of its rows.
    pub fn explain(self) -> Explain<'a> {
        Explain::new(self.scope, self.statement())
    }

    fn statement(&self) -> Statement {
        let columns = |writer: &mut Writer<'_>| self.projection.columns(writer);
        self.select
            .clone()
            .statement_of(P::Model::def(), self.scope.tenant_schema(), columns)
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
            self.select.check(P::Model::def(), self.scope)?;
            let executor = self.scope.reader().await?;
            self.run(&executor).await
        })
    }
}

impl<C: Rows, P: Projection> BatchQuery for Find<'_, C, P> {
    type Output = C::Output<P::Row>;

    const READS: bool = true;

    fn scope(&self) -> &Scope {
        self.scope
    }

    async fn run(self, executor: &Executor<'_>) -> Result<C::Output<P::Row>, Error> {
        self.select.check(P::Model::def(), self.scope)?;
        let is_backwards = self.select.is_backwards();
        let mut rows = self.projection.fetch(executor, self.select).await?;
        if is_backwards {
            rows.reverse();
        }
        C::output(rows, P::Model::def().name)
    }
}
