use std::time::Duration;

use axum::{
    Router,
    extract::{FromRef, Request},
    http::{StatusCode, header::HOST},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::{delete, get, post},
};
use plexica_client::axum::TenantResolver;
use tracing::Instrument;

use super::{failure::Failure, health, members, tenant, workspaces};
use crate::Db;

/// How long a request may take. It is then abandoned, and its connection is free again.
const TIME_LIMIT: Duration = Duration::from_secs(10);

/// What every handler can get at. Cheap to clone, as axum does for each request.
#[derive(Debug, Clone, FromRef)]
pub(super) struct Service {
    pub(super) db: Db,
    pub(super) tenants: TenantResolver,
}

/// The service's routes. `acme-corp.{base_domain}` is the address of the tenant `acme-corp`.
pub fn router(db: Db, base_domain: &str) -> Router {
    Router::new()
        .route("/health", get(health::show))
        .route(
            "/workspaces",
            get(workspaces::list).post(workspaces::create),
        )
        .route(
            "/workspaces/{slug}",
            get(workspaces::show).delete(workspaces::delete),
        )
        .route("/workspaces/{slug}/members", post(members::add))
        .route(
            "/workspaces/{slug}/members/{user_id}",
            delete(members::remove),
        )
        .fallback(async || Failure::not_found("there is nothing at this path"))
        .method_not_allowed_fallback(async || {
            let message = "this path does not take this method";
            Failure::new(
                StatusCode::METHOD_NOT_ALLOWED,
                "method_not_allowed",
                message,
            )
        })
        .layer(middleware::from_fn(limit_time))
        .layer(middleware::from_fn(in_span))
        .with_state(Service {
            tenants: tenant::resolver(&db, base_domain),
            db,
        })
}

async fn limit_time(request: Request, next: Next) -> Response {
    match tokio::time::timeout(TIME_LIMIT, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Failure::timeout().into_response(),
    }
}

/// What is logged on the way of a request, down to its queries, names the request.
async fn in_span(request: Request, next: Next) -> Response {
    let span = tracing::info_span!(
        "request",
        method = %request.method(),
        host = request.headers().get(HOST).and_then(|host| host.to_str().ok()),
        path = request.uri().path(),
    );
    next.run(request).instrument(span).await
}
