use super::{RegistryDef, Scope};
use crate::{
    migration::MigrationDef,
    model::{ModelDef, Writable},
};

/// What a generated client is made from, as one type. Generated.
pub trait Schema: Sized + Send + Sync + 'static {
    /// The accessors of the core models.
    type Core: From<Scope> + Send + Sync;

    /// The tables and migrations.
    fn catalog() -> &'static Catalog;
}

/// A [`Schema`] with tenants. Generated where the schema has a `tenancy` block.
pub trait TenantSchema: Schema {
    /// The accessors of the models that every tenant has.
    type Tenant: From<Scope> + Send + Sync;

    /// The model that lists the tenants.
    type Registry: Writable;

    /// Where its key and status are.
    fn registry() -> &'static RegistryDef;
}

/// The tables and migrations of a schema.
#[derive(Debug)]
pub struct Catalog {
    /// Every model, core and tenant.
    pub models: &'static [&'static ModelDef],
    /// The PostgreSQL schemas of the platform.
    pub schemas: &'static [&'static str],
    /// The migrations, oldest first.
    pub migrations: &'static [MigrationDef],
    /// The registry of tenants, where there are tenants.
    pub registry: Option<&'static RegistryDef>,
}
