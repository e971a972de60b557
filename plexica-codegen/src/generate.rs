use std::{
    env,
    path::{Path, PathBuf},
    process,
};

use plexica_schema::{Checked, Diagnostics, Sources, schema::Schema};

use crate::{
    Colors, Config, Error,
    embedded::Embedded,
    output, pending,
    queries::{self, QueriesError},
    rust,
    sql::DatabaseModel,
};

/// What a run has done.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Generated {
    /// The files that are new or have other bytes than before.
    pub written: Vec<PathBuf>,
    /// The files that were right already and were not touched.
    pub unchanged: Vec<PathBuf>,
    /// The files of the last run that are no longer generated.
    pub removed: Vec<PathBuf>,
    /// What the author of the schema should know, a line each.
    pub warnings: Vec<String>,
}

impl Config {
    /// Generates, as a build script does it: tells cargo what to watch and what to warn of. When
    /// something is wrong it is printed as it should be read, and the build ends there.
    #[expect(
        clippy::print_stdout,
        clippy::print_stderr,
        reason = "this is how a build script speaks to cargo and to its user"
    )]
    pub fn generate(self) {
        match self.try_generate() {
            Ok(generated) => {
                for path in self.watched_paths() {
                    println!("cargo::rerun-if-changed={}", path.display());
                }
                for warning in generated.warnings {
                    println!("cargo::warning={warning}");
                }
            }
            // Nothing on stdout: cargo shows both streams of a script that fails, and runs it
            // again next time whatever it was told to watch.
            Err(error) => {
                eprint!("{}", error.report(colors_of_cargo()));
                process::exit(1);
            }
        }
    }

    /// Generates, and leaves it to the caller to tell of it. Prints nothing.
    ///
    /// # Errors
    /// An [`Error`] that says what stands in the way. No file has been written then, except
    /// where writing itself failed.
    pub fn try_generate(&self) -> Result<Generated, Error> {
        let folder = self.out_path()?;
        let Checked { schema, warnings } = load(&self.schema_path())?;
        let migrations = self.read_migrations()?;
        let queries = match self.queries_path() {
            Some(path) => {
                let queries = queries::read_with_types(&path)?;
                let file = rust::emit_queries(&schema, &queries);
                Some(file.map_err(QueriesError::Mistakes)?)
            }
            None => None,
        };

        let model = DatabaseModel::from(&schema);
        let mut files = files(
            &schema,
            Embedded::new(&model, &migrations),
            queries.is_some(),
        );
        files.extend(queries);
        let outcome = output::write(&folder, &files)?;

        let mut warnings = lines(&warnings);
        if let Some(last) = migrations.last() {
            warnings.extend(pending::warning(&model, &self.migrations_path(), last));
        }
        Ok(Generated {
            written: outcome.written,
            unchanged: outcome.unchanged,
            removed: outcome.removed,
            warnings,
        })
    }

    /// What the output is made of. Only what exists: cargo takes a path without a file for one
    /// that always changes.
    fn watched_paths(&self) -> Vec<PathBuf> {
        let migrations = self.migrations_path();
        let schema = self.schema_path();
        // A folder is watched with all that is in it.
        let views = schema.with_file_name("views");
        let has_views = schema.is_file() && views.exists();
        let mut paths = vec![schema];
        paths.extend(has_views.then_some(views));
        if migrations.exists() {
            paths.push(migrations);
        }
        paths.extend(self.queries_path());
        paths
    }
}

/// How many warnings of the language a build shows. Cargo shows them again at every build, so what
/// works as it is, and could be better, is left to `plexica check`.
const MAX_WARNINGS: usize = 5;

fn lines(warnings: &Diagnostics) -> Vec<String> {
    let text = warnings.without_advice().to_string();
    let mut lines: Vec<_> = text.lines().map(str::to_owned).collect();
    let more = lines.len().saturating_sub(MAX_WARNINGS);
    if more > 0 {
        lines.truncate(MAX_WARNINGS);
        lines.push(format!(
            "the schema has {more} more: `plexica check` shows all of them"
        ));
    }
    lines
}

/// Reads and checks a schema.
pub(crate) fn load(path: &Path) -> Result<Checked, Error> {
    let sources = Sources::load(path).map_err(|source| Error::Load {
        source,
        base: env::current_dir().unwrap_or_default(),
    })?;
    plexica_schema::check(&sources).map_err(Error::Schema)
}

/// Every file of the output: relative paths and texts.
fn files(schema: &Schema, embedded: Embedded<'_>, has_queries: bool) -> Vec<(String, String)> {
    let mut files = rust::emit(schema, &embedded, has_queries);
    files.push(("core.sql".to_owned(), embedded.core_sql));
    if let Some(sql) = embedded.tenant_sql {
        files.push(("tenant.sql".to_owned(), sql));
    }
    files
}

/// Cargo shows a script's stderr as it is. It is no terminal, so colours are for those who ask
/// cargo for them.
fn colors_of_cargo() -> Colors {
    let is_refused = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let is_asked_for = env::var_os("CARGO_TERM_COLOR").is_some_and(|value| value == "always");
    if is_asked_for && !is_refused {
        Colors::Always
    } else {
        Colors::Never
    }
}
