//! What a generated client does on a real PostgreSQL. Each test has a database of its own.

#![expect(
    clippy::unwrap_used,
    reason = "the helpers of tests fail as the tests do, by a panic"
)]

mod across;
mod connecting;
mod contacts;
mod documents;
mod errors;
mod every_tenant;
mod folders;
mod including;
mod isolation;
mod links;
mod migrating;
mod people;
mod rare_types;
mod raw;
mod reading;
mod renaming_tenants;
mod retrying;
mod rooms;
mod savepoints;
mod shelves;
mod tenant_cache;
mod tenants;
mod transaction_options;
mod transactions;
mod types;
mod writing;
