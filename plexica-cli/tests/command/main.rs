//! The command as a script uses it: run as a program, on fixtures and throw-away databases.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod check;
mod database;
mod deploy;
mod dev;
mod embedded;
mod explain;
mod format;
mod generate;
mod import;
mod plexica;
mod queries;
mod settings;
mod shop;
mod sql;
mod tenants;
