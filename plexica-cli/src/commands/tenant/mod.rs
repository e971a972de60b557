//! `plexica tenant`.

mod activate;
mod create;
mod drop;
mod list;
mod object;
mod rename;
mod show;
mod suspend;

use activate::Activate;
use clap::Subcommand;
use create::Create;
use drop::Drop;
use list::List;
use rename::Rename;
use show::Show;
use suspend::Suspend;

use crate::{exit::Exit, failure::Failure, output::Output, project::Project};

/// Create, list and show tenants, take them out of use and back, rename and drop them
#[derive(Debug, Subcommand)]
pub(crate) enum Tenant {
    Create(Create),
    List(List),
    Show(Show),
    Suspend(Suspend),
    Activate(Activate),
    Rename(Rename),
    Drop(Drop),
}

impl Tenant {
    pub(crate) fn run(self, project: &Project, output: &Output) -> Result<Exit, Failure> {
        match self {
            Self::Create(command) => command.run(project, output),
            Self::List(command) => command.run(project, output),
            Self::Show(command) => command.run(project, output),
            Self::Suspend(command) => command.run(project, output),
            Self::Activate(command) => command.run(project, output),
            Self::Rename(command) => command.run(project, output),
            Self::Drop(command) => command.run(project, output),
        }
    }
}
