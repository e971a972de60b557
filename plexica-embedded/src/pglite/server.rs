//! A running PGlite.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use pglite_oxide::PgliteServer;
use tempfile::TempDir;

use super::door::Door;
use crate::lock::Lock;
use crate::{Error, socket_folder, url};

/// How many connections PGlite serves at once: as many as a pool may have.
pub const MAX_CONNECTIONS: usize = 1;

/// How long a start waits for the last program to be done with the folder.
const LOCK_TIMEOUT: Duration = Duration::from_secs(3);

/// A PostgreSQL inside of this program, until it is dropped.
///
/// It is one backend with one connection. A second connection is refused after a few seconds.
// The order of the fields is that of their ends.
#[derive(Debug)]
pub struct Pglite {
    url: String,
    _door: Door,
    _server: PgliteServer,
    _temporary: Vec<TempDir>,
    _lock: Lock,
}

impl Pglite {
    /// PGlite with data that is kept in `folder`, which is made if it does not exist. What is
    /// committed survives a crash of the program, but maybe not a power failure: PGlite runs
    /// without `fsync`.
    ///
    /// # Errors
    ///
    /// If another program uses the folder, or PGlite does not start.
    pub fn persistent(folder: impl AsRef<Path>) -> Result<Self, Error> {
        let folder = folder.as_ref();
        let folder = std::path::absolute(folder).map_err(|error| Error::folder(folder, error))?;
        Self::start(folder, Vec::new())
    }

    /// PGlite with data that is deleted at the end.
    ///
    /// # Errors
    ///
    /// If PGlite does not start.
    pub fn temporary() -> Result<Self, Error> {
        let folder = socket_folder::temporary()?;
        Self::start(folder.path().to_path_buf(), vec![folder])
    }

    /// Where clients connect. Both tokio-postgres and `psql` understand it.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    fn start(folder: PathBuf, mut temporary: Vec<TempDir>) -> Result<Self, Error> {
        make_private(&folder)?;
        let lock = Lock::acquire(&folder, LOCK_TIMEOUT).map_err(|error| match error {
            Error::Busy { folder } => Error::InUse { folder },
            error => error,
        })?;
        // The folder is in a project, and no part of it.
        let ignored = folder.join(".gitignore");
        fs::write(&ignored, "*\n").map_err(|error| Error::folder(&ignored, error))?;

        let mut sockets = folder.join("socket");
        if socket_folder::is_short(&sockets) {
            make_private(&sockets)?;
        } else {
            let elsewhere = socket_folder::temporary()?;
            sockets = elsewhere.path().to_path_buf();
            temporary.push(elsewhere);
        }
        let backend = sockets.join("backend");
        let server = PgliteServer::builder()
            .path(folder.join("data"))
            .unix(&backend)
            // Not `fsync`: its recovery fails with it, at the first folder.
            .postgres_config("timezone", "UTC")
            .start()
            .map_err(|error| Error::Pglite {
                folder,
                source: error.into(),
            })?;
        let door = Door::open(sockets.join(".s.PGSQL.5432"), backend)
            .map_err(|error| Error::folder(&sockets, error))?;
        Ok(Self {
            url: url::of_socket(&sockets, "postgres"),
            _door: door,
            _server: server,
            _temporary: temporary,
            _lock: lock,
        })
    }
}

/// Makes a folder, if it does not exist, that only this user can enter.
fn make_private(folder: &Path) -> Result<(), Error> {
    let made = fs::create_dir_all(folder);
    made.and_then(|()| fs::set_permissions(folder, Permissions::from_mode(0o700)))
        .map_err(|error| Error::folder(folder, error))
}
