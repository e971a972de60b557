//! `/health`: for those who decide whether this process gets requests.

use axum::{Json, extract::State};
use serde::Serialize;

use super::{failure::Failure, router::Service};
use crate::tenant;

/// That the service can do its work, and how busy its pool is.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Health {
    status: &'static str,
    connections_in_use: usize,
    connections_open: usize,
    connections_at_most: usize,
}

/// `GET /health`, at any host name. It asks the database for a row of the registry, which needs a
/// connection, the schema and its tables.
pub(super) async fn show(State(service): State<Service>) -> Result<Json<Health>, Failure> {
    service
        .db
        .core()
        .tenant()
        .find_first()
        .select(tenant::id)
        .await?;
    let pool = service.db.pool_status();
    Ok(Json(Health {
        status: "ok",
        connections_in_use: pool.in_use,
        connections_open: pool.open,
        connections_at_most: pool.max_connections,
    }))
}
