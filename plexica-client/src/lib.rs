//! The runtime of a Plexica client.
//!
//! A program does not use this crate's types by themselves but through the client that
//! `plexica-codegen` generates from a schema:
//!
//! ```ignore
//! plexica_client::include_client!(pub mod db);
//!
//! let db = db::Db::connect().await?;
//! let acme = db.tenant("acme-corp").await?;
//! let users = acme.user().find_many().filter(db::user::email.ends_with("@acme.test")).await?;
//! ```
//!
//! # How it talks to PostgreSQL
//!
//! Every statement names its schema, so a connection belongs to no tenant and one pool serves
//! them all. A statement that a connection sees for the first time goes out with its types in
//! one round trip; at the second visit its preparation travels along; from then on it is
//! prepared there, within a bound.

#[cfg(feature = "axum")]
pub mod axum;
pub mod connection;
pub mod database;
mod error;
pub mod migration;
pub mod model;
pub mod observe;
pub mod query;
pub mod value;
pub mod write;

pub use connection::{ConnectionConfig, PoolStatus, Statements};
pub use database::FromRow;
pub use error::{Error, ErrorKind};
pub use model::Unloaded;
pub use query::{Filter, SelectAs};

#[cfg(feature = "derive")]
pub use plexica_derive::{FromRow, SelectAs};

/// What generated code names, so that a program needs no dependency for it.
#[doc(hidden)]
pub mod generated {
    pub use futures_util::future::BoxFuture;
    pub use serde;
    pub use serde_json;
    pub use tokio_postgres::{Error as RowError, Row};
    pub use uuid::Uuid;

    pub use crate::value::TimeWithOffset;

    pub use cidr::IpInet;

    #[cfg(feature = "chrono")]
    pub use chrono;
    #[cfg(feature = "jiff")]
    pub use jiff;
    #[cfg(feature = "decimal")]
    pub use rust_decimal;
}

/// Brings the client that the build script generated into a module.
///
/// ```ignore
/// plexica_client::include_client!(pub mod db);
/// ```
///
/// The build script, `build.rs` beside `Cargo.toml`, is
///
/// ```ignore
/// fn main() {
///     plexica_codegen::configure().schema("schema").generate();
/// }
/// ```
#[macro_export]
macro_rules! include_client {
    ($(#[$attribute:meta])* $visibility:vis mod $name:ident) => {
        $(#[$attribute])*
        #[allow(
            dead_code,
            unreachable_pub,
            unused_imports,
            missing_docs,
            non_upper_case_globals,
            clippy::doc_lazy_continuation,
            clippy::doc_overindented_list_items,
            clippy::tabs_in_doc_comments,
            clippy::too_many_arguments,
            rustdoc::bare_urls,
            rustdoc::broken_intra_doc_links,
            rustdoc::invalid_codeblock_attributes,
            rustdoc::invalid_html_tags,
            rustdoc::private_intra_doc_links,
            rustdoc::unescaped_backticks,
            reason = "a program uses some of its models, columns are called as the fields are, a \
                      statement has any number of parameters, what the schema says nothing about \
                      has no comment, and what it says is not written for rustdoc"
        )]
        $visibility mod $name {
            ::core::include!(::core::concat!(
                ::core::env!(
                    "OUT_DIR",
                    "no client was generated: add a build script, build.rs, that calls \
                     `plexica_codegen::configure().schema(\"schema\").generate()`, and plexica-codegen to \
                     [build-dependencies]"
                ),
                "/plexica/mod.rs"
            ));
        }
    };
}
