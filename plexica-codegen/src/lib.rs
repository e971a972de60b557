//! The Plexica generator: Rust client and SQL DDL from a checked schema, called by a build script.

pub mod sql;
