use std::borrow::Cow;

use axum::{
    Json,
    extract::rejection::{JsonRejection, PathRejection, QueryRejection},
    http::{StatusCode, header::RETRY_AFTER},
    response::{IntoResponse, Response},
};
use plexica_client::{Error, ErrorKind, axum::TenantRejection};
use serde::Serialize;

/// Seconds after which it is worth to ask again.
const RETRY_AFTER_SECONDS: u64 = 1;

/// Why a request was not done, as its caller is told: `{"code": …, "message": …}`, and the names
/// of the fields where some are to blame.
#[derive(Debug, Serialize)]
pub(super) struct Failure {
    #[serde(skip)]
    status: StatusCode,
    /// For programs; it stays the same.
    code: &'static str,
    /// For people.
    message: Cow<'static, str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fields: Vec<&'static str>,
}

impl Failure {
    pub(super) fn new(
        status: StatusCode,
        code: &'static str,
        message: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self {
            status,
            code,
            message: message.into(),
            fields: Vec::new(),
        }
    }

    pub(super) fn not_found(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", message)
    }

    /// There is no tenant that the request could be about.
    fn unknown_tenant() -> Self {
        let message = "no tenant has this address";
        Self::new(StatusCode::NOT_FOUND, "unknown_tenant", message)
    }

    fn inactive_tenant() -> Self {
        let message = "this tenant is not active";
        Self::new(StatusCode::FORBIDDEN, "inactive_tenant", message)
    }

    /// What the request refers to is not there.
    pub(super) fn missing_reference(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "missing_reference",
            message,
        )
    }

    pub(super) fn conflict(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusCode::CONFLICT, "conflict", message)
    }

    /// It took too long, so whether it was done is not known.
    pub(super) fn timeout() -> Self {
        let message = "the request took too long";
        Self::new(StatusCode::GATEWAY_TIMEOUT, "timeout", message)
    }

    /// The request was not done, and may be when it is made again.
    fn unavailable(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", message)
    }

    fn with_fields(mut self, fields: &[&'static str]) -> Self {
        self.fields = fields.to_vec();
        self
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = (self.status, Json(&self)).into_response();
        if self.status == StatusCode::SERVICE_UNAVAILABLE {
            response
                .headers_mut()
                .insert(RETRY_AFTER, RETRY_AFTER_SECONDS.into());
        }
        response
    }
}

/// What the database says, as a caller may know it. The rest goes into the log.
impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let model = error.model().unwrap_or("row");
        let fields = error.fields();
        let named = fields.join(" and ");
        match error.kind() {
            ErrorKind::NotFound => Self::not_found(error.to_string()),
            // A key that no tenant can have is as good as one that none has.
            ErrorKind::UnknownTenant | ErrorKind::InvalidTenantKey => Self::unknown_tenant(),
            ErrorKind::InactiveTenant => Self::inactive_tenant(),
            ErrorKind::UniqueViolation => {
                Self::conflict(format!("another {model} has the same {named}")).with_fields(fields)
            }
            ErrorKind::StaleVersion => {
                Self::conflict(format!("the {model} was changed since it was read"))
            }
            ErrorKind::ExclusionViolation => {
                Self::conflict(format!("another {model} is in the way"))
            }
            ErrorKind::ForeignKeyViolation => Self::missing_reference(format!(
                "what the {model} refers to by {named} is not there"
            ))
            .with_fields(fields),
            ErrorKind::InvalidValue | ErrorKind::CheckViolation | ErrorKind::NotNullViolation => {
                let message = "a value does not fit its field";
                Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid_value", message)
                    .with_fields(fields)
            }
            // In each of these cases nothing has happened.
            ErrorKind::PoolTimeout
            | ErrorKind::PoolClosed
            | ErrorKind::Connect
            | ErrorKind::Timeout
            | ErrorKind::LockTimeout => {
                tracing::warn!(error = &error as &dyn std::error::Error, "unavailable");
                Self::unavailable("the service cannot do this now")
            }
            _ if error.is_retryable() => Self::unavailable("other requests came in between"),
            kind => {
                tracing::error!(
                    code = kind.code(),
                    statement = error.statement(),
                    error = &error as &dyn std::error::Error,
                    "a request failed"
                );
                Self::new(
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "internal",
                    "something went wrong here, and was noted down",
                )
            }
        }
    }
}

/// Why a request is about no tenant.
impl From<TenantRejection> for Failure {
    fn from(rejection: TenantRejection) -> Self {
        match rejection {
            TenantRejection::Inactive => Self::inactive_tenant(),
            TenantRejection::Unavailable(error) | TenantRejection::Failed(error) => error.into(),
            // Which address was asked for says as much as that it is nobody's.
            _ => Self::unknown_tenant(),
        }
    }
}

/// What axum says of a request that cannot be read: its form is wrong (400), its content (422).
macro_rules! unreadable {
    ($($rejection:ty),*) => {
        $(impl From<$rejection> for Failure {
            fn from(rejection: $rejection) -> Self {
                Self::new(rejection.status(), "invalid_request", rejection.body_text())
            }
        })*
    };
}

unreadable!(JsonRejection, PathRejection, QueryRejection);
