use std::{
    error::Error as _,
    fmt::Write as _,
    fs, io,
    path::{Path, PathBuf},
};

use miette::{GraphicalReportHandler, GraphicalTheme};
use plexica_schema::{Diagnostics, LoadError};

use crate::{migrations::MigrationsError, queries::QueriesError};

/// Why nothing was generated.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There is no folder to write to.
    #[error(
        "`OUT_DIR` is not set, so this is not a build script that cargo runs: call `generate()` \
         from `build.rs`, or name a folder with `.out_dir(…)`"
    )]
    NoOutDir,
    /// The schema could not be read.
    #[error("{source}{}", from_where(source, base))]
    Load {
        /// What is wrong with the path or with a file.
        #[source]
        source: LoadError,
        /// The folder that a relative path starts from.
        base: PathBuf,
    },
    /// The schema has errors.
    #[error("the schema has errors:\n{0}")]
    Schema(Diagnostics),
    /// The migrations could not be read.
    #[error(transparent)]
    Migrations(#[from] MigrationsError),
    /// The query files could not be read, or have mistakes.
    #[error(transparent)]
    Queries(#[from] QueriesError),
    /// There is a file in the way that the generator did not write.
    #[error(
        "`{}` was not written by the generator, which would overwrite it: remove it, or generate \
         into a folder of its own",
        path.display()
    )]
    NotOurs {
        /// The file.
        path: PathBuf,
    },
    /// A file could not be written.
    #[error("failed to write `{}`", path.display())]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// The reason.
        source: io::Error,
    },
}

fn from_where(error: &LoadError, base: &Path) -> String {
    match error {
        LoadError::NotFound { path } if path.is_relative() => {
            format!(" (seen from `{}`)", base.display())
        }
        _ => String::new(),
    }
}

impl Error {
    /// The error as a person wants to see it: a drawing of each diagnostic in its place, or the
    /// message with what caused it.
    #[must_use]
    pub fn report(&self, colors: Colors) -> String {
        let mut text = String::new();
        if let Self::Schema(diagnostics) = self {
            let theme = match colors {
                Colors::Always => GraphicalTheme::unicode(),
                Colors::Never => GraphicalTheme::unicode_nocolor(),
            };
            let handler = GraphicalReportHandler::new_themed(theme).with_links(false);
            for report in diagnostics.reports() {
                // Writing to a `String` fails only where a source cannot be read; its message is
                // still there to show.
                if handler.render_report(&mut text, &report).is_err() {
                    let _ = writeln!(text, "error: {report}");
                }
                text.push('\n');
            }
            return text;
        }
        let _ = writeln!(text, "error: {self}");
        // `Load` and `Migrations` say what their source says.
        let mut cause = match self {
            Self::Load { source, .. } => source.source(),
            error => error.source(),
        };
        while let Some(error) = cause {
            let _ = writeln!(text, "  caused by: {error}");
            cause = error.source();
        }
        if let Some(found) = self.schema_nearby() {
            let found = found.display();
            let _ = writeln!(text, "  help: `{found}` has one: `.schema(\"{found}\")`");
        }
        text
    }

    /// A schema beside the path where there is none.
    fn schema_nearby(&self) -> Option<PathBuf> {
        let Self::Load {
            source: LoadError::NotFound { path },
            base,
        } = self
        else {
            return None;
        };
        let folder = path.parent()?;
        let names = file_names(&base.join(folder));
        let is_schema = |name: &PathBuf| {
            let path = base.join(folder).join(name);
            is_plx(name) || path.is_dir() && file_names(&path).iter().any(|name| is_plx(name))
        };
        names
            .into_iter()
            .find(is_schema)
            .map(|name| folder.join(name))
    }
}

fn is_plx(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "plx")
}

/// The names in a folder, sorted; none where it cannot be read.
fn file_names(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<PathBuf> = entries.map(|entry| entry.file_name().into()).collect();
    names.sort();
    names
}

/// Whether a report has ANSI colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colors {
    /// For a terminal that shows them.
    Always,
    /// Plain text.
    Never,
}
