use serde::Serialize;

/// A tenant for a program.
#[derive(Debug, Serialize)]
pub(super) struct TenantObject<'a> {
    pub(super) key: &'a str,
    pub(super) schema: Option<&'a str>,
    pub(super) status: Option<&'a str>,
}
