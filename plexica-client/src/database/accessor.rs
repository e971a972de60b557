use std::{fmt, marker::PhantomData};

use futures_util::Stream;

use super::Scope;
use crate::{
    model::{Key, ManyToMany, Model, Writable},
    query::{
        AggregateQuery, AggregateSet, Count, Exists, Filter, Find, FindFirst, FindMany, FindUnique,
        GroupBy, GroupKeys, Include, NoAggregates, SoftDelete,
    },
    value::{Bind, BindList},
    write::{
        ChangeLinks, ConflictTarget, CopyIn, CreateMany, Creating, Delete, DeleteMany, LinkChange,
        NewRecord, NewRelated, Parents, Restore, RestoreMany, RowValues, Updating, UpdatingMany,
        Upsert, tree_with,
    },
};

/// The queries on one model in one scope: what `acme.user()` gives.
pub struct Accessor<'a, M> {
    scope: &'a Scope,
    of: PhantomData<fn() -> M>,
}

impl<M> Clone for Accessor<'_, M> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<M> Copy for Accessor<'_, M> {}

impl<M> fmt::Debug for Accessor<'_, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Accessor")
            .field("tenant_schema", &self.scope.tenant_schema())
            .finish_non_exhaustive()
    }
}

impl<'a, M: Model> Accessor<'a, M> {
    /// The model's queries in this scope. For generated code.
    #[doc(hidden)]
    #[must_use]
    pub fn new(scope: &'a Scope) -> Self {
        Self {
            scope,
            of: PhantomData,
        }
    }

    /// The row with a unique key, if there is one.
    pub fn find_unique(self, key: Key<M>) -> FindUnique<'a, M> {
        Find::unique(self.scope, key)
    }

    /// The first row that matches, if any. Without an order, whichever comes first.
    pub fn find_first(self) -> FindFirst<'a, M> {
        Find::first(self.scope)
    }

    /// All rows that match.
    pub fn find_many(self) -> FindMany<'a, M> {
        Find::many(self.scope)
    }

    /// How many rows match.
    pub fn count(self) -> Count<'a, M> {
        Count::new(self.scope)
    }

    /// Whether any row matches.
    pub fn exists(self) -> Exists<'a, M> {
        Exists::new(self.scope)
    }
}

impl<'a, M: Model> Accessor<'a, M> {
    /// Aggregates of all rows that match: one, or a tuple of several.
    ///
    /// ```ignore
    /// let (posts, views) = acme.post()
    ///     .aggregate((post::id.count(), post::views.sum()))
    ///     .filter(post::published.eq(true))
    ///     .await?;
    /// ```
    pub fn aggregate<A: AggregateSet<M>>(self, aggregates: A) -> AggregateQuery<'a, M, A> {
        AggregateQuery::new(self.scope, aggregates)
    }

    /// Groups the rows that have the same value in a column, or in each of a tuple of columns. What
    /// to work out of each group, [`GroupBy::aggregate`] says.
    ///
    /// ```ignore
    /// let views: Vec<(PostStatus, Option<i64>)> = acme.post()
    ///     .group_by(post::status)
    ///     .aggregate(post::views.sum())
    ///     .having(post::views.sum().gt(10))
    ///     .order_by(post::views.sum().desc())
    ///     .take(5)
    ///     .await?;
    /// ```
    pub fn group_by<K: GroupKeys<M>>(self, keys: K) -> GroupBy<'a, M, K, NoAggregates> {
        GroupBy::new(self.scope, keys)
    }
}

impl<'a, M: Writable> Accessor<'a, M> {
    /// Makes a row and gives it back. Optional fields are set by the generated setters, and `nested`
    /// writes related rows with it.
    ///
    /// ```ignore
    /// let posts = user::posts.create_many(|author_id| {
    ///     ["one", "two"].map(|slug| post::Create { slug: slug.into(), author_id })
    /// });
    /// let ada = user::Create { email: "ada@acme.test".into() };
    /// let ada = acme.user().create(ada).first_name("Ada").nested(posts).await?;
    /// ```
    pub fn create(self, record: impl NewRelated<'a, M>) -> M::Draft<Creating<'a, M>> {
        let (values, tree) = record.into_tree();
        M::draft(Creating::new(self.scope, tree), values)
    }

    /// Makes a row together with the row that it refers to, or with several in a tuple, and gives it
    /// back: all of it in one transaction. The closure is given the key of the other row, for the field
    /// of `Create` that wants it; with several rows, a tuple of the keys.
    ///
    /// The rows are made first, or found: `create`, `connect` and `connect_or_create` of relations
    /// whose foreign key the new row has. A key that the program makes is known at once, and then all of
    /// it goes out in one flight.
    ///
    /// ```ignore
    /// let ada = post::author.create(user::Create { email: "ada@acme.test".into() });
    /// let post = acme.post()
    ///     .create_with(ada, |author_id| post::Create { slug: "news".into(), author_id })
    ///     .stars(5)
    ///     .await?;
    /// ```
    pub fn create_with<P, N>(
        self,
        parents: P,
        row: impl FnOnce(P::Keys) -> N + Send + 'a,
    ) -> M::Draft<Creating<'a, M>>
    where
        P: Parents<'a, Model = M>,
        N: NewRelated<'a, M>,
    {
        let tree = tree_with(parents, row);
        M::draft(Creating::new(self.scope, tree), RowValues::default())
    }

    /// Makes many rows at once.
    pub fn create_many<N: NewRecord<M>>(
        self,
        records: impl IntoIterator<Item = N>,
    ) -> CreateMany<'a, M> {
        CreateMany::new(
            self.scope,
            records.into_iter().map(NewRecord::into_values).collect(),
        )
    }

    /// Makes a row of each item of a stream, and says how many: by PostgreSQL's `COPY`, in one
    /// transaction, and with no more of them in memory than are on their way. Columns that `COPY`
    /// cannot be given in its binary form (`money`, `bit`, lists of an enum) go by inserts.
    ///
    /// The stream must not wait for the transaction that it is copied in: its connection is busy.
    ///
    /// ```ignore
    /// let rows = futures_util::stream::iter(lines).map(|line| entry::Create { text: line });
    /// let count = acme.entry().copy_in(rows).await?;
    /// ```
    pub fn copy_in<N: NewRecord<M>>(
        self,
        records: impl Stream<Item = N> + Send + 'a,
    ) -> CopyIn<'a, M> {
        CopyIn::new(self.scope, records)
    }

    /// Changes the row with a unique key and gives it back.
    pub fn update(self, key: Key<M>) -> M::Changes<Updating<'a, M>> {
        M::changes(Updating::new(self.scope, key))
    }

    /// Changes all rows that match. [`Filter::all`] means every row.
    pub fn update_many(self, filter: Filter<M>) -> M::Changes<UpdatingMany<'a, M>> {
        M::changes(UpdatingMany::new(self.scope, filter))
    }

    /// Makes a row, or changes the one that has the same value of this unique key.
    pub fn upsert(
        self,
        key: impl ConflictTarget<M>,
        record: impl NewRelated<'a, M>,
    ) -> Upsert<'a, M> {
        Upsert::new(self.scope, &key, record)
    }

    /// Relates the row with this key to rows of a many-to-many relation, and says how many links
    /// are new. Those that are there already are no error.
    ///
    /// ```ignore
    /// acme.post().connect(post::tags, post.id, [news.id, sport.id]).await?;
    /// ```
    pub fn connect<R: ManyToMany<Source = M>>(
        self,
        relation: Include<R>,
        key: impl Bind<R::SourceKey>,
        targets: impl BindList<R::TargetKey>,
    ) -> ChangeLinks<'a, R> {
        self.change_links(relation, LinkChange::Connect, key, targets)
    }

    /// Takes links of a many-to-many relation away, and says how many there were. The rows stay.
    pub fn disconnect<R: ManyToMany<Source = M>>(
        self,
        relation: Include<R>,
        key: impl Bind<R::SourceKey>,
        targets: impl BindList<R::TargetKey>,
    ) -> ChangeLinks<'a, R> {
        self.change_links(relation, LinkChange::Disconnect, key, targets)
    }

    /// Relates the row with this key to just these rows of a many-to-many relation, and says how
    /// many links are new.
    pub fn set<R: ManyToMany<Source = M>>(
        self,
        relation: Include<R>,
        key: impl Bind<R::SourceKey>,
        targets: impl BindList<R::TargetKey>,
    ) -> ChangeLinks<'a, R> {
        self.change_links(relation, LinkChange::Set, key, targets)
    }

    fn change_links<R: ManyToMany<Source = M>>(
        self,
        _: Include<R>,
        change: LinkChange,
        key: impl Bind<R::SourceKey>,
        targets: impl BindList<R::TargetKey>,
    ) -> ChangeLinks<'a, R> {
        ChangeLinks::new(self.scope, change, key.bind(), targets.bind_list())
    }

    /// Deletes the row with a unique key and gives back what it was.
    pub fn delete(self, key: Key<M>) -> Delete<'a, M> {
        Delete::new(self.scope, key)
    }

    /// Deletes all rows that match. [`Filter::all`] means every row.
    pub fn delete_many(self, filter: Filter<M>) -> DeleteMany<'a, M> {
        DeleteMany::new(self.scope, filter)
    }
}

impl<'a, M: SoftDelete> Accessor<'a, M> {
    /// Brings the deleted row with a unique key back. A row that is not deleted is an error of the
    /// kind [`NotFound`](crate::ErrorKind::NotFound).
    pub fn restore(self, key: Key<M>) -> Restore<'a, M> {
        Restore::new(self.scope, key)
    }

    /// Brings all deleted rows back that match. [`Filter::all`] means every one.
    pub fn restore_many(self, filter: Filter<M>) -> RestoreMany<'a, M> {
        RestoreMany::new(self.scope, filter)
    }
}
