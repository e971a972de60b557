//! A schema with everything that the language has, the client that is generated from it, and
//! what tests need to use it: a PostgreSQL of their own, and an eye on the statements.

pub mod contact;
mod fixture;
mod pgbouncer;
mod statements;

pub use fixture::{Fixture, database, database_with_sessions, migrations, new_tenant};
pub use statements::{Statements, watch};

plexica_client::include_client!(
    /// The client of the tests' schema.
    pub mod db
);
