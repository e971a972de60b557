//! Runs the embedded database of a folder until its input ends:
//! `cargo run -p plexica-embedded --example run -- .plexica`.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program for a terminal"
)]

use std::error::Error;
use std::io::{self, Read};
use std::process::ExitCode;

use plexica_embedded::start_or_attach;

fn main() -> ExitCode {
    let folder = std::env::args_os()
        .nth(1)
        .unwrap_or_else(|| ".plexica".into());
    match start_or_attach(folder) {
        Ok(database) => {
            println!("{} at {}", database.backend(), database.url());
            // An error ends the input as well.
            let _ = io::stdin().read_to_end(&mut Vec::new());
            database.stop();
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            let mut cause = error.source();
            while let Some(error) = cause {
                eprintln!("  because: {error}");
                cause = error.source();
            }
            ExitCode::FAILURE
        }
    }
}
