//! Connections: how they are made, shared out, and made to run a statement.

mod ahead;
mod cancel;
mod closing;
mod config;
mod copy;
mod executor;
mod flight;
mod in_order;
mod lanes;
mod listener;
mod manager;
mod open_rows;
mod pool;
mod raw;
mod statement_cache;
#[cfg(feature = "tls")]
mod tls;
mod transaction;

pub(crate) use ahead::SavepointId;
pub use config::{ConnectionConfig, Statements};
pub(crate) use copy::Copy;
pub use executor::Executor;
pub(crate) use flight::{Flight, FlightError};
pub(crate) use in_order::in_order;
pub(crate) use lanes::Lanes;
pub(crate) use listener::listen;
pub(crate) use manager::{Connection, Manager};
pub(crate) use open_rows::OpenRows;
pub use pool::PoolStatus;
pub(crate) use pool::{Pool, PooledConnection, preferred_slot};
pub(crate) use statement_cache::{StatementCache, Visit};
pub(crate) use transaction::TransactionState;
