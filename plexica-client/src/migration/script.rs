use sha2::{Digest, Sha256};

use super::{SqlStatement, split_statements};
use crate::Error;

/// A migration as the generator embeds it.
#[derive(Debug, Clone, Copy)]
pub struct MigrationDef {
    /// Its folder's name: `20260114095039_add_workspaces`.
    pub id: &'static str,
    /// The text of its `core.sql`.
    pub core: Option<&'static str>,
    /// The text of its `tenant.sql`.
    pub tenant: Option<&'static str>,
}

/// A migration, ready to be applied.
#[derive(Debug, Clone)]
pub struct Migration {
    /// Its folder's name.
    pub id: String,
    /// What it does in core.
    pub core: Option<Script>,
    /// What it does in each tenant's schema.
    pub tenant: Option<Script>,
}

/// One file of a migration.
#[derive(Debug, Clone)]
pub struct Script {
    pub(crate) statements: Vec<SqlStatement>,
    pub(crate) checksum: String,
}

impl Migration {
    /// Reads a migration's files.
    ///
    /// # Errors
    /// When a file cannot be split into statements, or has a statement that would end the
    /// transaction it runs in.
    pub fn new(id: &str, core: Option<&str>, tenant: Option<&str>) -> Result<Self, Error> {
        let script = |file: &str, text: Option<&str>| {
            text.map(|text| {
                Script::parse(text)
                    .map_err(|error| Error::migration(format!("{id}/{file}:{error}")))
            })
            .transpose()
        };
        Ok(Self {
            id: id.to_owned(),
            core: script("core.sql", core)?,
            tenant: script("tenant.sql", tenant)?,
        })
    }

    pub(crate) fn from_defs(defs: &[MigrationDef]) -> Result<Vec<Self>, Error> {
        defs.iter()
            .map(|def| Self::new(def.id, def.core, def.tenant))
            .collect()
    }
}

/// Words that a statement which ends or starts a transaction begins with.
const TRANSACTION_CONTROL: [&str; 6] = ["BEGIN", "START", "COMMIT", "END", "ROLLBACK", "ABORT"];

impl Script {
    fn parse(text: &str) -> Result<Self, String> {
        let statements =
            split_statements(text).map_err(|error| format!("{}: {}", error.line, error.message))?;
        for statement in &statements {
            let word = statement.first_word();
            if TRANSACTION_CONTROL
                .iter()
                .any(|control| control.eq_ignore_ascii_case(&word))
            {
                return Err(format!(
                    "{}: `{word}` may not stand in a migration: Plexica runs each scope's part in a transaction of \
                     its own, together with the ledger's row",
                    statement.line
                ));
            }
        }
        Ok(Self {
            statements,
            checksum: checksum(text),
        })
    }
}

/// SHA-256 of the text in hexadecimal. How lines end does not count: git may change that.
fn checksum(text: &str) -> String {
    use std::fmt::Write as _;
    let digest = Sha256::digest(text.replace("\r\n", "\n"));
    digest
        .iter()
        .fold(String::with_capacity(64), |mut hex, byte| {
            // Writing into a `String` cannot fail.
            let _ = write!(hex, "{byte:02x}");
            hex
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_endings_do_not_count_for_the_checksum() {
        assert_eq!(checksum("a\nb"), checksum("a\r\nb"));
        assert_ne!(checksum("a\nb"), checksum("a b"));
    }

    #[test]
    fn a_statement_that_ends_the_transaction_is_refused_with_its_place() {
        let error = Migration::new("1_x", Some("SELECT 1;\n-- now\ncommit;"), None).unwrap_err();
        assert!(
            error.to_string().starts_with("1_x/core.sql:3: `commit`"),
            "{error}"
        );
    }
}
