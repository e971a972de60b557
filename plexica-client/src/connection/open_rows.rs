use std::{
    future::poll_fn,
    pin::{Pin, pin},
    task::{Context, Poll, ready},
};

use futures_util::Stream;
use tokio_postgres::{Row, RowStream};

use super::Executor;
use crate::{
    Error,
    observe::{Observer, QueryInfo, QueryOutcome, Watch},
    query::Statement,
};

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
    watch: Watch,
    read: u64,
}

impl<'a> Executor<'a> {
    /// Sends a statement and waits for its first answer.
    pub(crate) async fn open_rows(self, statement: Statement) -> Result<OpenRows<'a>, Error> {
        self.refuse_beside_a_stream()?;
        let mut watch = Watch::start(self.observer(), &self.of(&statement));
        if let Some(transaction) = self.transaction() {
            transaction.sent();
        }
        let under_way = self.connection().start();
        let opened = {
            let mut opening = pin!(self.open(&statement));
            let span = watch.span();
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
                    watch,
                    read: 0,
                })
            }
            Err(error) => {
                under_way.end();
                if let Some(transaction) = self.transaction() {
                    transaction.failed_with(&error);
                    transaction.seen(false);
                }
                let error = self.error(error, &statement);
                let outcome = QueryOutcome::Failed(&error);
                watch.end(self.observer(), &self.of(&statement), &outcome);
                Err(error)
            }
        }
    }

    fn observer(&self) -> &'a Observer {
        &self.shared().observer
    }

    fn of<'s>(&'s self, statement: &'s Statement) -> QueryInfo<'s> {
        self.query(&statement.sql, statement.model)
    }
}

impl OpenRows<'_> {
    /// The next row, decoded. After an error or the end there is nothing to ask for any more.
    pub(crate) fn poll_next<T>(
        &mut self,
        context: &mut Context<'_>,
        decode: impl FnOnce(&Row) -> Result<T, tokio_postgres::Error>,
    ) -> Poll<Option<Result<T, Error>>> {
        let polled = self
            .watch
            .span()
            .in_scope(|| self.rows.as_mut().poll_next(context));
        Poll::Ready(match ready!(polled) {
            Some(Ok(row)) => {
                self.read += 1;
                Some(decode(&row).map_err(|error| self.executor.error(error, &self.statement)))
            }
            Some(Err(error)) => {
                if let Some(transaction) = self.executor.transaction() {
                    transaction.failed_with(&error);
                }
                let error = self.executor.error(error, &self.statement);
                self.saw_the_end(Err(&error));
                Some(Err(error))
            }
            None => {
                self.saw_the_end(Ok(self.read));
                None
            }
        })
    }

    fn saw_the_end(&mut self, rows: Result<u64, &Error>) {
        self.executor.connection().end();
        if let Some(transaction) = self.executor.transaction() {
            transaction.seen(rows.is_ok());
        }
        self.tell(&match rows {
            Ok(rows) => QueryOutcome::Rows(rows),
            Err(error) => QueryOutcome::Failed(error),
        });
    }

    fn tell(&mut self, outcome: &QueryOutcome<'_>) {
        let Self {
            executor,
            statement,
            watch,
            ..
        } = self;
        watch.end(executor.observer(), &executor.of(statement), outcome);
    }
}

impl Drop for OpenRows<'_> {
    fn drop(&mut self) {
        if let Some(transaction) = self.executor.transaction() {
            transaction.set_streaming(false);
        }
        // Nothing, where its end was seen.
        self.tell(&QueryOutcome::Abandoned);
    }
}
