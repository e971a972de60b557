use std::{fs, path::Path};

use anyhow::{Context as _, Result};
use clap::ValueEnum;

use crate::{diesel, plexica, sea_orm, shape::Shape};

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Library {
    Plexica,
    Diesel,
    SeaOrm,
}

/// The files of a crate, by their paths.
pub(crate) type Files = Vec<(String, String)>;

impl Library {
    pub(crate) const ALL: [Self; 3] = [Self::Plexica, Self::Diesel, Self::SeaOrm];

    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Plexica => "Plexica",
            Self::Diesel => "Diesel",
            Self::SeaOrm => "SeaORM",
        }
    }

    /// The name of its crate for so many models.
    pub(crate) fn package(self, models: usize) -> String {
        let name = match self {
            Self::Plexica => "plexica",
            Self::Diesel => "diesel",
            Self::SeaOrm => "sea-orm",
        };
        format!("{name}-of-{models}")
    }

    fn dependencies(self, product: &str) -> String {
        match self {
            Self::Plexica => format!(
                "[dependencies]\nplexica-client = {{ path = \"{product}/plexica-client\" }}\n\n\
                 [build-dependencies]\nplexica-codegen = {{ path = \"{product}/plexica-codegen\" }}\n"
            ),
            Self::Diesel => "[dependencies]\n\
                 chrono = { version = \"0.4\", default-features = false, features = [\"clock\"] }\n\
                 diesel = { version = \"2.3\", default-features = false, features = [\"32-column-tables\", \"chrono\", \"postgres_backend\", \"uuid\"] }\n\
                 uuid = \"1\"\n"
                .to_owned(),
            Self::SeaOrm => "[dependencies]\n\
                 sea-orm = { version = \"2\", default-features = false, features = [\"macros\", \"runtime-tokio\", \"sqlx-postgres\", \"with-chrono\", \"with-uuid\"] }\n"
                .to_owned(),
        }
    }

    /// Writes its crate, or the files of it that a changed shape changes.
    pub(crate) fn write(self, folder: &Path, product: &str, shape: Shape) -> Result<()> {
        let package = self.package(shape.models);
        let mut files = match self {
            Self::Plexica => plexica::files(shape),
            Self::Diesel => diesel::files(shape),
            Self::SeaOrm => sea_orm::files(shape),
        };
        files.push((
            "Cargo.toml".to_owned(),
            format!(
                "[package]\nname = \"{package}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n{}",
                self.dependencies(product)
            ),
        ));
        for (path, text) in files {
            let path = folder.join(&package).join(path);
            // Cargo looks at times.
            if fs::read_to_string(&path).is_ok_and(|old| old == text) {
                continue;
            }
            if let Some(parent) = path.parent() {
                fs::create_dir_all(parent)?;
            }
            fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
        }
        Ok(())
    }
}
