use std::pin::Pin;

use bytes::Bytes;
use futures_util::future::join;
use tokio_postgres::{binary_copy::BinaryCopyInWriter, types::Type};

use super::{Executor, manager::UnderWay, transaction::answered};
use crate::{Error, query::Statement, value::Value};

/// Rows on their way into a table, by PostgreSQL's `COPY`. Dropped before its end, none of them is
/// there.
pub(crate) struct Copy<'a> {
    executor: &'a Executor<'a>,
    statement: Statement,
    writer: Pin<Box<BinaryCopyInWriter>>,
    under_way: UnderWay<'a>,
}

impl<'a> Copy<'a> {
    /// Starts a `COPY … FROM STDIN (FORMAT binary)` of columns that cross the wire as these types.
    /// Only within a transaction.
    pub(crate) async fn start(
        executor: &'a Executor<'a>,
        statement: Statement,
        types: &[Type],
    ) -> Result<Self, Error> {
        executor.refuse_beside_a_stream()?;
        let client = &executor.connection().client;
        let transaction = executor.transaction();
        if let Some(transaction) = transaction {
            transaction.sent();
        }
        let under_way = executor.connection().start();
        executor.connection().copy_begins();
        let open = client.copy_in::<str, Bytes>(&statement.sql);
        let opened = match transaction.and_then(|transaction| transaction.send_ahead()) {
            Some(ahead) => {
                let (begun, opened) = join(answered(ahead), open).await;
                begun.and(opened)
            }
            None => open.await,
        };
        match opened {
            Ok(sink) => Ok(Self {
                executor,
                statement,
                writer: Box::pin(BinaryCopyInWriter::new(sink, types)),
                under_way,
            }),
            Err(error) => {
                under_way.end();
                Err(executor.copy_failed(&statement, error))
            }
        }
    }

    /// The next row: a value for each column.
    pub(crate) async fn write(&mut self, row: &[Value]) -> Result<(), Error> {
        let written = self.writer.as_mut().write_raw(row).await;
        // The connection goes back unclean: what is on its way has not ended.
        written.map_err(|error| self.executor.copy_failed(&self.statement, error))
    }

    /// The end: how many rows there are.
    pub(crate) async fn finish(mut self) -> Result<u64, Error> {
        let finished = self.writer.as_mut().finish().await;
        self.under_way.end();
        match finished {
            Ok(rows) => {
                self.executor.connection().copy_ended();
                self.executor.copy_ended();
                Ok(rows)
            }
            Err(error) => Err(self.executor.copy_failed(&self.statement, error)),
        }
    }
}
