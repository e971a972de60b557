use std::{
    fmt,
    future::poll_fn,
    marker::PhantomData,
    mem,
    pin::Pin,
    task::{Context, Poll, ready},
};

use futures_util::{Stream, future::BoxFuture};

use super::{RowByRow, Select, Writer};
use crate::{Error, connection::OpenRows, database::Scope, model::Model};

/// The rows of a query as they come: what [`Find::stream`](super::Find::stream) gives.
///
/// It is a `Stream`; [`try_next`](Self::try_next) needs no crate for those. Nothing is sent before
/// it is asked for its first row, and after an error it is over.
///
/// From then on it holds a connection, until it ends or is dropped. However many rows there are, only
/// those are in memory that arrived together; the server waits while nobody asks. Dropped in the
/// middle, the statement is given up: outside a transaction the connection is used again once the
/// statement has ended, and closed if that does not happen soon. A transaction has one connection, so
/// another query of the same transaction is an error of the kind
/// [`InvalidQuery`](crate::ErrorKind::InvalidQuery) while its stream is open.
#[must_use = "a stream does nothing until it is asked for rows"]
pub struct RowStream<'a, P> {
    phase: Phase<'a>,
    /// What is read, where it is not the whole record.
    places: Option<Vec<Option<u16>>>,
    of: PhantomData<fn() -> P>,
}

enum Phase<'a> {
    Opening(BoxFuture<'a, Result<OpenRows<'a>, Error>>),
    Open(Box<OpenRows<'a>>),
    Over,
}

impl<'a, P: RowByRow> RowStream<'a, P> {
    pub(crate) fn new(scope: &'a Scope, select: Select, projection: &P) -> Self {
        let columns = |writer: &mut Writer<'_>| projection.columns(writer);
        let checked = match select.is_backwards() {
            true => Err(Error::stream_backwards()),
            false => select.check(P::Model::def(), scope),
        };
        let statement = select.statement_of(P::Model::def(), scope.tenant_schema(), columns);
        Self {
            phase: Phase::Opening(Box::pin(async move {
                checked?;
                scope.reader().await?.open_rows(statement).await
            })),
            places: projection.places(),
            of: PhantomData,
        }
    }

    /// The next row; `None` after the last one.
    ///
    /// ```ignore
    /// let mut users = acme.user().find_many().order_by(user::email.asc()).stream();
    /// while let Some(user) = users.try_next().await? {
    ///     println!("{}", user.email);
    /// }
    /// ```
    ///
    /// # Errors
    /// What the server says, before the first row or between two, or that a row cannot be read.
    pub async fn try_next(&mut self) -> Result<Option<P::Row>, Error> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context))
            .await
            .transpose()
    }
}

impl<P: RowByRow> Stream for RowStream<'_, P> {
    type Item = Result<P::Row, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        if let Phase::Opening(opening) = &mut this.phase {
            this.phase = match ready!(opening.as_mut().poll(context)) {
                Ok(rows) => Phase::Open(Box::new(rows)),
                Err(error) => {
                    this.phase = Phase::Over;
                    return Poll::Ready(Some(Err(error)));
                }
            };
        }
        let Phase::Open(rows) = &mut this.phase else {
            return Poll::Ready(None);
        };
        match ready!(rows.poll_next(context, P::decode)) {
            Some(Ok(row)) => Poll::Ready(Some(Ok(row))),
            Some(Err(error)) => {
                this.phase = Phase::Over;
                Poll::Ready(Some(Err(match &this.places {
                    Some(places) => error.in_selection(P::Model::def(), places),
                    None => error,
                })))
            }
            None => {
                // Gives the connection back, even if the stream is kept.
                drop(mem::replace(&mut this.phase, Phase::Over));
                Poll::Ready(None)
            }
        }
    }
}

impl<P> fmt::Debug for RowStream<'_, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let phase = match self.phase {
            Phase::Opening(_) => "opening",
            Phase::Open(_) => "open",
            Phase::Over => "over",
        };
        f.debug_struct("RowStream")
            .field("phase", &phase)
            .finish_non_exhaustive()
    }
}
