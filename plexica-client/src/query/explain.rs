use std::{fmt, future::IntoFuture, marker::PhantomData};

use futures_util::future::BoxFuture;
use tokio_postgres::Row;

use super::Statement;
use crate::{Error, database::Scope};

/// How the server would run a query, or has run it: what [`Find::explain`](super::Find::explain)
/// gives. `F` is the form of the answer.
///
/// ```ignore
/// let plan = acme.user().find_many().filter(user::age.gt(30)).explain().analyze().await?;
/// println!("{plan}");
/// ```
///
/// The plan is the one for these values; one that is prepared may be another (PostgreSQL manual,
/// `PREPARE`). Relations that the query loads are queries of their own, and not in it.
#[must_use = "a query does nothing until it is awaited"]
pub struct Explain<'a, F = PlanText> {
    scope: &'a Scope,
    statement: Statement,
    options: Options,
    form: PhantomData<fn() -> F>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Options {
    analyze: bool,
    buffers: bool,
    verbose: bool,
}

/// The plan as a text of several lines: a `String`.
#[derive(Debug)]
pub struct PlanText;

/// The plan as a `serde_json::Value`.
#[derive(Debug)]
pub struct PlanJson;

/// A form that a plan comes in: [`PlanText`] or [`PlanJson`].
pub trait PlanForm {
    /// What the plan is.
    type Plan: Send;

    #[doc(hidden)]
    const OPTION: &'static str;

    /// A row's part of it.
    #[doc(hidden)]
    fn decode(row: &Row) -> Result<Self::Plan, tokio_postgres::Error>;

    #[doc(hidden)]
    fn whole(parts: Vec<Self::Plan>) -> Self::Plan;
}

impl PlanForm for PlanText {
    type Plan = String;

    const OPTION: &'static str = "FORMAT TEXT";

    fn decode(row: &Row) -> Result<String, tokio_postgres::Error> {
        row.try_get(0)
    }

    fn whole(lines: Vec<String>) -> String {
        lines.join("\n")
    }
}

impl PlanForm for PlanJson {
    type Plan = serde_json::Value;

    const OPTION: &'static str = "FORMAT JSON";

    fn decode(row: &Row) -> Result<serde_json::Value, tokio_postgres::Error> {
        row.try_get(0)
    }

    fn whole(documents: Vec<serde_json::Value>) -> serde_json::Value {
        // The server sends one row with one document.
        documents.into_iter().next().unwrap_or_default()
    }
}

impl<'a> Explain<'a> {
    pub(crate) fn new(scope: &'a Scope, statement: Statement) -> Self {
        Self {
            scope,
            statement,
            options: Options::default(),
            form: PhantomData,
        }
    }

    /// The plan as JSON.
    pub fn json(self) -> Explain<'a, PlanJson> {
        Explain {
            scope: self.scope,
            statement: self.statement,
            options: self.options,
            form: PhantomData,
        }
    }
}

impl<F: PlanForm> Explain<'_, F> {
    /// Runs the query, and says what each step took. Row locks of the query are taken.
    pub fn analyze(mut self) -> Self {
        self.options.analyze = true;
        self
    }

    /// How many blocks were read; of the planning alone without [`analyze`](Self::analyze).
    pub fn buffers(mut self) -> Self {
        self.options.buffers = true;
        self
    }

    /// Each step's columns too.
    pub fn verbose(mut self) -> Self {
        self.options.verbose = true;
        self
    }

    fn statement(self) -> Statement {
        let mut sql = format!("EXPLAIN ({}", F::OPTION);
        let options = [
            (self.options.analyze, ", ANALYZE"),
            (self.options.buffers, ", BUFFERS"),
            (self.options.verbose, ", VERBOSE"),
        ];
        for (_, option) in options.into_iter().filter(|(is_set, _)| *is_set) {
            sql.push_str(option);
        }
        sql.push_str(") ");
        sql.push_str(&self.statement.sql);
        Statement {
            sql,
            ..self.statement
        }
    }
}

impl<F> fmt::Debug for Explain<'_, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Explain")
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}

impl<'a, F: PlanForm + 'a> IntoFuture for Explain<'a, F> {
    type Output = Result<F::Plan, Error>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let executor = self.scope.reader().await?;
            let parts = executor.rows(&self.statement(), F::decode).await?;
            Ok(F::whole(parts))
        })
    }
}
