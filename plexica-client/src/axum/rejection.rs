use std::fmt;

use axum_core::{
    body::Body,
    response::{IntoResponse, Response},
};
use http::{
    HeaderValue, StatusCode,
    header::{CONTENT_TYPE, RETRY_AFTER},
};

use crate::{Error, ErrorKind};

/// Why a request has no tenant. [The module](super) says how each is answered.
#[derive(Debug)]
#[non_exhaustive]
pub enum TenantRejection {
    /// It names none.
    Missing,
    /// It names two, or one in no readable form.
    Malformed,
    /// It names one that there is not, or what cannot be a tenant's key.
    Unknown,
    /// It names one that is not active.
    Inactive,
    /// The database cannot be reached now.
    Unavailable(Error),
    /// Anything else that the database says.
    Failed(Error),
}

impl TenantRejection {
    /// The status of the answer.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Missing | Self::Malformed => StatusCode::BAD_REQUEST,
            Self::Unknown => StatusCode::NOT_FOUND,
            Self::Inactive => StatusCode::FORBIDDEN,
            Self::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Failed(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// What it is called in the answer, for programs: `unknown_tenant`. It stays the same.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Missing => "missing_tenant",
            Self::Malformed => "malformed_tenant",
            Self::Unknown => "unknown_tenant",
            Self::Inactive => "inactive_tenant",
            Self::Unavailable(_) => "unavailable",
            Self::Failed(_) => "internal",
        }
    }

    fn message(&self) -> &'static str {
        match self {
            Self::Missing => "the request names no tenant",
            Self::Malformed => "what names the tenant in the request cannot be read",
            Self::Unknown => "there is no such tenant",
            Self::Inactive => "this tenant is not active",
            Self::Unavailable(_) => "the database cannot be reached now",
            Self::Failed(_) => "something went wrong here",
        }
    }
}

impl From<Error> for TenantRejection {
    fn from(error: Error) -> Self {
        match error.kind() {
            ErrorKind::UnknownTenant | ErrorKind::InvalidTenantKey => Self::Unknown,
            ErrorKind::InactiveTenant => Self::Inactive,
            ErrorKind::Connect
            | ErrorKind::ConnectionLost
            | ErrorKind::PoolTimeout
            | ErrorKind::PoolClosed
            | ErrorKind::Timeout
            | ErrorKind::LockTimeout => Self::Unavailable(error),
            _ => Self::Failed(error),
        }
    }
}

impl fmt::Display for TenantRejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message())
    }
}

impl std::error::Error for TenantRejection {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Unavailable(error) | Self::Failed(error) => Some(error),
            _ => None,
        }
    }
}

impl IntoResponse for TenantRejection {
    fn into_response(self) -> Response {
        if let Self::Unavailable(error) | Self::Failed(error) = &self {
            tracing::error!(
                code = error.kind().code(),
                error = error as &dyn std::error::Error,
                "a request's tenant cannot be looked up"
            );
        }
        let body = serde_json::json!({ "code": self.code(), "message": self.message() });
        let mut response = Response::new(Body::from(body.to_string()));
        *response.status_mut() = self.status();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        if matches!(self, Self::Unavailable(_)) {
            headers.insert(RETRY_AFTER, HeaderValue::from_static("1"));
        }
        response
    }
}
