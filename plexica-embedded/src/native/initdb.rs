//! Making a new cluster.

use std::fs::{self, File};
use std::path::Path;
use std::process::Output;

use super::folder::Folder;
use super::programs::{Programs, leading_number};
use crate::Error;
use crate::url::SUPERUSER;

/// What half-made clusters are called before the process number.
const UNFINISHED: &str = "unfinished.";

/// The character types to try, so that `lower` and `ILIKE` know more than ASCII. Which of them a
/// system has differs; `C` is everywhere.
const CHARACTER_TYPES: [&str; 3] = ["C.UTF-8", "en_US.UTF-8", "C"];

/// Whether what `initdb` writes must survive a power failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sync {
    Yes,
    No,
}

/// The major version of the cluster in `folder`, if there is one.
pub(crate) fn version(folder: &Folder) -> Option<u32> {
    leading_number(&fs::read_to_string(folder.data().join("PG_VERSION")).ok()?)
}

/// Makes the cluster. The caller holds the folder's lock.
///
/// The cluster gets its name only when it is complete, so one that a crash left half-made is
/// never taken for whole.
pub(crate) fn make(folder: &Folder, programs: &Programs, sync: Sync) -> Result<(), Error> {
    let failed = |error| Error::folder(folder.path(), error);
    remove_unfinished(folder);
    let unfinished = folder
        .path()
        .join(format!("{UNFINISHED}{}", std::process::id()));
    let mut output = String::new();
    for character_type in CHARACTER_TYPES {
        let run = run(folder, programs, &unfinished, character_type, sync)?;
        if run.status.success() {
            fs::rename(&unfinished, folder.data()).map_err(failed)?;
            if sync == Sync::Yes {
                File::open(folder.path())
                    .and_then(|parent| parent.sync_all())
                    .map_err(failed)?;
            }
            return Ok(());
        }
        output = format!(
            "{}{}",
            String::from_utf8_lossy(&run.stdout),
            String::from_utf8_lossy(&run.stderr)
        );
        if !output.contains("locale") {
            break;
        }
    }
    Err(Error::Program {
        program: "initdb",
        output,
    })
}

fn run(
    folder: &Folder,
    programs: &Programs,
    data: &Path,
    character_type: &str,
    sync: Sync,
) -> Result<Output, Error> {
    let mut command = programs.command("initdb", folder.account());
    command
        .arg("--pgdata")
        .arg(data)
        .args(["--username", SUPERUSER, "--encoding", "UTF8"])
        .args(["--locale", "C", "--lc-ctype", character_type])
        // Only the cluster's own user and root can reach the socket; nobody the network.
        .args(["--auth-local", "trust", "--auth-host", "reject"])
        .current_dir(folder.path());
    if sync == Sync::No {
        command.arg("--no-sync");
    }
    command
        .output()
        .map_err(|error| Error::run(&programs.path("initdb"), error))
}

/// Removes what crashes have left. An `initdb` that still runs for a dead program may be in
/// between; then the rest goes the next time.
fn remove_unfinished(folder: &Folder) {
    for entry in fs::read_dir(folder.path()).into_iter().flatten().flatten() {
        if entry
            .file_name()
            .as_encoded_bytes()
            .starts_with(UNFINISHED.as_bytes())
        {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}
