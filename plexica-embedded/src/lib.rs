//! A private PostgreSQL for a first run, for examples and for tests.
//!
//! [`start_or_attach`] gives a project a database of its own with nothing configured. Tests take
//! a database each from [`native::Server::shared`], or a whole server from
//! [`native::Cluster::throwaway`]:
//!
//! ```no_run
//! use plexica_embedded::native::Server;
//!
//! let url = Server::shared()?.create_database()?;
//! # Ok::<(), plexica_embedded::Error>(())
//! ```
//!
//! Nothing here is meant for production: there, `DATABASE_URL` names a server that somebody
//! looks after.

mod backend;
mod database;
mod error;
#[cfg(unix)]
mod lock;
#[cfg(unix)]
pub mod native;
#[cfg(all(unix, feature = "pglite"))]
pub mod pglite;
#[cfg(unix)]
mod socket_folder;
#[cfg(unix)]
mod url;

pub use backend::Backend;
pub use database::{Database, start_or_attach};
pub use error::Error;
