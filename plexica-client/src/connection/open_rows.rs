use std::{
    future::poll_fn,
    pin::{Pin, pin},
    task::{Context, Poll, ready},
};

use futures_util::Stream;
use tokio_postgres::{Row, RowStream};

use super::Executor;
use crate::{Error, query::Statement};

/// The rows of a statement as they come, and the connection that they come on.
///
/// No more of them are in memory than the protocol layer reads at once: the server waits while
/// nobody asks. Dropped before their end, the statement is one that was given up; its connection is
/// not used again before the statement has ended.
pub(crate) struct OpenRows<'a> {
    // Before the connection, so that whoever clears that up finds nobody listening.
    rows: Pin<Box<RowStream>>,
    executor: Executor<'a>,
    statement: Statement,
    span: tracing::Span,
}

impl<'a> Executor<'a> {
    /// Sends a statement and waits for its first answer.
    pub(crate) async fn open_rows(self, statement: Statement) -> Result<OpenRows<'a>, Error> {
        self.refuse_beside_a_stream()?;
        let span = self.span(&statement);
        if let Some(transaction) = self.transaction() {
            transaction.sent();
        }
        let under_way = self.connection().start();
        let opened = {
            let mut opening = pin!(self.open(&statement));
            poll_fn(|context| span.in_scope(|| opening.as_mut().poll(context))).await
        };
        match opened {
            Ok(rows) => {
                if let Some(transaction) = self.transaction() {
                    transaction.set_streaming(true);
                }
                Ok(OpenRows {
                    rows: Box::pin(rows),
                    executor: self,
                    statement,
                    span,
                })
            }
            Err(error) => {
                under_way.end();
                if let Some(transaction) = self.transaction() {
                    transaction.failed_with(&error);
                    transaction.seen(false);
                }
                Err(self.error(error, &statement))
            }
        }
    }
}

impl OpenRows<'_> {
    /// The next row, decoded. After an error or the end there is nothing to ask for any more.
    pub(crate) fn poll_next<T>(
        &mut self,
        context: &mut Context<'_>,
        decode: impl FnOnce(&Row) -> Result<T, tokio_postgres::Error>,
    ) -> Poll<Option<Result<T, Error>>> {
        let polled = self.span.in_scope(|| self.rows.as_mut().poll_next(context));
        Poll::Ready(match ready!(polled) {
            Some(Ok(row)) => {
                Some(decode(&row).map_err(|error| self.executor.error(error, &self.statement)))
            }
            Some(Err(error)) => {
                if let Some(transaction) = self.executor.transaction() {
                    transaction.failed_with(&error);
                }
                self.saw_the_end(false);
                Some(Err(self.executor.error(error, &self.statement)))
            }
            None => {
                self.saw_the_end(true);
                None
            }
        })
    }

    fn saw_the_end(&self, succeeded: bool) {
        self.executor.connection().end();
        if let Some(transaction) = self.executor.transaction() {
            transaction.seen(succeeded);
        }
    }
}

impl Drop for OpenRows<'_> {
    fn drop(&mut self) {
        if let Some(transaction) = self.executor.transaction() {
            transaction.set_streaming(false);
        }
    }
}
