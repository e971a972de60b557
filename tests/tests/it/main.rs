//! What a generated client does on a real PostgreSQL. Each test has a database of its own.

#![expect(
    clippy::unwrap_used,
    reason = "the helpers of tests fail as the tests do, by a panic"
)]

mod changing;
mod connecting;
mod contacts;
mod copying;
mod documents;
mod errors;
mod folders;
mod including;
mod isolation;
mod links;
mod migrating;
mod nesting;
mod nesting_changes;
mod people;
mod rare_types;
mod reading;
mod returning;
mod rooms;
mod shelves;
mod tenants;
mod transactions;
mod types;
mod writing;
