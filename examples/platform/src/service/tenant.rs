use axum::{
    extract::FromRequestParts,
    http::{header::HOST, request::Parts, uri::Authority},
};
use plexica_client::Error;

use super::{failure::Failure, router::Service};
use crate::{Db, TenantDb, tenant_domain};

/// The tenant that a request is about, told by the host name that it was sent to.
///
/// A handler that has it has that tenant's data and no other: every query goes through it.
pub(super) struct Tenant(pub(super) TenantDb);

impl FromRequestParts<Service> for Tenant {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, service: &Service) -> Result<Self, Failure> {
        let host = host_name(parts).ok_or_else(Failure::unknown_tenant)?;
        let tenant = match key_in(&host, &service.base_domain) {
            // What cannot be a key is refused without asking the database.
            Some(key) => service.db.tenant(key).await?,
            None => with_domain(&service.db, &host)
                .await?
                .ok_or_else(Failure::unknown_tenant)?,
        };
        Ok(Self(tenant))
    }
}

/// The host that the client names: in the request's target (RFC 9112, 3.2.2) or its `Host`,
/// without the port, in lower case.
fn host_name(parts: &Parts) -> Option<String> {
    let named = || {
        let header = parts.headers.get(HOST)?.to_str().ok()?;
        header.parse::<Authority>().ok()
    };
    let authority = parts.uri.authority().cloned().or_else(named)?;
    let host = authority.host();
    Some(host.strip_suffix('.').unwrap_or(host).to_ascii_lowercase())
}

/// `acme-corp` in `acme-corp.localhost`.
fn key_in<'a>(host: &'a str, base_domain: &str) -> Option<&'a str> {
    host.strip_suffix(base_domain)?.strip_suffix('.')
}

/// The tenant whose own domain this is, once it has proved so.
async fn with_domain(db: &Db, host: &str) -> Result<Option<TenantDb>, Error> {
    let domain = db
        .core()
        .tenant_domain()
        .find_unique(tenant_domain::host_name.key(host))
        .with(tenant_domain::tenant)
        .await?;
    match domain {
        Some(domain) if domain.verified_at.is_some() => {
            db.tenant(&domain.tenant.slug).await.map(Some)
        }
        _ => Ok(None),
    }
}
