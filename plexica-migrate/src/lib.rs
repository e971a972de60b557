//! Migrations for core and for every tenant.
//!
//! Joins the two sides that know nothing of each other: a checked schema and migration files on
//! one, the client's runner on the other. [`catalog()`] and [`read_migrations`] give
//! [`Platform`](plexica_client::database::Platform) what a generated client has compiled in, so
//! that a command does the same as the client, by the same code. [`diff`] has the steps from one
//! schema to another, and [`NewMigration`] writes them down. [`NewTenant`] is a tenant that
//! somebody describes in words.

mod catalog;
mod column_type;
pub mod diff;
mod leak;
mod migrations;
mod model;
mod named_renames;
mod new_migration;
mod new_tenant;
mod queries;
mod tenant_key;

pub use catalog::catalog;
pub use migrations::{ReadError, read_migrations};
pub use named_renames::{NamedRenameError, named_renames};
pub use new_migration::{NewMigration, WriteError};
pub use new_tenant::{NewTenant, NewTenantError};
pub use plexica_schema::diagnostics::closest;
pub use queries::{DescribeQueriesError, describe_queries};
pub use tenant_key::{TenantKeyError, check_key};
