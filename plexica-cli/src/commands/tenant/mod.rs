//! `plexica tenant`.

mod activate;
mod create;
mod drop;
mod list;
mod object;
mod suspend;

use activate::Activate;
use clap::Subcommand;
use create::Create;
use drop::Drop;
use list::List;
use suspend::Suspend;

use crate::{exit::Exit, failure::Failure, output::Output, project::Project};

/// Create and list tenants, take them out of use and back, and drop them
#[derive(Debug, Subcommand)]
pub(crate) enum Tenant {
    Create(Create),
    List(List),
    Suspend(Suspend),
    Activate(Activate),
    Drop(Drop),
}

impl Tenant {
    pub(crate) fn run(self, project: &Project, output: &Output) -> Result<Exit, Failure> {
        match self {
            Self::Create(command) => command.run(project, output),
            Self::List(command) => command.run(project, output),
            Self::Suspend(command) => command.run(project, output),
            Self::Activate(command) => command.run(project, output),
            Self::Drop(command) => command.run(project, output),
        }
    }
}
