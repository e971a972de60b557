//! The embedded database of a project, whatever serves it.

use std::path::Path;

use crate::{Backend, Error};

/// An embedded database that runs until this is dropped or the process ends; with
/// [`Backend::Native`], until that is true of every program that uses it.
#[derive(Debug)]
pub struct Database {
    running: Running,
}

#[derive(Debug)]
enum Running {
    #[cfg(unix)]
    Native(crate::native::Server),
    #[cfg(all(unix, feature = "pglite"))]
    Pglite(Box<crate::pglite::Pglite>),
}

/// Starts the embedded database that is kept in `folder`, by convention `.plexica` in a project,
/// or joins it if another program runs it. Blocks until it takes connections.
///
/// It is the machine's own PostgreSQL where there is one, and otherwise PGlite, if the feature
/// `pglite` is on. Each has data of its own. The environment variable `PLEXICA_EMBEDDED` asks for
/// one of them: `native` or `pglite`.
///
/// # Errors
///
/// If neither is at hand, or the one that is does not start.
pub fn start_or_attach(folder: impl AsRef<Path>) -> Result<Database, Error> {
    let folder = folder.as_ref();
    match Backend::asked_for()? {
        Some(Backend::Native) => native(folder),
        Some(Backend::Pglite) => pglite(folder),
        None => match native(folder) {
            Err(
                error @ (Error::NoPrograms
                | Error::TooOld { .. }
                | Error::NoUnprivilegedUser
                | Error::NoUsableFolder { .. }),
            ) => {
                // What to install is the better advice where PGlite is not built in.
                pglite(folder).map_err(|other| match other {
                    Error::NoPglite => error,
                    other => other,
                })
            }
            started => started,
        },
    }
}

#[cfg(unix)]
fn native(folder: &Path) -> Result<Database, Error> {
    let server = crate::native::Cluster::persistent(folder.join("postgres")).start()?;
    Ok(Database {
        running: Running::Native(server),
    })
}

#[cfg(not(unix))]
fn native(_: &Path) -> Result<Database, Error> {
    Err(Error::NoPrograms)
}

#[cfg(all(unix, feature = "pglite"))]
fn pglite(folder: &Path) -> Result<Database, Error> {
    let pglite = crate::pglite::Pglite::persistent(folder.join("pglite"))?;
    Ok(Database {
        running: Running::Pglite(Box::new(pglite)),
    })
}

#[cfg(not(all(unix, feature = "pglite")))]
fn pglite(_: &Path) -> Result<Database, Error> {
    Err(Error::NoPglite)
}

impl Database {
    /// Where clients connect.
    #[must_use]
    pub fn url(&self) -> &str {
        match self.running {
            #[cfg(unix)]
            Running::Native(ref server) => server.url(),
            #[cfg(all(unix, feature = "pglite"))]
            Running::Pglite(ref pglite) => pglite.url(),
        }
    }

    /// What serves it.
    #[must_use]
    pub fn backend(&self) -> Backend {
        match self.running {
            #[cfg(unix)]
            Running::Native(_) => Backend::Native,
            #[cfg(all(unix, feature = "pglite"))]
            Running::Pglite(_) => Backend::Pglite,
        }
    }

    /// How many connections it can take at once, if that is fewer than a pool usually has.
    #[must_use]
    pub fn max_connections(&self) -> Option<usize> {
        match self.running {
            #[cfg(unix)]
            Running::Native(_) => None,
            #[cfg(all(unix, feature = "pglite"))]
            Running::Pglite(_) => Some(crate::pglite::MAX_CONNECTIONS),
        }
    }

    /// Stops using the database, and waits for its end if nobody else uses it; as dropping it
    /// does.
    pub fn stop(self) {}
}
