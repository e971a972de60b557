use std::path::PathBuf;

use clap::{Parser, Subcommand};

use crate::{
    commands::{Check, Explain, Format, Generate, Import, Migrate, Queries, Sql, Tenant},
    exit::{EXIT_CODES, Exit},
    failure::Failure,
    output::Output,
    project::Project,
};

const EXAMPLES: &str = "\
Examples:
  plexica check                              check the schema in ./schema
  plexica format                             lay it out
  plexica sql --tenant acme-corp | psql      a tenant's tables by hand
  plexica migrate deploy                     bring core and every tenant up to date
  plexica tenant create acme-corp --set name=Acme

Settings are read from plexica.toml, here or in a folder above:
  schema       = \"schema\"
  migrations   = \"schema/migrations\"
  queries      = \"queries\"
  database_url = \"postgresql://user:password@host:5432/database\"

  [pool]
  max_connections = 10

The database's URL is the first of: --database-url, DATABASE_URL in the environment, in a .env
file, database_url in plexica.toml, and url in the schema's datasource.
";

/// The data layer of a multi-tenant platform: one PostgreSQL schema for the platform, and one for
/// each tenant
#[derive(Debug, Parser)]
#[command(
    name = "plexica",
    version,
    propagate_version = true,
    after_help = EXIT_CODES,
    after_long_help = format!("{EXAMPLES}\n{EXIT_CODES}")
)]
pub(crate) struct Arguments {
    /// The settings, in place of the nearest plexica.toml
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,

    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(Check),
    Explain(Explain),
    Format(Format),
    Sql(Sql),
    Generate(Generate),
    Queries(Queries),
    Import(Import),
    #[command(subcommand)]
    Migrate(Migrate),
    #[command(subcommand)]
    Tenant(Tenant),
}

impl Arguments {
    /// Runs the command.
    pub(crate) fn run(self, output: &Output) -> Result<Exit, Failure> {
        let project = Project::find(self.config.as_deref())?;
        match self.command {
            Command::Check(command) => command.run(&project, output),
            Command::Explain(command) => command.run(output),
            Command::Format(command) => command.run(&project, output),
            Command::Sql(command) => command.run(&project, output),
            Command::Generate(command) => command.run(&project, output),
            Command::Queries(command) => command.run(&project, output),
            Command::Import(command) => command.run(&project, output),
            Command::Migrate(command) => command.run(&project, output),
            Command::Tenant(command) => command.run(&project, output),
        }
    }
}
