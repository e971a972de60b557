//! One throw-away server for all tests of a process.

use std::sync::{Mutex, PoisonError};

use super::cluster::Cluster;
use super::server::Server;
use crate::Error;

/// Enough for the pools of many tests side by side.
const MAX_CONNECTIONS: &str = "300";

impl Server {
    /// The throw-away server of this process, started at the first call: for tests, each of
    /// which takes a [database of its own](Server::create_database). It ends with the process.
    ///
    /// # Errors
    ///
    /// As [`Cluster::start`]. The next call tries again.
    pub fn shared() -> Result<&'static Self, Error> {
        static SHARED: Mutex<Option<&'static Server>> = Mutex::new(None);

        // Nothing in between leaves the option half-set.
        let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(server) = *shared {
            return Ok(server);
        }
        let started = Cluster::throwaway()
            .set("max_connections", MAX_CONNECTIONS)
            .start()?;
        // A static is never dropped, but the supervisor notices the end of the process.
        let server: &'static Self = Box::leak(Box::new(started));
        *shared = Some(server);
        Ok(server)
    }
}
