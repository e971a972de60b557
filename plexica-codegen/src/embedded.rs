use crate::{migrations::Migration, sql::DatabaseModel};

/// What a generated client carries with it beside its code.
#[derive(Debug)]
pub(crate) struct Embedded<'a> {
    /// The DDL of the platform's own schemas.
    pub(crate) core_sql: String,
    /// The DDL of a tenant's schema; `None` where the schema has no tenancy.
    pub(crate) tenant_sql: Option<String>,
    /// The migrations, in their order.
    pub(crate) migrations: &'a [Migration],
}

impl<'a> Embedded<'a> {
    pub(crate) fn new(model: &DatabaseModel, migrations: &'a [Migration]) -> Self {
        Self {
            core_sql: model.core.script(),
            tenant_sql: model.tenant.as_ref().map(|tenant| tenant.script()),
            migrations,
        }
    }
}
