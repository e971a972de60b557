//! What can go wrong, why, and what to do about it.

use std::io;
use std::path::{Path, PathBuf};

/// Why there is no embedded database. Every message names the cause and the mend.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// PostgreSQL is not on the machine.
    #[error(
        "PostgreSQL's programs were not found: install PostgreSQL (the package `postgresql` of \
         most systems), name the folder of `postgres` and `initdb` in PLEXICA_POSTGRES_BIN, or \
         set DATABASE_URL to a server that runs already"
    )]
    NoPrograms,

    /// The folder that `PLEXICA_POSTGRES_BIN` names is not one of programs.
    #[error(
        "PLEXICA_POSTGRES_BIN is {}, but there are no `postgres` and `initdb` there that can be \
         run: correct it, or unset it to have them looked for", folder.display()
    )]
    NoProgramsInFolder {
        /// What the variable says.
        folder: PathBuf,
    },

    /// Only programs of a version before PostgreSQL 14 were found.
    #[error(
        "PostgreSQL {found} was found, but {oldest} or later is needed: install a later version, \
         or set DATABASE_URL to a server that runs already"
    )]
    TooOld {
        /// The major version found.
        found: u32,
        /// The oldest that will do.
        oldest: u32,
    },

    /// The cluster was made by another major version than the programs found.
    #[error(
        "the database was made by PostgreSQL {made_by}, and only {found} was found: install \
         PostgreSQL {made_by}, or, if nothing in the database is needed any more, delete {}",
        folder.display()
    )]
    OtherVersion {
        /// The cluster's folder.
        folder: PathBuf,
        /// The major version that the cluster is of.
        made_by: u32,
        /// The major version found.
        found: u32,
    },

    /// The program runs as root, and there is no user to run PostgreSQL as.
    #[error(
        "PostgreSQL does not run as root, and there is neither a user `postgres` nor `nobody` to \
         run it as: run the program as an ordinary user, or set DATABASE_URL"
    )]
    NoUnprivilegedUser,

    /// Neither the folder asked for nor the one instead can hold a cluster.
    #[error(
        "PostgreSQL can work neither in {} nor in {}: it needs a folder that the user it runs as \
         can reach and alone can enter, on a file system with FIFOs",
        wanted.display(), elsewhere.display()
    )]
    NoUsableFolder {
        /// The folder asked for.
        wanted: PathBuf,
        /// The folder tried instead.
        elsewhere: PathBuf,
    },

    /// The folder holds something else.
    #[error(
        "{} is neither empty nor the folder of an embedded database: choose another folder",
        folder.display()
    )]
    NotACluster {
        /// The folder asked for.
        folder: PathBuf,
    },

    /// The folder belongs to another user.
    #[error(
        "the embedded database in {} belongs to another user: run the program as that user, or \
         delete the folder if nothing in the database is needed any more", folder.display()
    )]
    OtherOwner {
        /// The folder asked for.
        folder: PathBuf,
    },

    /// A folder or a file in it could not be used.
    #[error("the embedded database cannot use {}", path.display())]
    Folder {
        /// The folder or file.
        path: PathBuf,
        /// What the system says.
        #[source]
        source: io::Error,
    },

    /// Another program has been starting or stopping the server for too long.
    #[error(
        "another program has been starting or stopping the embedded database in {} for too long: \
         end it and try again", folder.display()
    )]
    Busy {
        /// The folder of the cluster.
        folder: PathBuf,
    },

    /// A program could not be run.
    #[error("cannot run {}", program.display())]
    Run {
        /// The program.
        program: PathBuf,
        /// What the system says.
        #[source]
        source: io::Error,
    },

    /// A program failed.
    #[error("`{program}` failed:\n{}", output.trim_end())]
    Program {
        /// The program's name.
        program: &'static str,
        /// What it printed.
        output: String,
    },

    /// The server ended or hung while it was starting.
    #[error("PostgreSQL did not start in {}; its log ends with:\n{}", folder.display(), log.trim_end())]
    DidNotStart {
        /// The folder of the cluster.
        folder: PathBuf,
        /// The last lines of the server's log.
        log: String,
    },

    /// The server did not end.
    #[error("PostgreSQL does not stop in {}: end its processes and try again", folder.display())]
    DidNotStop {
        /// The folder of the cluster.
        folder: PathBuf,
    },

    /// PGlite serves another program.
    #[error(
        "another program uses the PGlite database in {}, which serves one at a time: end that \
         program, or install PostgreSQL, which serves many", folder.display()
    )]
    InUse {
        /// The folder of the database.
        folder: PathBuf,
    },

    /// PGlite did not start.
    #[error("PGlite did not start in {}", folder.display())]
    Pglite {
        /// The folder of the database.
        folder: PathBuf,
        /// What PGlite says.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },

    /// `PLEXICA_EMBEDDED` names no backend.
    #[error("PLEXICA_EMBEDDED is `{value}`: write `native` or `pglite`, or unset it")]
    UnknownBackend {
        /// What the variable says.
        value: String,
    },

    /// PGlite was asked for, and this program was built without it.
    #[error(
        "PLEXICA_EMBEDDED asks for PGlite, which this program was built without: build it with \
         the feature `pglite` of plexica-embedded, or unset the variable"
    )]
    NoPglite,
}

impl Error {
    pub(crate) fn folder(path: &Path, source: io::Error) -> Self {
        Self::Folder {
            path: path.to_path_buf(),
            source,
        }
    }

    pub(crate) fn run(program: &Path, source: io::Error) -> Self {
        Self::Run {
            program: program.to_path_buf(),
            source,
        }
    }
}
