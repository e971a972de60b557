//! `plexica migrate`.

mod changes;
mod deploy;
mod dev;
mod diff;
mod progress;
mod status;

use clap::Subcommand;
use deploy::Deploy;
use dev::Dev;
use diff::Diff;
use status::Status;

use crate::{exit::Exit, failure::Failure, output::Output, project::Project};

/// Write migrations, apply them to core and to every tenant, and see which are applied
#[derive(Debug, Subcommand)]
pub(crate) enum Migrate {
    Dev(Dev),
    Deploy(Deploy),
    Diff(Diff),
    Status(Status),
}

impl Migrate {
    pub(crate) fn run(self, project: &Project, output: &Output) -> Result<Exit, Failure> {
        match self {
            Self::Dev(command) => command.run(project, output),
            Self::Deploy(command) => command.run(project, output),
            Self::Diff(command) => command.run(project, output),
            Self::Status(command) => command.run(project, output),
        }
    }
}
