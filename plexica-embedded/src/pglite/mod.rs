//! PGlite: a PostgreSQL that runs inside of this program.
//!
//! It is one backend, so it serves one connection at a time, of this program or another.

mod door;
mod server;
mod startup;

pub use server::{MAX_CONNECTIONS, Pglite};
