//! What a generated client does on a real PostgreSQL. Each test has a database of its own.

#![expect(
    clippy::unwrap_used,
    reason = "the helpers of tests fail as the tests do, by a panic"
)]

mod connecting;
mod contacts;
mod counting;
mod documents;
mod errors;
mod explaining;
mod first_of_each;
mod folders;
mod including;
mod isolation;
mod links;
mod locking;
mod migrating;
mod ordering;
mod paging;
mod people;
mod rare_types;
mod reading;
mod rooms;
mod shelves;
mod streaming;
mod tenants;
mod transactions;
mod types;
mod writing;
