use std::pin::Pin;

use futures_util::{
    TryStreamExt,
    future::{join, join_all, maybe_done},
    poll,
};
use tokio_postgres::{Row, types::Type};

use super::Connection;
use crate::{
    query::Statement,
    value::{Parameter, Value},
};

/// A transaction all of whose statements are known: it goes out in one flight, `BEGIN` and
/// `COMMIT` included, and every result is checked before success is reported.
///
/// ```text
/// here    BEGIN S1 S2 S3 COMMIT ───▶
/// server                         ───▶  ok ok ok ok ok
/// ```
///
/// A statement that fails makes those after it fail and the `COMMIT` a `ROLLBACK`.
#[derive(Debug, Default)]
pub(crate) struct Flight {
    steps: Vec<Step>,
}

#[derive(Debug)]
struct Step {
    sql: String,
    parameters: Vec<Parameter>,
}

/// The first statement of a flight that failed, and so the cause of everything after.
#[derive(Debug)]
pub(crate) struct FlightError {
    /// Its place among the statements that were added, from 0; `None` for `BEGIN` and `COMMIT`.
    pub(crate) step: Option<usize>,
    pub(crate) sql: String,
    pub(crate) error: tokio_postgres::Error,
}

impl Flight {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Adds a statement without values.
    pub(crate) fn sql(&mut self, sql: impl Into<String>) {
        self.steps.push(Step {
            sql: sql.into(),
            parameters: Vec::new(),
        });
    }

    /// Adds a statement.
    pub(crate) fn statement(&mut self, statement: Statement) {
        self.with_parameters(statement.sql, statement.parameters);
    }

    /// Adds a wait until no other transaction works on what has this name, and keeps others out
    /// until its own ends. One lock a name: its hash, beside a number that is Plexica's own.
    pub(crate) fn lock(&mut self, name: &str) {
        let name = Parameter {
            value: Value::Text(name.to_owned()),
            r#type: Type::TEXT,
        };
        self.with_parameters(
            "SELECT pg_advisory_xact_lock(hashtextextended($1, 5788205))",
            vec![name],
        );
    }

    /// Adds a statement with values.
    pub(crate) fn with_parameters(&mut self, sql: impl Into<String>, parameters: Vec<Parameter>) {
        self.steps.push(Step {
            sql: sql.into(),
            parameters,
        });
    }

    pub(crate) fn len(&self) -> usize {
        self.steps.len()
    }

    /// Sends it and waits for every answer: the rows of each statement.
    pub(crate) async fn commit(
        self,
        connection: &Connection,
    ) -> Result<Vec<Vec<Row>>, FlightError> {
        let envelope = |sql: &str| Step {
            sql: sql.to_owned(),
            parameters: Vec::new(),
        };
        let mut steps: Vec<Step> = std::iter::once(envelope("BEGIN"))
            .chain(self.steps)
            .collect();
        let under_way = connection.start();
        // Each sends at its first poll, so they are polled in this order.
        let mut answers: Vec<_> = steps
            .iter()
            .map(|step| maybe_done(Box::pin(send(connection, step))))
            .collect();
        for answer in &mut answers {
            let _ = poll!(Pin::new(answer));
        }
        // One with a value that cannot be sent was not sent, and without it the others are not
        // the whole. The server knows nothing of it, and would commit them.
        let is_whole = answers
            .iter_mut()
            .all(|answer| !matches!(Pin::new(answer).output_mut(), Some(Err(_))));
        let end = envelope(if is_whole { "COMMIT" } else { "ROLLBACK" });
        let (_, ended) = join(join_all(answers.iter_mut()), send(connection, &end)).await;
        under_way.end();
        let results: Vec<_> = answers
            .iter_mut()
            .filter_map(|answer| Pin::new(answer).take_output())
            .chain([ended])
            .collect();
        drop(answers);
        steps.push(end);
        let last = steps.len() - 1;
        let mut rows = Vec::with_capacity(steps.len());
        for (index, answer) in results.into_iter().enumerate() {
            match answer {
                Ok(answer) => rows.push(answer),
                Err(error) => {
                    let step = (index > 0 && index < last).then(|| index - 1);
                    return Err(FlightError {
                        step,
                        sql: steps[index].sql.clone(),
                        error,
                    });
                }
            }
        }
        rows.pop();
        rows.remove(0);
        Ok(rows)
    }
}

async fn send(connection: &Connection, step: &Step) -> Result<Vec<Row>, tokio_postgres::Error> {
    let parameters = step
        .parameters
        .iter()
        .map(|parameter| (&parameter.value, parameter.r#type.clone()));
    connection
        .client
        .query_typed_raw(&step.sql, parameters)
        .await?
        .try_collect()
        .await
}
