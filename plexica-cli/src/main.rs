//! The `plexica` command: checks schemas, generates, and migrates core and every tenant.
//!
//! Thin: a command reads its arguments, calls the crates below, and says what came of it.

mod arguments;
mod commands;
mod database;
mod diagnostics;
mod exit;
mod failure;
mod output;
mod project;
mod replace;
mod wording;

use std::{
    io::{self, IsTerminal},
    process::ExitCode,
};

use clap::Parser;
use tracing_subscriber::EnvFilter;

use crate::{arguments::Arguments, output::Output};

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    show_warnings();
    let output = Output::default();
    let exit = match arguments.run(&output) {
        Ok(exit) => exit,
        Err(failure) => failure.print(),
    };
    output.finish(exit).into()
}

/// What the libraries warn of goes to stderr; `RUST_LOG` asks for more.
fn show_warnings() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal())
        .with_target(false)
        .without_time()
        .init();
}
