//! Databases beside the first one.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use super::account::Account;
use super::programs::Programs;
use crate::Error;

/// Makes a new database on the server at `url`, and returns its name.
pub(crate) fn create(programs: &Programs, account: &Account, url: &str) -> Result<String, Error> {
    let name = new_name();
    let output = programs
        .command("psql", account)
        .args(["--no-psqlrc", "--quiet", "--set", "ON_ERROR_STOP=1"])
        .args(["--dbname", url, "--command"])
        .arg(format!("CREATE DATABASE {name}"))
        .current_dir("/")
        .output()
        .map_err(|error| Error::run(&programs.path("psql"), error))?;
    if output.status.success() {
        Ok(name)
    } else {
        let output = String::from_utf8_lossy(&output.stderr).into_owned();
        Err(Error::Program {
            program: "psql",
            output,
        })
    }
}

/// A name that no other process gives: an identifier that needs no quotes.
fn new_name() -> String {
    static MADE: AtomicU32 = AtomicU32::new(0);

    let number = MADE.fetch_add(1, Ordering::Relaxed);
    // A process of another time may have had the same number.
    let time = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default()
        .as_millis();
    format!("plexica_{time:x}_{}_{number}", std::process::id())
}
