//! From bytes to a schema that is nearly right: a byte a decision, so that the fuzzer can change one
//! and keep the rest.

mod attributes;
mod choices;
mod columns;
mod header;
mod relations;
mod schema;

pub use schema::schema;
