use axum::{extract::FromRequestParts, http::request::Parts};
use plexica_client::{Error, axum::TenantResolver};

use super::{failure::Failure, router::Service};
use crate::{Db, TenantDb, tenant_domain};

/// The tenant that a request is about, told by the host name that it was sent to.
///
/// A handler that has it has that tenant's data and no other: every query goes through it. It is the
/// client's own extractor, with a [`Failure`] where that would answer in its own form.
pub(super) struct Tenant(pub(super) TenantDb);

impl FromRequestParts<Service> for Tenant {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, service: &Service) -> Result<Self, Failure> {
        let tenant = <TenantDb as FromRequestParts<Service>>::from_request_parts(parts, service);
        Ok(Self(tenant.await?))
    }
}

/// `acme-corp.{base_domain}` is the address of the tenant `acme-corp`, and so is a domain of its own.
pub(super) fn resolver(db: &Db, base_domain: &str) -> TenantResolver {
    let db = db.clone();
    TenantResolver::new()
        .subdomain_of(base_domain)
        .look_up_host(move |host| with_domain(db.clone(), host))
}

/// The key of the tenant whose own domain this is, once it has proved so.
async fn with_domain(db: Db, host: String) -> Result<Option<String>, Error> {
    let domain = db
        .core()
        .tenant_domain()
        .find_unique(tenant_domain::host_name.key(host))
        .with(tenant_domain::tenant)
        .await?;
    let domain = domain.filter(|domain| domain.verified_at.is_some());
    Ok(domain.map(|domain| domain.tenant.slug))
}
