//! What a generated client does on a real PostgreSQL. Each test has a database of its own.

#![expect(
    clippy::unwrap_used,
    reason = "the helpers of tests fail as the tests do, by a panic"
)]

mod across;
mod aggregates;
mod axum_tenants;
mod batches;
mod changing;
mod column_pairs;
mod connecting;
mod contacts;
mod copying;
mod counting;
mod documents;
mod errors;
mod every_tenant;
mod explaining;
mod first_of_each;
mod folders;
mod groups;
mod including;
mod isolation;
mod json;
mod links;
mod lists;
mod locking;
mod metrics;
mod migrating;
mod nesting;
mod nesting_changes;
mod nesting_parent_changes;
mod nesting_parents;
mod nesting_upserts;
mod observing;
mod ordering;
mod paging;
mod people;
mod queries;
mod ranges;
mod rare_types;
mod raw;
mod reading;
mod renaming_tenants;
mod replicas;
mod retrying;
mod returning;
mod rooms;
mod rows;
mod savepoints;
mod selecting;
mod shelves;
mod streaming;
mod streaming_relations;
mod tenant_cache;
mod tenants;
mod texts;
mod transaction_options;
mod transactions;
mod types;
mod writing;
