//! The project that a command works on: its settings, and where its files are.

mod environment;
mod folder;
mod settings;

pub(crate) use environment::variable;
pub(crate) use folder::Project;
