//! The Plexica schema language: text in, a checked [`Schema`](schema::Schema) or diagnostics out.

pub mod schema;
