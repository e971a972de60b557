//! `plexica migrate`.

mod deploy;
mod progress;
mod status;

use clap::Subcommand;
use deploy::Deploy;
use status::Status;

use crate::{exit::Exit, failure::Failure, output::Output, project::Project};

/// Apply migrations to core and to every tenant, and see which are applied
#[derive(Debug, Subcommand)]
pub(crate) enum Migrate {
    Deploy(Deploy),
    Status(Status),
}

impl Migrate {
    pub(crate) fn run(self, project: &Project, output: &Output) -> Result<Exit, Failure> {
        match self {
            Self::Deploy(command) => command.run(project, output),
            Self::Status(command) => command.run(project, output),
        }
    }
}
