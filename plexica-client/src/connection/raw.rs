use tokio_postgres::{Row, RowStream, types::Type};

use super::{Executor, Statements, executor::is_stale, transaction::answered};
use crate::{Error, value::Parameter};

/// Takes back what a statement may have left in the session: `DISCARD ALL`, without losing what is
/// prepared and its plans.
pub(super) const RESET: &str = "CLOSE ALL; SET SESSION AUTHORIZATION DEFAULT; RESET ALL; UNLISTEN *; \
     SELECT pg_catalog.pg_advisory_unlock_all(); DISCARD TEMP; DISCARD SEQUENCES";

impl Executor<'_> {
    /// Runs SQL that somebody wrote by hand: the rows, and how many there are or were changed.
    pub(crate) async fn raw<T>(
        &self,
        sql: &str,
        parameters: &[Parameter],
        decode: impl Fn(&Row) -> Result<T, tokio_postgres::Error>,
    ) -> Result<(Vec<T>, u64), Error> {
        let opened = self.open_raw(sql, parameters);
        self.watched(self.query(sql, None), opened, decode).await
    }

    async fn open_raw(
        &self,
        sql: &str,
        parameters: &[Parameter],
    ) -> Result<RowStream, tokio_postgres::Error> {
        self.connection().soil();
        let transaction = self.transaction();
        if let Some(ahead) = transaction.and_then(|transaction| transaction.send_ahead()) {
            answered(ahead).await?;
        }
        match self.send_raw(sql, parameters).await {
            // `send_raw` has forgotten it, and prepares it anew.
            Err(error) if is_stale(&error) && transaction.is_none() => {
                self.send_raw(sql, parameters).await
            }
            sent => sent,
        }
    }

    /// Prepares the statement before it runs, so that the types of its columns are known by then:
    /// the typed call can hang while it looks one up.
    async fn send_raw(
        &self,
        sql: &str,
        parameters: &[Parameter],
    ) -> Result<RowStream, tokio_postgres::Error> {
        let connection = self.connection();
        let client = &connection.client;
        if connection.mode() == Statements::Unnamed {
            let parameters = parameters
                .iter()
                .map(|parameter| (&parameter.value, parameter.r#type.clone()));
            return client.query_typed_raw(sql, parameters).await;
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
        let values = parameters.iter().map(|parameter| &parameter.value);
        if statement.params().len() != parameters.len() {
            // The driver panics; the server says which is missing.
            let typed = parameters
                .iter()
                .map(|parameter| (&parameter.value, parameter.r#type.clone()));
            return client.query_typed_raw(sql, typed).await;
        }
        let sent = client.query_raw(&statement, values).await;
        if sent.as_ref().is_err_and(is_stale) {
            connection.statements().forget(&key);
        }
        sent
    }
}
