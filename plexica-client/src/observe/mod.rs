//! What is seen of queries from outside: spans, slow-query warnings, hooks, metrics.

mod hook;
mod metrics;
mod observer;
mod pool_meter;
mod watch;

pub use hook::{QueryHook, QueryInfo, QueryOutcome};
pub(crate) use observer::Observer;
pub(crate) use pool_meter::{PoolMeter, Stopwatch};
pub(crate) use watch::{Watch, Watched};
