use clap::Args;
use plexica_migrate::{
    NewMigration,
    diff::{Diff, HazardKind},
};

use super::{changes, deploy};
use crate::{
    database::DatabaseArguments,
    exit::Exit,
    failure::{Failure, print_error, print_help, print_warning, with_causes},
    output::Output,
    project::Project,
    wording::counted,
};

const EXAMPLES: &str = "\
Examples:
  plexica migrate dev --name add-workspaces
  plexica migrate dev --name add-workspaces --create-only     write it; look at it, edit it, run this again
  plexica migrate dev --name rename-user --rename Person=User --rename Person.mail=email

The migration is what has changed in the schema since the last one. What has another name is another
thing, unless it is said to be renamed. A migration that loses data is only applied with --yes.

Exit codes: 0 when it was done, 1 when the schema has errors, data would be lost, or core or a tenant
failed, 2 without a database.";

/// Write a migration for what has changed in the schema, and apply it
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Dev {
    /// What the migration is called
    #[arg(long, value_name = "NAME")]
    name: Option<String>,

    /// A model or a field that is only called otherwise: Person=User, Person.mail=email
    #[arg(long, value_name = "OLD=NEW")]
    rename: Vec<String>,

    /// Write the migration, and apply nothing
    #[arg(long)]
    create_only: bool,

    /// Go on where data is lost
    #[arg(long)]
    yes: bool,

    #[command(flatten)]
    database: DatabaseArguments,
}

impl Dev {
    pub(crate) fn run(self, project: &Project, output: &Output) -> Result<Exit, Failure> {
        let read = changes::read(&self.database.schema_path(project))?;
        let (folder, migrations) = self.database.load_migrations_if_any(project)?;
        let last = changes::read_last(&folder, &migrations)?;
        let diff = changes::between(last.as_ref(), Some(&read.schema), &self.rename)?;
        if diff.is_empty() {
            output.line("the migrations hold everything that is in the schema");
        } else {
            let Some(name) = &self.name else {
                return Err(Failure::could_not_run("a migration needs a name")
                    .help("give it with `--name`: `plexica migrate dev --name add-workspaces`"));
            };
            if !self.tell_hazards(&diff) {
                return Ok(Exit::No);
            }
            let last = migrations.last().map(|migration| migration.id.as_str());
            let migration = NewMigration::new(name, &diff, &read.sources, last)
                .map_err(|error| Failure::could_not_run(error.to_string()))?;
            let path = migration
                .write(&folder)
                .map_err(|error| Failure::could_not_run(with_causes(&error)))?;
            output.line(format_args!("wrote {}", path.display()));
        }
        if self.create_only {
            return Ok(Exit::Ok);
        }
        deploy::apply(&self.database, project, output, &read.schema)
    }

    /// Says what is dangerous. Whether to go on.
    fn tell_hazards(&self, diff: &Diff) -> bool {
        let hazards = changes::hazards(diff);
        for (place, hazard) in &hazards {
            print_warning(format_args!(
                "{} ({place}): {}; {}",
                hazard.kind, hazard.message, hazard.safer
            ));
        }
        let losses = hazards
            .iter()
            .filter(|(_, hazard)| hazard.kind == HazardKind::DataLoss);
        let losses = losses.count();
        if losses == 0 || self.create_only || self.yes {
            return true;
        }
        print_error(
            format_args!(
                "{} of this migration would lose data",
                counted(losses, "step")
            ),
            None,
        );
        print_help(
            "nothing was written. `--create-only` writes the migration and applies nothing; `--yes` goes on",
        );
        false
    }
}
