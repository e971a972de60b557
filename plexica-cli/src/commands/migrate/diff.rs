use std::path::{Path, PathBuf};

use clap::Args;
use plexica_client::migration::Migration;
use plexica_migrate::diff::{Step, script};
use plexica_schema::schema::Schema;
use serde::Serialize;

use super::changes;
use crate::{exit::Exit, failure::Failure, output::Output, project::Project};

const EXAMPLES: &str = "\
Examples:
  plexica migrate diff                                   what no migration holds yet
  plexica migrate diff --exit-code                       the same as a check, for CI
  plexica migrate diff --from old.plx --to new.plx
  plexica migrate diff --from empty --to schema --json
  plexica migrate diff --rename Person=User --rename Person.mail=email

A side is the path of a schema, `migrations` for what the migrations lead to, or `empty`. Nothing is
asked of a database.

Exit codes: 0, or with --exit-code 1 when the sides differ; 1 when a schema has errors or no migration
can lead from one side to the other; 2 when something cannot be read.";

/// Show the SQL that leads from one schema to another
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Diff {
    /// The side to begin with
    #[arg(long, value_name = "SIDE", default_value = "migrations")]
    from: String,

    /// The side to lead to; the project's schema unless given
    #[arg(long, value_name = "SIDE")]
    to: Option<String>,

    /// A model or a field that is only called otherwise: Person=User, Person.mail=email
    #[arg(long, value_name = "OLD=NEW")]
    rename: Vec<String>,

    /// End with exit code 1 when the sides differ
    #[arg(long)]
    exit_code: bool,

    /// Print a JSON object
    #[arg(long)]
    json: bool,

    /// The schema: a `.plx` file, or a folder of them
    #[arg(long, value_name = "PATH")]
    schema: Option<PathBuf>,

    /// The folder of migrations, in place of `migrations` beside the schema
    #[arg(long, value_name = "DIR")]
    migrations: Option<PathBuf>,
}

impl Diff {
    pub(crate) fn run(self, project: &Project, output: &Output) -> Result<Exit, Failure> {
        let from = self.side(project, &self.from)?;
        let to = match &self.to {
            Some(to) => self.side(project, to)?,
            None => Some(changes::read(&project.schema_path(self.schema.as_deref()))?.schema),
        };
        let diff = changes::between(from.as_ref(), to.as_ref(), &self.rename)?;
        if self.json {
            output.json(&DiffObject {
                core: diff.core.iter().map(StepObject::from).collect(),
                tenant: diff.tenant.iter().map(StepObject::from).collect(),
            });
        } else {
            output.text(&in_sql(&diff));
        }
        Ok(if self.exit_code && !diff.is_empty() {
            Exit::No
        } else {
            Exit::Ok
        })
    }

    /// The schema of a side; `None` for nothing.
    fn side(&self, project: &Project, side: &str) -> Result<Option<Schema>, Failure> {
        match side {
            "empty" => Ok(None),
            "migrations" => {
                let (folder, migrations) = self.migrations(project)?;
                changes::read_last(&folder, &migrations)
            }
            path => Ok(Some(changes::read(Path::new(path))?.schema)),
        }
    }

    fn migrations(&self, project: &Project) -> Result<(PathBuf, Vec<Migration>), Failure> {
        project.load_migrations_if_any(self.schema.as_deref(), self.migrations.as_deref())
    }
}

fn in_sql(diff: &plexica_migrate::diff::Diff) -> String {
    let section = |head: &str, steps: &[Step]| match steps {
        [] => String::new(),
        steps => format!("-- {head}\n\n{}", script(steps)),
    };
    let core = section("Core", &diff.core);
    let tenant = section("In the schema of every tenant", &diff.tenant);
    match (core.is_empty(), tenant.is_empty()) {
        (true, true) => "-- Nothing differs.\n".to_owned(),
        (false, false) => format!("{core}\n{tenant}"),
        _ => core + &tenant,
    }
}

#[derive(Debug, Serialize)]
struct DiffObject {
    core: Vec<StepObject>,
    tenant: Vec<StepObject>,
}

#[derive(Debug, Serialize)]
struct StepObject {
    sql: Vec<String>,
    hazards: Vec<HazardObject>,
}

#[derive(Debug, Serialize)]
struct HazardObject {
    kind: &'static str,
    message: String,
    safer: &'static str,
}

impl From<&Step> for StepObject {
    fn from(step: &Step) -> Self {
        let hazards = step.hazards().into_iter();
        Self {
            sql: step.statements(),
            hazards: hazards
                .map(|hazard| HazardObject {
                    kind: hazard.kind.name(),
                    message: hazard.message,
                    safer: hazard.safer,
                })
                .collect(),
        }
    }
}
