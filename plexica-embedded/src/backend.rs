//! Which PostgreSQL it is.

use std::env;
use std::fmt;

use crate::Error;

/// Asks for one backend, instead of the first that works.
const BACKEND_VARIABLE: &str = "PLEXICA_EMBEDDED";

/// What serves the embedded database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Backend {
    /// The machine's own PostgreSQL.
    Native,
    /// PGlite, a PostgreSQL that runs inside of the program.
    Pglite,
}

impl Backend {
    /// The backend that `PLEXICA_EMBEDDED` asks for.
    pub(crate) fn asked_for() -> Result<Option<Self>, Error> {
        let value = env::var_os(BACKEND_VARIABLE).unwrap_or_default();
        match value.to_string_lossy().as_ref() {
            "" => Ok(None),
            "native" => Ok(Some(Self::Native)),
            "pglite" => Ok(Some(Self::Pglite)),
            value => Err(Error::UnknownBackend {
                value: value.to_owned(),
            }),
        }
    }
}

impl fmt::Display for Backend {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Native => "PostgreSQL",
            Self::Pglite => "PGlite",
        })
    }
}
