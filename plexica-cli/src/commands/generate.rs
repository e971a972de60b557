use std::path::{Path, PathBuf};

use clap::Args;
use plexica_codegen::configure;

use crate::{
    exit::Exit,
    failure::{Failure, print_warning},
    output::Output,
    project::Project,
};

const EXAMPLES: &str = "\
Examples:
  plexica generate --out src/db
  plexica generate schema --out src/db && git diff --exit-code src/db

A build script does the same at every build: see plexica_codegen::configure().";

/// Write the Rust client and its SQL to a folder, to be checked in
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Generate {
    /// A `.plx` file, or a folder of them that are read together
    path: Option<PathBuf>,

    /// The folder to write to; made where it is missing
    #[arg(long, value_name = "DIR")]
    out: PathBuf,

    /// The folder of migrations, in place of `migrations` beside the schema
    #[arg(long, value_name = "DIR")]
    migrations: Option<PathBuf>,

    /// The folder of query files, each of which becomes a function
    #[arg(long, value_name = "DIR")]
    queries: Option<PathBuf>,
}

impl Generate {
    pub(crate) fn run(self, project: &Project, output: &Output) -> Result<Exit, Failure> {
        // Once more than the generator does, for messages with paths as they were given.
        project.load_schema(self.path.as_deref())?;

        let out = absolute(&self.out)?;
        let mut config = configure()
            .schema(absolute(&project.schema_path(self.path.as_deref()))?)
            .out_dir(&out);
        if let Some(folder) = project.named_migrations_path(self.migrations.as_deref()) {
            config = config.migrations(absolute(&folder)?);
        }
        if let Some(folder) = project.queries_path(self.queries.as_deref()) {
            config = config.queries(absolute(&folder)?);
        }
        let generated = config.try_generate()?;
        for warning in &generated.warnings {
            print_warning(warning);
        }
        // As the folder was given.
        let shown = |path: &Path| {
            let path = path.strip_prefix(&out).unwrap_or(path);
            self.out.join(path).display().to_string()
        };
        for path in &generated.written {
            output.line(format_args!("wrote {}", shown(path)));
        }
        for path in &generated.removed {
            output.line(format_args!("removed {}", shown(path)));
        }
        if generated.written.is_empty() && generated.removed.is_empty() {
            output.line(format_args!("{} is up to date", self.out.display()));
        }
        Ok(Exit::Ok)
    }
}

/// The generator would start a relative path from `CARGO_MANIFEST_DIR`, as a build script does.
fn absolute(path: &Path) -> Result<PathBuf, Failure> {
    std::path::absolute(path).map_err(|error| {
        Failure::could_not_run(format!("`{}` cannot be used: {error}", path.display()))
    })
}
