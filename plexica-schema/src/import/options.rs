use crate::FileId;

/// What becomes of a schema beyond its translation.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The models and views that every tenant has tables of its own for.
    pub tenants: Vec<String>,
    /// The files of a part whose every model, enum and view is a tenant's.
    pub tenant_files: Vec<FileId>,
    /// The model that lists the tenants; looked for where it is not given.
    pub registry: Option<String>,
    /// The registry's field that a tenant is named by; looked for where it is not given.
    pub key: Option<String>,
}

impl Options {
    /// Whether there is anything of tenants to do.
    pub(super) fn has_tenants(&self) -> bool {
        !self.tenants.is_empty() || !self.tenant_files.is_empty()
    }
}
