//! Metrics by the facade `metrics`, with the feature of that name; without it nothing happens here.
//!
//! Their names and labels are those of OpenTelemetry's semantic conventions for database clients.
//! No label says which tenant it was: there may be tens of thousands, and each would be a series.

use std::time::Duration;

use super::{QueryInfo, QueryOutcome};

/// Tells of a statement's end.
#[cfg(feature = "metrics")]
pub(super) fn statement(query: &QueryInfo<'_>, duration: Duration, outcome: &QueryOutcome<'_>) {
    use metrics::{Label, histogram};

    let mut labels = vec![
        Label::from_static_parts("db.system.name", "postgresql"),
        Label::from_static_parts("db.operation.name", known_operation(query.operation())),
    ];
    if let Some(table) = query.table() {
        labels.push(Label::from_static_parts("db.collection.name", table));
    }
    if let Some(rows) = outcome.rows() {
        #[expect(
            clippy::cast_precision_loss,
            reason = "so many rows are not in a result"
        )]
        histogram!("db.client.response.returned_rows", labels.clone()).record(rows as f64);
    }
    if let Some(error) = outcome.error_type() {
        labels.push(Label::from_static_parts("error.type", error));
    }
    histogram!("db.client.operation.duration", labels).record(duration);
}

#[cfg(not(feature = "metrics"))]
pub(super) fn statement(_: &QueryInfo<'_>, _: Duration, _: &QueryOutcome<'_>) {}

/// Raw SQL can begin with anything; labels are few.
#[cfg(feature = "metrics")]
fn known_operation(operation: &str) -> &'static str {
    const KNOWN: [&str; 8] = [
        "SELECT", "INSERT", "UPDATE", "DELETE", "WITH", "EXPLAIN", "COPY", "MERGE",
    ];
    KNOWN
        .into_iter()
        .find(|known| known.eq_ignore_ascii_case(operation))
        .unwrap_or("OTHER")
}
