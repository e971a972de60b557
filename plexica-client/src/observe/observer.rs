use std::{fmt, sync::Arc, time::Duration};

use super::{QueryHook, QueryInfo, QueryOutcome, metrics};
use crate::connection::ConnectionConfig;

/// Who is told of the statements on a database, and what they are told of the database.
pub(crate) struct Observer {
    hooks: Vec<Arc<dyn QueryHook>>,
    slow_after: Option<Duration>,
    database: String,
    host: String,
    port: u16,
}

impl Observer {
    pub(crate) fn new(config: &ConnectionConfig, hooks: Vec<Arc<dyn QueryHook>>) -> Self {
        Self {
            hooks,
            slow_after: config.slow_after,
            database: config.database().to_owned(),
            host: config.host(),
            port: config.port(),
        }
    }

    /// The span that a statement is traced by. Its fields are those of OpenTelemetry's semantic
    /// conventions for PostgreSQL clients (`db.*`, stable since 1.33) and of `tracing-opentelemetry`
    /// (`otel.*`).
    pub(super) fn span(&self, query: &QueryInfo<'_>) -> tracing::Span {
        tracing::debug_span!(
            target: "plexica::query",
            "query",
            otel.kind = "client",
            otel.name = %Summary(query),
            otel.status_code = tracing::field::Empty,
            db.system.name = "postgresql",
            db.namespace = %Namespace(self, query),
            db.collection.name = query.table(),
            db.operation.name = query.operation(),
            db.query.text = query.sql,
            db.response.status_code = tracing::field::Empty,
            db.response.returned_rows = tracing::field::Empty,
            "error.type" = tracing::field::Empty,
            server.address = self.host.as_str(),
            server.port = self.port,
        )
    }

    pub(super) fn before(&self, query: &QueryInfo<'_>) {
        for hook in &self.hooks {
            hook.before(query);
        }
    }

    pub(super) fn after(
        &self,
        query: &QueryInfo<'_>,
        span: &tracing::Span,
        duration: Duration,
        outcome: &QueryOutcome<'_>,
    ) {
        if !span.is_disabled() {
            record(span, outcome);
        }
        if self.slow_after.is_some_and(|limit| duration >= limit) {
            self.warn_of(query, duration, outcome);
        }
        metrics::statement(query, duration, outcome);
        for hook in &self.hooks {
            hook.after(query, duration, outcome);
        }
    }

    #[cold]
    fn warn_of(&self, query: &QueryInfo<'_>, duration: Duration, outcome: &QueryOutcome<'_>) {
        tracing::warn!(
            target: "plexica::query",
            elapsed = ?duration,
            rows = outcome.rows(),
            db.namespace = %Namespace(self, query),
            db.query.text = query.sql,
            "a query was slow"
        );
    }
}

fn record(span: &tracing::Span, outcome: &QueryOutcome<'_>) {
    if let Some(rows) = outcome.rows() {
        span.record("db.response.returned_rows", rows);
    }
    if let Some(error) = outcome.error_type() {
        span.record("error.type", error);
    }
    if let QueryOutcome::Failed(error) = outcome {
        span.record("otel.status_code", "ERROR");
        if let Some(sqlstate) = error.sqlstate() {
            span.record("db.response.status_code", sqlstate);
        }
    }
}

/// `SELECT users`.
struct Summary<'a>(&'a QueryInfo<'a>);

impl fmt::Display for Summary<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.operation())?;
        match self.0.table() {
            Some(table) => write!(f, " {table}"),
            None => Ok(()),
        }
    }
}

/// `platform|tenant_acme`: the database, and the schema where it is a tenant's.
struct Namespace<'a>(&'a Observer, &'a QueryInfo<'a>);

impl fmt::Display for Namespace<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.database)?;
        match self.1.tenant_schema() {
            Some(schema) => write!(f, "|{schema}"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Observer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Observer")
            .field("hooks", &self.hooks.len())
            .field("slow_after", &self.slow_after)
            .finish_non_exhaustive()
    }
}
