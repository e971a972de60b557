use std::{
    fmt,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    task::{Context, Poll},
};

use futures_util::{
    Stream, TryStreamExt,
    stream::{self, BoxStream},
};

use super::{Load, Select, Statement, Writer};
use crate::{
    Error,
    connection::TransactionState,
    database::Scope,
    model::{Model, ModelDef},
};

/// How many records are fetched, and their relations loaded, at once.
const BATCH: usize = 500;

/// The records of a query with their relations, as they come: what `stream` gives after `with`.
///
/// It is a `Stream`; [`try_next`](Self::try_next) needs no crate for those. Nothing is sent before
/// it is asked for its first record, and after an error it is over.
///
/// The records come from a cursor of the server, 500 at once, and what belongs to those is loaded before
/// the next are fetched, on the same connection. Outside a transaction it has one of its own, read-only
/// and `REPEATABLE READ`, so that records and relations are of one moment; it holds its connection until
/// it ends or is dropped. Within one, other queries of the transaction can come in between; dropped in
/// the middle, its cursor is there until the transaction ends.
#[must_use = "a stream does nothing until it is asked for records"]
pub struct LoadedStream<'a, T> {
    records: BoxStream<'a, Result<T, Error>>,
}

impl<'a, T: Send + 'a> LoadedStream<'a, T> {
    pub(super) fn new<M, L>(scope: &'a Scope, select: Select, load: L) -> Self
    where
        M: Model,
        L: Load<M, Output = T> + 'a,
    {
        let batches = Batches {
            scope,
            load,
            next: Next::Open(select),
        };
        let batches = stream::try_unfold(batches, async |mut batches| {
            let batch = batches.next::<M>().await?;
            Ok::<_, Error>(batch.map(|batch| (batch, batches)))
        });
        let records = batches.map_ok(|batch| stream::iter(batch.into_iter().map(Ok)));
        Self {
            records: Box::pin(records.try_flatten()),
        }
    }
}

impl<T> LoadedStream<'_, T> {
    /// The next record; `None` after the last one.
    ///
    /// ```ignore
    /// let mut users = acme.user().find_many().with(user::posts).stream();
    /// while let Some(user) = users.try_next().await? {
    ///     println!("{}: {}", user.email, user.posts.len());
    /// }
    /// ```
    ///
    /// # Errors
    /// What the server says, before the first record or between two, or that a row cannot be read.
    pub async fn try_next(&mut self) -> Result<Option<T>, Error> {
        self.records.try_next().await
    }
}

impl<T> Stream for LoadedStream<'_, T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.records.as_mut().poll_next(context)
    }
}

impl<T> fmt::Debug for LoadedStream<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LoadedStream").finish_non_exhaustive()
    }
}

struct Batches<'a, L> {
    scope: &'a Scope,
    load: L,
    next: Next,
}

enum Next {
    Open(Select),
    Fetch(Cursor),
    Over,
}

/// A cursor of the server, in a transaction that it lives no longer than.
struct Cursor {
    scope: Scope,
    name: String,
    /// Ends with the cursor where it was begun for it.
    own: Option<Arc<TransactionState>>,
}

impl<L> Batches<'_, L> {
    /// The next records with what belongs to them; `None` after the last ones.
    async fn next<M: Model>(&mut self) -> Result<Option<Vec<L::Output>>, Error>
    where
        L: Load<M>,
    {
        let cursor = match std::mem::replace(&mut self.next, Next::Over) {
            Next::Over => return Ok(None),
            Next::Open(select) => Cursor::open(self.scope, select, M::def()).await?,
            Next::Fetch(cursor) => cursor,
        };
        let loaded = {
            let executor = cursor.scope.executor().await?;
            let fetch = format!("FETCH FORWARD {BATCH} FROM {}", cursor.name);
            let records = executor.rows(&once(fetch, M::def()), M::decode).await?;
            self.load.load(&executor, records).await?
        };
        if loaded.len() == BATCH {
            self.next = Next::Fetch(cursor);
        } else {
            cursor.close(M::def()).await?;
        }
        Ok((!loaded.is_empty()).then_some(loaded))
    }
}

impl Cursor {
    async fn open(scope: &Scope, select: Select, model: &'static ModelDef) -> Result<Self, Error> {
        if select.is_backwards() {
            return Err(Error::stream_backwards());
        }
        select.check(model, scope)?;
        let (scope, own) = match scope.is_in_transaction() {
            true => (scope.clone(), None),
            false => {
                let (scope, own) = scope.begin_for_cursor().await?;
                (scope, Some(own))
            }
        };
        // Another may be open in the same transaction.
        static OPENED: AtomicU64 = AtomicU64::new(0);
        let number = OPENED.fetch_add(1, Ordering::Relaxed);
        let name = plexica_ident::quote(&format!("plexica_rows_{number}"));
        let columns = |writer: &mut Writer<'_>| writer.push(model.select_list());
        let select = select.statement_of(model, scope.tenant_schema(), columns);
        let declare = Statement {
            sql: format!("DECLARE {name} NO SCROLL CURSOR FOR {}", select.sql),
            is_kept: false,
            ..select
        };
        scope.executor().await?.execute(&declare).await?;
        Ok(Self { scope, name, own })
    }

    async fn close(self, model: &'static ModelDef) -> Result<(), Error> {
        match self.own {
            Some(own) => own.commit().await,
            None => {
                let close = once(format!("CLOSE {}", self.name), model);
                let executor = self.scope.executor().await?;
                executor.execute(&close).await.map(drop)
            }
        }
    }
}

/// A statement on one cursor. Prepared, it would be of columns that the next cursor does not have.
fn once(sql: String, model: &'static ModelDef) -> Statement {
    Statement {
        sql,
        parameters: Vec::new(),
        model: Some(model),
        is_kept: false,
    }
}
