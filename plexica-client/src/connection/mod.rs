//! Connections: how they are made, shared out, and made to run a statement.

mod config;
mod copy;
mod executor;
mod flight;
mod manager;
mod pool;
mod statement_cache;
#[cfg(feature = "tls")]
mod tls;
mod transaction;

pub use config::{ConnectionConfig, Statements};
pub(crate) use copy::Copy;
pub use executor::Executor;
pub(crate) use flight::{Flight, FlightError};
pub(crate) use manager::Connection;
pub use pool::PoolStatus;
pub(crate) use pool::{Pool, PooledConnection};
pub(crate) use statement_cache::{StatementCache, Visit};
pub(crate) use transaction::TransactionState;
