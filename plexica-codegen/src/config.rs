use std::{
    env,
    path::{Path, PathBuf},
};

use crate::{
    Error,
    migrations::{self, Migration, MigrationsError},
};

/// The folder of migrations, beside the schema's files, where none is named.
const MIGRATIONS: &str = "migrations";

/// What to generate from, and where to. Made by [`configure`].
#[derive(Debug, Clone)]
#[must_use = "nothing is generated before `generate()` is called"]
pub struct Config {
    schema: PathBuf,
    migrations: Option<PathBuf>,
    queries: Option<PathBuf>,
    out_dir: Option<PathBuf>,
}

/// Generation with the usual settings: the schema in `schema`, its migrations in
/// `schema/migrations`, the output in `$OUT_DIR/plexica`.
///
/// ```no_run
/// // build.rs
/// plexica_codegen::configure().schema("schema").generate();
/// ```
pub fn configure() -> Config {
    Config {
        schema: "schema".into(),
        migrations: None,
        queries: None,
        out_dir: None,
    }
}

impl Config {
    /// The schema: a `.plx` file, or a folder of them that are read together. A relative path
    /// starts from the folder of the package's `Cargo.toml`.
    pub fn schema(mut self, path: impl Into<PathBuf>) -> Self {
        self.schema = path.into();
        self
    }

    /// The folder of migrations, which then has to be there. Without this it is `migrations`
    /// beside the `.plx` files, and may be missing.
    pub fn migrations(mut self, path: impl Into<PathBuf>) -> Self {
        self.migrations = Some(path.into());
        self
    }

    /// A folder of `.sql` files, each of which becomes a function of the client's module `queries`,
    /// or one file. The types of its parameters and columns are in a file beside it, which
    /// `plexica queries` writes. Without this there are none.
    pub fn queries(mut self, path: impl Into<PathBuf>) -> Self {
        self.queries = Some(path.into());
        self
    }

    /// The folder to write to, made where it is missing. Without this it is `$OUT_DIR/plexica`,
    /// where `include_client!` looks.
    pub fn out_dir(mut self, path: impl Into<PathBuf>) -> Self {
        self.out_dir = Some(path.into());
        self
    }

    pub(crate) fn schema_path(&self) -> PathBuf {
        from_package(&self.schema)
    }

    pub(crate) fn migrations_path(&self) -> PathBuf {
        match &self.migrations {
            Some(path) => from_package(path),
            None => {
                let schema = self.schema_path();
                let folder = match schema.parent() {
                    Some(parent) if schema.is_file() => parent.to_owned(),
                    _ => schema,
                };
                folder.join(MIGRATIONS)
            }
        }
    }

    pub(crate) fn read_migrations(&self) -> Result<Vec<Migration>, Error> {
        let folder = self.migrations_path();
        if folder.exists() {
            return Ok(migrations::read(&folder)?);
        }
        if let Some(found) = migrations::misnamed(&folder) {
            return Err(MigrationsError::Misnamed {
                found,
                expected: folder,
            }
            .into());
        }
        if self.migrations.is_some() {
            return Ok(migrations::read(&folder)?);
        }
        Ok(Vec::new())
    }

    pub(crate) fn queries_path(&self) -> Option<PathBuf> {
        self.queries.as_deref().map(from_package)
    }

    pub(crate) fn out_path(&self) -> Result<PathBuf, Error> {
        match &self.out_dir {
            Some(path) => Ok(from_package(path)),
            None => env::var_os("OUT_DIR")
                .map(|out_dir| Path::new(&out_dir).join("plexica"))
                .ok_or(Error::NoOutDir),
        }
    }
}

/// A relative path from the package's folder, where a build script's work starts anyway: there it
/// stays as it is, since that is how it reads best in a message.
fn from_package(path: &Path) -> PathBuf {
    let package = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    match package {
        Some(package) if env::current_dir().ok().as_ref() != Some(&package) => package.join(path),
        _ => path.to_owned(),
    }
}
