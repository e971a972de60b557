//! The database as a program sees it: the handle, the scopes in it, transactions and tenants.

mod accessor;
mod across;
mod active_tenants;
mod builder;
mod for_each;
mod handle;
mod known_tenants;
mod platform;
mod registry;
mod registry_watch;
mod rename;
mod schema;
mod scope;
mod tenants;
mod transaction;

pub use accessor::Accessor;
pub use across::Across;
pub use builder::{Builder, url_of_environment};
pub use for_each::{ForEach, TenantError};
pub use handle::{Db, Tenant};
pub use platform::Platform;
pub(crate) use registry::Registry;
pub use registry::{RegistryDef, StatusDef};
pub use schema::{Catalog, Schema, TenantSchema};
pub use scope::Scope;
pub(crate) use scope::Shared;
pub use tenants::{CreateTenant, TenantInfo, Tenants};
pub use transaction::{ScopedTransaction, Transaction, TransactionScope};
