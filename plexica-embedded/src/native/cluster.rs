//! What a cluster is to be like.

use std::path::PathBuf;

use super::place::Place;
use super::server::Server;
use super::supervisor::AtTheEnd;
use crate::Error;

/// The settings of a cluster that nobody will miss.
const THROWAWAY: [&str; 3] = ["fsync", "synchronous_commit", "full_page_writes"];

/// Describes a private PostgreSQL cluster, to [`start`](Self::start) it.
///
/// ```no_run
/// use plexica_embedded::native::Cluster;
///
/// let server = Cluster::throwaway().set("max_connections", "300").start()?;
/// println!("psql {}", server.url());
/// # Ok::<(), plexica_embedded::Error>(())
/// ```
#[derive(Debug, Clone)]
#[must_use = "a cluster does nothing until it is started"]
pub struct Cluster {
    /// Where it is kept; `None` for one that is deleted afterwards.
    folder: Option<PathBuf>,
    settings: Vec<(String, String)>,
}

impl Cluster {
    /// A cluster that is kept in `folder`, which is made if it does not exist. What is committed
    /// survives a power failure.
    ///
    /// Where PostgreSQL could not work in `folder` (as root it runs as another user, who cannot
    /// enter `/root`, for one), the cluster is kept elsewhere, always in the same place, and a
    /// warning says where.
    pub fn persistent(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: Some(folder.into()),
            settings: Vec::new(),
        }
    }

    /// A new cluster in a temporary folder that is deleted when the server is dropped or the
    /// process ends. It trades durability for speed: see [`durable`](Self::durable).
    pub fn throwaway() -> Self {
        let settings = THROWAWAY.map(|name| (name.to_owned(), "off".to_owned()));
        Self {
            folder: None,
            settings: settings.into(),
        }
    }

    /// Writes everything to disk in time, as a server in production does: for tests that
    /// [`kill`](Server::kill) the server, or measure.
    pub fn durable(self) -> Self {
        THROWAWAY
            .into_iter()
            .fold(self, |cluster, name| cluster.set(name, "on"))
    }

    /// Sets a parameter of the server, such as `max_connections` (100 if not set). The last one
    /// of a name counts. A server that other programs run already keeps the parameters it has.
    pub fn set(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.settings.push((name.into(), value.into()));
        self
    }

    /// Starts the server, or joins the one that another program runs in the same folder.
    /// Blocks until it takes connections.
    ///
    /// # Errors
    ///
    /// If PostgreSQL's programs are not found or fail, or the folder cannot be used.
    pub fn start(self) -> Result<Server, Error> {
        let (place, at_the_end) = match &self.folder {
            Some(folder) => (Place::at(folder)?, AtTheEnd::Keep),
            None => (Place::temporary()?, AtTheEnd::Delete),
        };
        Server::start(place, at_the_end, self.settings)
    }
}
