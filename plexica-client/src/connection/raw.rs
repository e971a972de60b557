use std::{any::type_name, pin::pin};

use futures_util::TryStreamExt;
use tokio_postgres::{Row, RowStream, types::Type};

use super::{Executor, Statements, executor::is_stale, transaction::answered};
use crate::{
    Error,
    database::{FromRow, RowColumns, RowMismatch, short_name},
    error::{decode_index, is_decode},
    observe::Watched,
    value::Parameter,
};

/// Takes back what a statement may have left in the session: `DISCARD ALL`, without losing what is
/// prepared and its plans.
pub(super) const RESET: &str = "CLOSE ALL; SET SESSION AUTHORIZATION DEFAULT; RESET ALL; UNLISTEN *; \
     SELECT pg_catalog.pg_advisory_unlock_all(); DISCARD TEMP; DISCARD SEQUENCES";

/// Why raw SQL gave no rows.
enum Failure {
    /// What the server or the driver says.
    Postgres(tokio_postgres::Error),
    /// The rows are not what they are to become.
    Mismatch(RowMismatch),
    /// A value cannot be read, and the name of its column.
    Value(tokio_postgres::Error, Option<String>),
}

/// The rows of a statement, and where their columns are, if that is known before the first.
type Sent<P> = (RowStream, Option<P>);

impl Executor<'_> {
    /// Runs SQL that somebody wrote by hand: the rows, and how many there are or were changed.
    pub(crate) async fn raw<R: FromRow>(
        &self,
        sql: &str,
        parameters: &[Parameter],
    ) -> Result<(Vec<R>, u64), Error> {
        self.refuse_beside_a_stream()?;
        let watched = Watched::start(&self.shared().observer, self.query(sql, None));
        let collected = pin!(self.collect_raw(sql, parameters));
        let result = watched.run(collected).await;
        let result = result.map_err(|failure| match failure {
            Failure::Postgres(error) => Error::from_postgres(error, sql, None, self.catalog()),
            Failure::Mismatch(mismatch) => {
                Error::row_mismatch(&short_name(type_name::<R>()), mismatch, sql)
            }
            Failure::Value(error, column) => {
                Error::unreadable_column(&short_name(type_name::<R>()), column, error, sql)
            }
        });
        watched.end(result.as_ref().map(|(_, rows)| *rows));
        result
    }

    async fn collect_raw<R: FromRow>(
        &self,
        sql: &str,
        parameters: &[Parameter],
    ) -> Result<(Vec<R>, u64), Failure> {
        let transaction = self.transaction();
        if let Some(transaction) = transaction {
            transaction.sent();
        }
        let connection = self.connection();
        connection.soil();
        let under_way = connection.start();
        let result = async {
            let ahead = transaction.and_then(|transaction| transaction.send_ahead());
            if let Some(ahead) = ahead {
                answered(ahead).await?;
            }
            let sent = match self.send_raw::<R>(sql, parameters).await {
                // `send_raw` has forgotten it, and prepares it anew.
                Err(Failure::Postgres(error)) if is_stale(&error) && transaction.is_none() => {
                    self.send_raw::<R>(sql, parameters).await
                }
                sent => sent,
            };
            let (stream, mut places) = sent?;
            let mut stream = pin!(stream);
            let mut rows = Vec::new();
            while let Some(row) = stream.try_next().await? {
                let places = match &places {
                    Some(places) => places,
                    None => places.insert(R::places(&RowColumns::new(row.columns()))?),
                };
                rows.push(R::from_row(&row, places).map_err(|error| unreadable(error, &row))?);
            }
            Ok((rows, stream.rows_affected().unwrap_or_default()))
        }
        .await;
        under_way.end();
        if let Some(transaction) = transaction {
            if let Err(Failure::Postgres(error)) = &result {
                transaction.failed_with(error);
            }
            // A row that cannot be read is the caller's error, not the transaction's. A statement
            // that was not run is: what the transaction should have done lacks a part.
            transaction.seen(matches!(&result, Ok(_) | Err(Failure::Value(..))));
        }
        result
    }

    /// Prepares the statement before it runs, so that the types of its columns are known by then:
    /// the typed call can hang while it looks one up.
    async fn send_raw<R: FromRow>(
        &self,
        sql: &str,
        parameters: &[Parameter],
    ) -> Result<Sent<R::Places>, Failure> {
        let connection = self.connection();
        let client = &connection.client;
        let typed = || {
            let parameters = parameters
                .iter()
                .map(|parameter| (&parameter.value, parameter.r#type.clone()));
            client.query_typed_raw(sql, parameters)
        };
        if connection.mode() == Statements::Unnamed {
            return Ok((typed().await?, None));
        }
        let types: Vec<Type> = parameters
            .iter()
            .map(|parameter| parameter.r#type.clone())
            .collect();
        // No statement of the client's own has this text: its types are others.
        let key = format!("{types:?} {sql}");
        let kept = connection.statements().kept(&key);
        let statement = match kept {
            Some(statement) => statement,
            None => {
                let statement = client.prepare_typed(sql, &types).await?;
                connection.statements().keep(&key, statement.clone());
                statement
            }
        };
        if statement.params().len() != parameters.len() {
            // The driver panics; the server says which is missing.
            return Ok((typed().await?, None));
        }
        let places = R::places(&RowColumns::new(statement.columns()))?;
        let values = parameters.iter().map(|parameter| &parameter.value);
        let sent = client.query_raw(&statement, values).await;
        if sent.as_ref().is_err_and(is_stale) {
            connection.statements().forget(&key);
        }
        Ok((sent?, Some(places)))
    }
}

fn unreadable(error: tokio_postgres::Error, row: &Row) -> Failure {
    if !is_decode(&error) {
        return Failure::Postgres(error);
    }
    let column = decode_index(&error).and_then(|index| row.columns().get(index));
    let column = column.map(|column| column.name().to_owned());
    Failure::Value(error, column)
}

impl From<tokio_postgres::Error> for Failure {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::Postgres(error)
    }
}

impl From<RowMismatch> for Failure {
    fn from(mismatch: RowMismatch) -> Self {
        Self::Mismatch(mismatch)
    }
}
