//! axum's extractors, with a [`Failure`] where theirs would answer with plain text.

use axum::extract::{FromRequest, FromRequestParts};

use super::failure::Failure;

/// The body.
#[derive(Debug, FromRequest)]
#[from_request(via(axum::Json), rejection(Failure))]
pub(super) struct Body<T>(pub(super) T);

/// The parameters in the path.
#[derive(Debug, FromRequestParts)]
#[from_request(via(axum::extract::Path), rejection(Failure))]
pub(super) struct Path<T>(pub(super) T);

/// The parameters after the `?`.
#[derive(Debug, FromRequestParts)]
#[from_request(via(axum::extract::Query), rejection(Failure))]
pub(super) struct Query<T>(pub(super) T);
