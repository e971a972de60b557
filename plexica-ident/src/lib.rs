//! The rules for names that reach PostgreSQL.
//!
//! The generator writes names into DDL at build time, the client writes them into queries at run
//! time, and neither may depend on the other. What both must agree on is here, and only here:
//! how an identifier is quoted ([`quote`]), how long it may be ([`MAX_IDENTIFIER_BYTES`]), and
//! which strings are a tenant's key ([`TenantKey`]) and which schema a key stands for
//! ([`SchemaPattern`]).

mod quoting;
mod tenant;

pub use quoting::{MAX_IDENTIFIER_BYTES, QualifiedName, quote, quote_into, quote_literal};
pub use tenant::{KeyError, PatternError, SchemaPattern, TenantKey};
