use std::path::Path;

use plexica_client::migration::Migration;
use plexica_codegen::migrations::{self, MigrationsError};

/// Why the migrations cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// The folder, or a file in it, is not as it should be.
    #[error(transparent)]
    Folder(#[from] MigrationsError),
    /// A file cannot be split into statements, or has one that may not stand in a migration. The
    /// message begins with file and line.
    #[error(transparent)]
    Script(#[from] plexica_client::Error),
}

/// Reads the migrations of a folder, oldest first, ready to be applied.
///
/// # Errors
/// A [`ReadError`] that names the file.
pub fn read_migrations(folder: &Path) -> Result<Vec<Migration>, ReadError> {
    migrations::read(folder)?
        .iter()
        .map(|migration| {
            let (core, tenant) = (migration.core.as_deref(), migration.tenant.as_deref());
            Ok(Migration::new(&migration.id, core, tenant)?)
        })
        .collect()
}
