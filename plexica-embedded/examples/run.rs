//! Runs the embedded database of a folder until its input ends:
//! `cargo run -p plexica-embedded --example run -- .plexica`.

use std::io::{self, Read, Write};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args_os()
        .nth(1)
        .unwrap_or_else(|| ".plexica".into());
    let database = plexica_embedded::start_or_attach(folder)?;
    writeln!(io::stdout(), "{} at {}", database.backend(), database.url())?;
    io::stdin().read_to_end(&mut Vec::new())?;
    database.stop();
    Ok(())
}
