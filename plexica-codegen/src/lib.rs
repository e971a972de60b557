//! The Plexica generator: Rust client and SQL DDL from a checked schema, called by a build script.
//!
//! ```no_run
//! // build.rs
//! plexica_codegen::configure().schema("schema").generate();
//! ```

mod config;
mod embedded;
mod error;
mod generate;
pub mod migrations;
mod output;
mod pending;
pub mod queries;
mod rust;
pub mod sql;

pub use config::{Config, configure};
pub use error::{Colors, Error};
pub use generate::Generated;
