use std::{pin::pin, sync::Arc};

use futures_util::{TryStreamExt, future::join};
use tokio_postgres::{Row, RowStream, error::SqlState};

use super::{
    Connection, PooledConnection, Statements, TransactionState, Visit, transaction::answered,
};
use crate::{
    Error,
    database::Shared,
    error::is_decode,
    model::{Model, ModelDef},
    observe::{QueryInfo, Watched},
    query::{Select, Statement},
};

/// A connection to run the statements of one query on, and the scope they run in.
#[derive(Debug)]
pub struct Executor<'a> {
    connection: Handle<'a>,
    tenant_schema: &'a str,
    shared: &'a Shared,
}

#[derive(Debug)]
enum Handle<'a> {
    Pooled(PooledConnection),
    /// Others send on it too.
    Shared(Arc<PooledConnection>),
    Transaction(&'a Arc<TransactionState>),
}

impl<'a> Executor<'a> {
    pub(crate) fn pooled(
        connection: PooledConnection,
        tenant_schema: &'a str,
        shared: &'a Shared,
    ) -> Self {
        Self {
            connection: Handle::Pooled(connection),
            tenant_schema,
            shared,
        }
    }

    pub(crate) fn sharing(
        connection: Arc<PooledConnection>,
        tenant_schema: &'a str,
        shared: &'a Shared,
    ) -> Self {
        Self {
            connection: Handle::Shared(connection),
            tenant_schema,
            shared,
        }
    }

    pub(crate) fn in_transaction(
        transaction: &'a Arc<TransactionState>,
        tenant_schema: &'a str,
        shared: &'a Shared,
    ) -> Self {
        Self {
            connection: Handle::Transaction(transaction),
            tenant_schema,
            shared,
        }
    }

    pub(crate) fn tenant_schema(&self) -> &str {
        self.tenant_schema
    }

    pub(crate) fn is_in_transaction(&self) -> bool {
        self.transaction().is_some()
    }

    /// Keeps the transaction from being committed: something in it is half done.
    pub(crate) fn fail(&self) {
        if let Some(transaction) = self.transaction() {
            transaction.fail();
        }
    }

    /// What the server or the driver says about a `COPY`.
    pub(super) fn copy_failed(&self, copy: &Statement, error: tokio_postgres::Error) -> Error {
        if let Some(transaction) = self.transaction() {
            transaction.failed_with(&error);
            transaction.seen(false);
            // No answer on its connection can be told from another's.
            transaction.cannot_go_on();
        }
        self.error(error, copy)
    }

    /// Whether rows can be sent by `COPY`. PgBouncer is stuck when one fails, since the driver ends
    /// its messages twice, as it does not expect.
    pub(crate) fn has_copy(&self) -> bool {
        self.connection().mode() == Statements::Prepared
    }

    pub(super) fn copy_ended(&self) {
        if let Some(transaction) = self.transaction() {
            transaction.seen(true);
        }
    }

    pub(super) fn shared(&self) -> &'a Shared {
        self.shared
    }

    pub(super) fn catalog(&self) -> &'static [&'static ModelDef] {
        self.shared.catalog.models
    }

    pub(super) fn transaction(&self) -> Option<&Arc<TransactionState>> {
        match &self.connection {
            Handle::Pooled(_) | Handle::Shared(_) => None,
            Handle::Transaction(transaction) => Some(transaction),
        }
    }

    pub(super) fn connection(&self) -> &Connection {
        match &self.connection {
            Handle::Pooled(connection) => connection,
            Handle::Shared(connection) => connection,
            Handle::Transaction(transaction) => transaction.connection(),
        }
    }

    /// The records of a model that a `SELECT` gives.
    pub(crate) async fn records<M: Model>(&self, select: Select) -> Result<Vec<M>, Error> {
        let statement = select.statement(M::def(), self.tenant_schema, |sql| {
            sql.push_str(M::def().select_list())
        });
        self.rows(&statement, M::decode).await
    }

    /// What a statement's rows are decoded to, straight from the stream.
    pub(crate) async fn rows<T>(
        &self,
        statement: &Statement,
        decode: impl Fn(&Row) -> Result<T, tokio_postgres::Error>,
    ) -> Result<Vec<T>, Error> {
        self.run(statement, decode).await.map(|(rows, _)| rows)
    }

    /// How many rows a statement changed.
    pub(crate) async fn execute(&self, statement: &Statement) -> Result<u64, Error> {
        self.run(statement, |_| Ok(()))
            .await
            .map(|(_, affected)| affected)
    }

    async fn run<T>(
        &self,
        statement: &Statement,
        decode: impl Fn(&Row) -> Result<T, tokio_postgres::Error>,
    ) -> Result<(Vec<T>, u64), Error> {
        self.refuse_beside_a_stream()?;
        let query = self.query(&statement.sql, statement.model);
        let watched = Watched::start(&self.shared.observer, query);
        let collected = pin!(self.collect(statement, decode));
        let result = watched.run(collected).await;
        let result = result.map_err(|error| self.error(error, statement));
        watched.end(result.as_ref().map(|(_, rows)| *rows));
        result
    }

    /// What is told of a statement.
    pub(super) fn query<'s>(
        &'s self,
        sql: &'s str,
        model: Option<&'static ModelDef>,
    ) -> QueryInfo<'s> {
        QueryInfo {
            sql,
            model,
            tenant_schema: self.tenant_schema,
            is_in_transaction: self.is_in_transaction(),
        }
    }

    pub(super) fn error(&self, error: tokio_postgres::Error, statement: &Statement) -> Error {
        Error::from_postgres(error, &statement.sql, statement.model, self.catalog())
    }

    /// An answer comes after those to everything sent before. Behind rows that wait for their
    /// reader it would never come, where that reader is who waits for it.
    pub(super) fn refuse_beside_a_stream(&self) -> Result<(), Error> {
        match self.transaction() {
            Some(transaction) if transaction.is_streaming() => Err(Error::stream_open()),
            _ => Ok(()),
        }
    }

    async fn collect<T>(
        &self,
        statement: &Statement,
        decode: impl Fn(&Row) -> Result<T, tokio_postgres::Error>,
    ) -> Result<(Vec<T>, u64), tokio_postgres::Error> {
        let transaction = self.transaction();
        if let Some(transaction) = transaction {
            transaction.sent();
        }
        let under_way = self.connection().start();
        let result = async {
            let mut stream = pin!(self.open(statement).await?);
            let mut rows = Vec::new();
            while let Some(row) = stream.try_next().await? {
                rows.push(decode(&row)?);
            }
            Ok((rows, stream.rows_affected().unwrap_or_default()))
        }
        .await;
        under_way.end();
        if let Some(transaction) = transaction {
            if let Err(error) = &result {
                transaction.failed_with(error);
            }
            // A row that cannot be decoded is the caller's error, not the transaction's. A value
            // that cannot be sent is: what the transaction should have done lacks a part.
            transaction.seen(result.as_ref().map_or_else(is_decode, |_| true));
        }
        result
    }

    pub(super) async fn open(
        &self,
        statement: &Statement,
    ) -> Result<RowStream, tokio_postgres::Error> {
        let ahead = self
            .transaction()
            .and_then(|transaction| transaction.send_ahead());
        let sent = match ahead {
            Some(ahead) => {
                let (begun, stream) = join(answered(ahead), self.send(statement)).await;
                if begun.is_err()
                    && stream.is_ok()
                    && let Some(transaction) = self.transaction()
                {
                    // What was sent behind its `BEGIN` ran by itself, and no more may.
                    transaction.cannot_go_on();
                }
                begun?;
                stream
            }
            None => self.send(statement).await,
        };
        match sent {
            Err(error) if is_stale(&error) => {
                self.connection().statements().forget(&statement.sql);
                match self.transaction() {
                    // Over with; whoever tries it again has a new plan.
                    Some(_) => Err(error),
                    None => self.send(statement).await,
                }
            }
            // A transaction that nobody has any more: the `ROLLBACK` of one that was dropped was
            // cancelled, and nobody waited for its answer.
            Err(error) if is_aftermath(&error) && self.transaction().is_none() => {
                self.connection().client.batch_execute("ROLLBACK").await?;
                self.send(statement).await
            }
            sent => sent,
        }
    }

    /// Sends the statement the way that is best this time, and waits for its first answer.
    async fn send(&self, statement: &Statement) -> Result<RowStream, tokio_postgres::Error> {
        let connection = self.connection();
        let client = &connection.client;
        let visit = match statement.is_kept {
            true => connection.statements().visit(&statement.sql),
            false => Visit::Typed,
        };
        let typed = || {
            let parameters = statement
                .parameters
                .iter()
                .map(|parameter| (&parameter.value, parameter.r#type.clone()));
            client.query_typed_raw(&statement.sql, parameters)
        };
        match visit {
            Visit::Prepared(prepared) => {
                client
                    .query_raw(
                        &prepared,
                        statement
                            .parameters
                            .iter()
                            .map(|parameter| &parameter.value),
                    )
                    .await
            }
            Visit::Typed => typed().await,
            Visit::TypedAndPrepare => {
                let types: Vec<_> = statement
                    .parameters
                    .iter()
                    .map(|parameter| parameter.r#type.clone())
                    .collect();
                // The preparation goes first: behind rows that nobody reads yet, its answer would
                // not come, and many rows are not read before this is done.
                let (prepared, stream) =
                    join(client.prepare_typed(&statement.sql, &types), typed()).await;
                match (prepared, &stream) {
                    (Ok(prepared), Ok(_)) => {
                        connection.statements().keep(&statement.sql, prepared);
                    }
                    // In a transaction the first error is the cause of the second.
                    (Err(cause), Err(error)) if is_aftermath(error) => return Err(cause),
                    // A preparation that failed is only one that is not there.
                    _ => {}
                }
                stream
            }
        }
    }
}

/// Whether a statement failed only since one before it in the transaction had.
fn is_aftermath(error: &tokio_postgres::Error) -> bool {
    error.code() == Some(&SqlState::IN_FAILED_SQL_TRANSACTION)
}

/// Whether a prepared statement was overtaken by DDL, or is gone (a pooler moved us).
pub(super) fn is_stale(error: &tokio_postgres::Error) -> bool {
    matches!(
        error.code(),
        Some(&SqlState::FEATURE_NOT_SUPPORTED | &SqlState::INVALID_SQL_STATEMENT_NAME)
    )
}
