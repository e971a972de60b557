//! `plexica import`.

mod command;
mod notes;
mod outputs;
mod writing;

pub(crate) use command::Import;
