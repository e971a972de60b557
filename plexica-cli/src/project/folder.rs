use std::{
    env, fs,
    path::{Path, PathBuf},
};

use plexica_client::migration::Migration;
use plexica_migrate::read_migrations;
use plexica_schema::{Checked, Sources, schema::Schema};

use super::settings::Settings;
use crate::failure::Failure;

const SETTINGS_FILE: &str = "plexica.toml";

/// A project: the folder of its `plexica.toml`, otherwise the current one.
#[derive(Debug)]
pub(crate) struct Project {
    /// Empty for the current folder, so that paths in messages are as short as they can be.
    folder: PathBuf,
    settings: Settings,
}

impl Project {
    /// The project of the settings file that is given, or of the nearest one here or above.
    pub(crate) fn find(config: Option<&Path>) -> Result<Self, Failure> {
        let file = match config {
            Some(file) => Some(file.to_owned()),
            None => nearest_settings()?,
        };
        let Some(file) = file else {
            return Ok(Self {
                folder: PathBuf::new(),
                settings: Settings::default(),
            });
        };
        let text = fs::read_to_string(&file).map_err(|error| {
            Failure::could_not_run(format!("failed to read `{}`: {error}", file.display()))
        })?;
        Ok(Self {
            settings: Settings::parse(&file, &text)?,
            folder: file.parent().map(Path::to_owned).unwrap_or_default(),
        })
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.settings
    }

    /// A path of the project's own.
    pub(crate) fn path(&self, relative: &str) -> PathBuf {
        self.folder.join(relative)
    }

    /// Where the schema is.
    pub(crate) fn schema_path(&self, given: Option<&Path>) -> PathBuf {
        match given {
            Some(path) => path.to_owned(),
            None => self.path(self.settings.schema.as_deref().unwrap_or("schema")),
        }
    }

    /// Where the migrations are, if somebody has said so.
    pub(crate) fn named_migrations_path(&self, given: Option<&Path>) -> Option<PathBuf> {
        match given {
            Some(path) => Some(path.to_owned()),
            None => self
                .settings
                .migrations
                .as_deref()
                .map(|path| self.path(path)),
        }
    }

    /// Where the query files are, if somebody has said so.
    pub(crate) fn queries_path(&self, given: Option<&Path>) -> Option<PathBuf> {
        match given {
            Some(path) => Some(path.to_owned()),
            None => self.settings.queries.as_deref().map(|path| self.path(path)),
        }
    }

    /// Reads and checks the schema.
    pub(crate) fn load_schema(&self, given: Option<&Path>) -> Result<Schema, Failure> {
        let sources = Sources::load(self.schema_path(given))?;
        plexica_schema::check(&sources)
            .map(|Checked { schema, .. }| schema)
            .map_err(Failure::Schema)
    }

    /// Reads the migrations.
    pub(crate) fn load_migrations(
        &self,
        schema: Option<&Path>,
        given: Option<&Path>,
    ) -> Result<(PathBuf, Vec<Migration>), Failure> {
        let folder = self.migrations_path(schema, given);
        let migrations = read_migrations(&folder)?;
        Ok((folder, migrations))
    }

    /// Reads the migrations. None is there where the folder is not, unless somebody has named it.
    pub(crate) fn load_migrations_if_any(
        &self,
        schema: Option<&Path>,
        given: Option<&Path>,
    ) -> Result<(PathBuf, Vec<Migration>), Failure> {
        let folder = self.migrations_path(schema, given);
        if !folder.exists() && given.is_none() {
            return Ok((folder, Vec::new()));
        }
        self.load_migrations(schema, given)
    }

    fn migrations_path(&self, schema: Option<&Path>, given: Option<&Path>) -> PathBuf {
        match self.named_migrations_path(given) {
            Some(folder) => folder,
            None => beside(&self.schema_path(schema)).join("migrations"),
        }
    }
}

/// The folder of `.plx` files that a path names.
fn beside(schema: &Path) -> PathBuf {
    match schema.parent() {
        Some(parent) if schema.is_file() => parent.to_owned(),
        _ => schema.to_owned(),
    }
}

fn nearest_settings() -> Result<Option<PathBuf>, Failure> {
    let current = env::current_dir().map_err(|error| {
        Failure::could_not_run(format!("the current folder cannot be used: {error}"))
    })?;
    let mut folder = PathBuf::new();
    for _ in current.ancestors() {
        let file = folder.join(SETTINGS_FILE);
        if file.is_file() {
            return Ok(Some(file));
        }
        folder.push("..");
    }
    Ok(None)
}
