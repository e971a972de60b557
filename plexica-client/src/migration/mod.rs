//! Migrations: what they are, which have been applied where, and how they are applied.
//!
//! A *scope* is core or one tenant's schema. The *ledger* has a row for each migration applied in
//! each scope. A tenant is migrated in one transaction of one flight, so a run that is killed
//! leaves every tenant either before or after.

mod apply;
mod deploy;
mod ledger;
mod parameters;
mod provision;
mod script;
mod split;

pub(crate) use deploy::deploy;
pub use deploy::{DeployOptions, Deployment, Progress, TenantFailure};
pub(crate) use ledger::{CORE_SCOPE, Ledger};
pub use ledger::{ScopeStatus, Status};
pub(crate) use parameters::parameters_in;
pub(crate) use provision::{drop_leftovers, dropped_name, provision};
pub use script::{Migration, MigrationDef, Script};
pub use split::{SplitError, SqlStatement, split_statements};
