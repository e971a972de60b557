//! The process that runs the server and stops it when nobody uses it any more.
//!
//! It is a shell script, `supervisor.sh`, since it has to outlive this program and a library
//! has no program of its own to run.

use std::fs;
use std::io::Write;
use std::os::unix::process::CommandExt;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use super::folder::Folder;
use super::membership::{Others, is_supervised};
use super::postmaster::{Postmaster, Relation};
use super::programs::Programs;
use crate::Error;

const SCRIPT: &str = include_str!("supervisor.sh");

/// How long a server may take to start: recovery after a crash can take its time.
const START_TIMEOUT: Duration = Duration::from_secs(60);

/// How long a server that nobody uses any more may take to end.
const END_TIMEOUT: Duration = Duration::from_secs(30);

/// How long a supervisor may take to clean up after a server that was ended without it.
const CLEANING_TIMEOUT: Duration = Duration::from_secs(1);

const POLL: Duration = Duration::from_millis(2);

/// The lines of the server's log that an error shows.
const LOG_LINES: usize = 20;

/// What happens to the cluster when its last user has left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AtTheEnd {
    /// It is shut down and kept.
    Keep,
    /// It is stopped at once and deleted.
    Delete,
}

/// Starts a supervisor and, through it, the server. The caller holds the folder's lock and is a
/// user of the server already.
pub(crate) fn launch(
    folder: &Folder,
    programs: &Programs,
    at_the_end: AtTheEnd,
    settings: &[(String, String)],
) -> Result<Child, Error> {
    clear(folder)?;
    let sockets = folder.make_socket_folder()?;
    let (signal, afterwards) = match at_the_end {
        AtTheEnd::Keep => ("INT", "keep"),
        AtTheEnd::Delete => ("QUIT", "delete"),
    };
    let mut command = folder.account().command("sh");
    command
        .arg("-s")
        .arg(folder.path())
        .args([signal, afterwards])
        .arg(&sockets)
        .arg(programs.path("postgres"))
        .arg("-D")
        .arg(folder.data())
        .args(["-c", "timezone=UTC", "-c", "listen_addresses="]);
    if cfg!(target_os = "linux") {
        // After a crash. File by file, the default, the tables of some hundred tenants take
        // longer than a start may.
        command.args(["-c", "recovery_init_sync_method=syncfs"]);
    }
    for (name, value) in settings {
        command.arg("-c").arg(format!("{name}={value}"));
    }
    // After the settings, since clients are told to find it there.
    command.args(["-c", "port=5432", "-k"]).arg(&sockets);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .current_dir(folder.path())
        // Not in the group that a terminal's Ctrl-C goes to.
        .process_group(0);
    let mut child = command
        .spawn()
        .map_err(|error| Error::run("sh".as_ref(), error))?;
    if let Some(mut stdin) = child.stdin.take() {
        // If the shell has ended already, waiting for the server says so.
        let _ = stdin.write_all(SCRIPT.as_bytes());
    }
    Ok(child)
}

/// Removes what an earlier supervisor may have left, and ends a server that has lost its own.
fn clear(folder: &Folder) -> Result<(), Error> {
    let data = folder.data();
    if let Some((postmaster, _)) = Postmaster::of_cluster(&data) {
        match postmaster.relation_to(&data) {
            Relation::Serves => {
                if !postmaster.shut_down() {
                    return Err(Error::DidNotStop {
                        folder: folder.path().to_path_buf(),
                    });
                }
                wait_until(CLEANING_TIMEOUT, || !folder.server_pid_file().exists());
            }
            // It would keep PostgreSQL from starting.
            Relation::None => {
                let _ = fs::remove_file(data.join("postmaster.pid"));
            }
            Relation::Unknown => {}
        }
    }
    for entry in fs::read_dir(folder.path()).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.as_encoded_bytes();
        if name == b"left" || name == b"server.pid" || name.starts_with(b"joined.") {
            let _ = fs::remove_file(entry.path());
        }
    }
    Ok(())
}

/// Waits until the server takes connections. `supervisor` is that of this process, if the
/// server is not another's.
pub(crate) fn wait_until_ready(
    folder: &Folder,
    mut supervisor: Option<&mut Child>,
) -> Result<(), Error> {
    let deadline = Instant::now() + START_TIMEOUT;
    loop {
        let has_ended = match &mut supervisor {
            Some(child) => has_ended(child),
            None => !folder.server_pid_file().exists(),
        };
        if has_ended || Instant::now() > deadline {
            return Err(Error::DidNotStart {
                folder: folder.path().to_path_buf(),
                log: end_of_log(folder),
            });
        }
        if let Some(server) = Postmaster::from_pid_file(&folder.server_pid_file())
            && Postmaster::of_cluster(&folder.data()) == Some((server, true))
            // Or else the next program would take it for one that has lost its supervisor.
            && is_supervised(folder)
        {
            return Ok(());
        }
        std::thread::sleep(POLL);
    }
}

/// Waits until the supervisor has ended the server and cleaned up. Returns whether it has.
pub(crate) fn wait_until_gone(folder: &Folder, supervisor: Option<&mut Child>) -> bool {
    let is_gone = wait_until(END_TIMEOUT, || !is_supervised(folder));
    reap(supervisor);
    is_gone
}

/// As [`wait_until_gone`], for one who has left the server: not if others use it.
pub(crate) fn wait_unless_used(folder: &Folder, others: &Others, supervisor: Option<&mut Child>) {
    let mut is_used = false;
    wait_until(END_TIMEOUT, || {
        is_used = others.exist();
        is_used || !is_supervised(folder)
    });
    if !is_used {
        reap(supervisor);
    }
}

/// Waits for the exit of a supervisor that has nothing else left to do, so that it leaves no
/// zombie.
fn reap(supervisor: Option<&mut Child>) {
    if let Some(child) = supervisor {
        wait_until(END_TIMEOUT, || has_ended(child));
    }
}

/// Waits for `condition` until `timeout`. Returns whether it came true.
fn wait_until(timeout: Duration, mut condition: impl FnMut() -> bool) -> bool {
    let deadline = Instant::now() + timeout;
    while !condition() {
        if Instant::now() > deadline {
            return false;
        }
        std::thread::sleep(POLL);
    }
    true
}

/// Whether the child has ended, or is not ours to wait for any more.
fn has_ended(child: &mut Child) -> bool {
    !matches!(child.try_wait(), Ok(None))
}

fn end_of_log(folder: &Folder) -> String {
    let log = fs::read(folder.log_file()).unwrap_or_default();
    let log = String::from_utf8_lossy(&log);
    let lines: Vec<&str> = log.lines().collect();
    lines[lines.len().saturating_sub(LOG_LINES)..].join("\n")
}
