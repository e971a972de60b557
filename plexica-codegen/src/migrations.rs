//! The migrations folder: one folder a migration, with `core.sql` and/or `tenant.sql`.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

const CORE: &str = "core.sql";
const TENANT: &str = "tenant.sql";
/// The schema that a migration leads to, beside its SQL.
pub(crate) const SNAPSHOT: &str = "schema.plx";
/// What the views of that schema select, beside it.
pub(crate) const VIEWS: &str = "views";

/// A migration as its folder holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Migration {
    /// The folder's name, `20260114095039_add_workspaces`, by which migrations are ordered.
    pub id: String,
    /// What to run once, for the platform's own schemas. Line endings as in the file.
    pub core: Option<String>,
    /// What to run in every tenant's schema. Line endings as in the file.
    pub tenant: Option<String>,
}

/// What is wrong with a migrations folder.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MigrationsError {
    /// There is nothing at the path.
    #[error("there is no migrations folder at `{}`", path.display())]
    NotFound {
        /// The path that was given.
        path: PathBuf,
    },
    /// Another folder looks as if it were meant.
    #[error(
        "`{}` holds migrations, but they are looked for in `{}`: rename the folder, or name it with `.migrations(…)`",
        found.display(), expected.display()
    )]
    Misnamed {
        /// The folder that has migrations in it.
        found: PathBuf,
        /// The folder that was looked for.
        expected: PathBuf,
    },
    /// Something in the folder is not a migration.
    #[error(
        "`{}` is not a migration: a migration is a folder that is called 14 digits, `_` and a name \
         of a-z, 0-9 and `_`, as in `20260114095039_add_workspaces`",
        path.display()
    )]
    NotAMigration {
        /// The file or folder.
        path: PathBuf,
    },
    /// A file that is none of those which a migration has.
    #[error(
        "`{}` would be left out: a migration has `core.sql`, `tenant.sql`, `schema.plx` and `views/`",
        path.display()
    )]
    UnknownFile {
        /// The file.
        path: PathBuf,
    },
    /// There is no SQL in the folder.
    #[error("the migration `{}` has neither `core.sql` nor `tenant.sql`", path.display())]
    Empty {
        /// The migration's folder.
        path: PathBuf,
    },
    /// A file is not UTF-8.
    #[error("`{}` is not UTF-8: there is an invalid byte in line {line}", path.display())]
    NotUtf8 {
        /// The file.
        path: PathBuf,
        /// The line of the first bad byte, from 1.
        line: usize,
    },
    /// The operating system refused to read it.
    #[error("failed to read `{}`", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// The reason.
        source: io::Error,
    },
}

/// Reads the migrations of a folder, in their order. Hidden files are passed over.
///
/// # Errors
/// A [`MigrationsError`] that names what stands in the way: everything in the folder has to be a
/// migration, since one that is passed over in silence is a tenant without its tables.
pub fn read(folder: &Path) -> Result<Vec<Migration>, MigrationsError> {
    if !folder.is_dir() {
        return Err(MigrationsError::NotFound {
            path: folder.to_owned(),
        });
    }
    let mut migrations = Vec::new();
    for path in visible_entries(folder)? {
        migrations.push(read_migration(&path)?);
    }
    Ok(migrations)
}

fn read_migration(path: &Path) -> Result<Migration, MigrationsError> {
    let id = path.file_name().and_then(|name| name.to_str());
    let id = match id {
        Some(id) if is_migration_id(id) && path.is_dir() => id,
        _ => return Err(MigrationsError::NotAMigration { path: path.into() }),
    };
    let mut migration = Migration {
        id: id.to_owned(),
        core: None,
        tenant: None,
    };
    for file in visible_entries(path)? {
        match file.file_name().and_then(|name| name.to_str()) {
            Some(CORE) => migration.core = Some(read_text(&file)?),
            Some(TENANT) => migration.tenant = Some(read_text(&file)?),
            // The views of the schema that it leads to.
            Some(VIEWS) if file.is_dir() => {}
            Some(SNAPSHOT) => {}
            _ => return Err(MigrationsError::UnknownFile { path: file }),
        }
    }
    if migration.core.is_none() && migration.tenant.is_none() {
        return Err(MigrationsError::Empty { path: path.into() });
    }
    Ok(migration)
}

/// Whether a folder of this name is a migration: 14 digits, `_`, and a name.
fn is_migration_id(text: &str) -> bool {
    let Some((timestamp, name)) = text.split_once('_') else {
        return false;
    };
    let is_name = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_');
    timestamp.len() == 14
        && timestamp.bytes().all(|byte| byte.is_ascii_digit())
        && !name.is_empty()
        && name.bytes().all(is_name)
}

/// A folder beside `expected` that has migrations in it: its name is probably a slip.
pub(crate) fn misnamed(expected: &Path) -> Option<PathBuf> {
    let siblings = visible_entries(expected.parent()?).ok()?;
    siblings.into_iter().find(|path| {
        let entries = visible_entries(path).unwrap_or_default();
        entries.iter().any(|entry| {
            let name = entry.file_name().and_then(|name| name.to_str());
            name.is_some_and(is_migration_id) && entry.is_dir()
        })
    })
}

/// What is in a folder, in the order of names, without hidden files.
fn visible_entries(folder: &Path) -> Result<Vec<PathBuf>, MigrationsError> {
    let failed = |source| MigrationsError::Io {
        path: folder.to_owned(),
        source,
    };
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        if !entry.file_name().as_encoded_bytes().starts_with(b".") {
            paths.push(entry.path());
        }
    }
    paths.sort();
    Ok(paths)
}

fn read_text(path: &Path) -> Result<String, MigrationsError> {
    let bytes = fs::read(path).map_err(|source| MigrationsError::Io {
        path: path.to_owned(),
        source,
    })?;
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let newlines = error.as_bytes()[..valid].iter().filter(|&&b| b == b'\n');
        MigrationsError::NotUtf8 {
            path: path.to_owned(),
            line: newlines.count() + 1,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::is_migration_id;

    #[test]
    fn a_migration_is_called_by_its_time_and_a_name() {
        assert!(is_migration_id("20260114095039_add_workspaces"));
        assert!(is_migration_id("20260114095039_2"));
        for id in [
            "",
            "20260114095039",
            "20260114095039_",
            "2026011409503_short",
            "20260114095039_Upper",
            "20260114095039_with-hyphen",
            "2026011409503x_letter",
            "initial_20260114095039",
        ] {
            assert!(!is_migration_id(id), "{id:?} was accepted");
        }
    }
}
