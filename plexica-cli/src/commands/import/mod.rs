//! `plexica import`.

mod command;
mod layout;
mod notes;
mod outputs;
mod writing;

pub(crate) use command::Import;
