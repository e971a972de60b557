//! Folders for sockets, whose paths must be short.

use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::Error;

/// The longest path that a socket's folder can have: `sun_path` has 104 bytes on macOS, and
/// PostgreSQL adds `/.s.PGSQL.5432` and, for its lock file, `.lock`.
const LONGEST: usize = 80;

/// Whether sockets can be in the folder `path`.
pub(crate) fn is_short(path: &Path) -> bool {
    path.as_os_str().len() <= LONGEST
}

/// A new folder with a short path that only this user can enter.
pub(crate) fn temporary() -> Result<TempDir, Error> {
    let mut parent = std::env::temp_dir();
    if !is_short(&parent.join("plexica-123456")) {
        parent = PathBuf::from("/tmp");
    }
    let made = tempfile::Builder::new()
        .prefix("plexica-")
        .tempdir_in(&parent);
    made.map_err(|error| Error::folder(&parent, error))
}
