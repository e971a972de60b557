//! A relation of which some rows are loaded, and all are counted.

use std::{fmt, ops::Deref};

use futures_util::future::BoxFuture;

use super::{Counted, Find, Include, Load, Records};
use crate::{
    Error,
    connection::Executor,
    model::{Attach, Many, Model, Relation},
};

/// The related rows that were loaded, and how many there are.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize)]
pub struct RowsAndCount<T> {
    /// Those that were loaded: all, or what `take` and `skip` leave.
    pub rows: Vec<T>,
    /// How many there are, whatever `take` and `skip` say.
    pub count: u64,
}

impl<T> Deref for RowsAndCount<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.rows
    }
}

/// A relation whose rows are loaded with the records, and counted too.
pub struct LoadedAndCounted<R, L> {
    load: Include<R, L>,
    count: Counted<R>,
}

impl<R, L> fmt::Debug for LoadedAndCounted<R, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("LoadedAndCounted").field(&self.load).finish()
    }
}

impl<R: Relation, L> LoadedAndCounted<R, L> {
    fn of(load: Include<R, L>) -> Self {
        Self {
            count: Counted::of(load.without_what_it_loads()),
            load,
        }
    }
}

/// What `.with_and_count(…)` makes of a query.
type FindWithBoth<'a, C, M, L, R, N> = Find<'a, C, Records<M, (L, LoadedAndCounted<R, N>)>>;

impl<'a, C, M: Model, L: Load<M>> Find<'a, C, Records<M, L>> {
    /// Loads a relation with the records, and how many rows it has: two queries more, in one flight,
    /// however many records there are. Its field is a [`RowsAndCount`] then.
    ///
    /// ```ignore
    /// let newest = user::posts.order_by(post::created_at.desc()).take(3);
    /// let users = acme.user().find_many().with_and_count(newest).await?;
    /// println!("{} of {}", users[0].posts.len(), users[0].posts.count);
    /// ```
    ///
    /// Rows that the relation's `filter` leaves out are not counted, nor are deleted ones unless it
    /// says otherwise.
    pub fn with_and_count<R, N>(self, relation: Include<R, N>) -> FindWithBoth<'a, C, M, L, R, N>
    where
        R: Relation<Source = M, Arity = Many>,
        (L, LoadedAndCounted<R, N>): Load<M>,
    {
        self.projecting(|records| records.loading(LoadedAndCounted::of(relation)))
    }
}

impl<R: Relation, L, D> Include<R, L, D> {
    /// Loads a relation of the related rows with them, and how many rows it has.
    #[must_use]
    pub fn with_and_count<N, M>(
        self,
        relation: Include<N, M>,
    ) -> Include<R, (L, LoadedAndCounted<N, M>)>
    where
        N: Relation<Source = R::Target, Arity = Many>,
    {
        self.loading(LoadedAndCounted::of(relation))
    }
}

type Both<L, T> = RowsAndCount<<L as Load<T>>::Output>;

impl<M, Before, R, L> Load<M> for (Before, LoadedAndCounted<R, L>)
where
    M: Model,
    R: Relation<Source = M, Arity = Many>,
    Before: Load<M>,
    Before::Output: Attach<R>,
    L: Load<R::Target>,
    <Before::Output as Attach<R>>::With<Both<L, R::Target>>: Clone + Send + Sync,
{
    type Output = <Before::Output as Attach<R>>::With<Both<L, R::Target>>;
    type Fetched = (Before::Fetched, std::vec::IntoIter<Both<L, R::Target>>);

    fn fetch<'a>(
        &'a self,
        executor: &'a Executor<'a>,
        records: &'a [M],
    ) -> impl Future<Output = Result<Self::Fetched, Error>> + Send + 'a {
        let fetched: BoxFuture<'a, _> = Box::pin(async move {
            let (before, rows, counts) = futures_util::try_join!(
                self.0.fetch(executor, records),
                self.1.load.fetch_related(executor, records),
                self.1.count.fetch(executor, records)
            )?;
            let both = rows.into_iter().zip(counts);
            let both: Vec<_> = both
                .map(|(rows, count)| RowsAndCount { rows, count })
                .collect();
            Ok((before, both.into_iter()))
        });
        fetched
    }

    fn attach_next(fetched: &mut Self::Fetched, record: M) -> Option<Self::Output> {
        let record = Before::attach_next(&mut fetched.0, record)?;
        Some(record.attach(fetched.1.next()?))
    }
}
