use plexica_client::database::TenantInfo;
use serde::Serialize;

/// A tenant for a program.
#[derive(Debug, Serialize)]
pub(super) struct TenantObject<'a> {
    pub(super) key: &'a str,
    pub(super) schema: Option<&'a str>,
    pub(super) status: Option<&'a str>,
}

impl<'a> From<&'a TenantInfo> for TenantObject<'a> {
    fn from(tenant: &'a TenantInfo) -> Self {
        Self {
            key: &tenant.key,
            schema: tenant.schema.as_deref(),
            status: tenant.status.as_deref(),
        }
    }
}
