//! The server's main process, as its lock file `postmaster.pid` describes it.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

/// How long a server may take to end before it is told with more force.
const PATIENCE: Duration = Duration::from_secs(20);

const POLL: Duration = Duration::from_millis(5);

/// What a process has to do with a cluster.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Relation {
    /// It is its server.
    Serves,
    /// It does not exist, or is certainly something else.
    None,
    /// It may be a server of the cluster that somebody started in their own way.
    Unknown,
}

impl Relation {
    fn of_command_line(command_line: &str, data: &Path) -> Self {
        // Linux separates the arguments by NUL bytes.
        let command_line = command_line.replace('\0', " ");
        if command_line.contains(&format!(" -D {} ", data.display())) {
            Self::Serves
        } else if command_line.contains("postgres")
            && !command_line.contains(" -D /")
            // So call themselves the server's other processes.
            && !command_line.starts_with("postgres: ")
        {
            Self::Unknown
        } else {
            Self::None
        }
    }
}

/// A server's main process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Postmaster {
    pid: Pid,
}

impl Postmaster {
    /// The process with this number.
    pub(crate) fn from_pid_file(path: &Path) -> Option<Self> {
        let text = fs::read_to_string(path).ok()?;
        let pid = text
            .lines()
            .next()?
            .trim()
            .parse()
            .ok()
            .filter(|pid| *pid > 1)?;
        Some(Self {
            pid: Pid::from_raw(pid),
        })
    }

    /// The process that the cluster in `data` says it belongs to, and whether it takes
    /// connections.
    pub(crate) fn of_cluster(data: &Path) -> Option<(Self, bool)> {
        let path = data.join("postmaster.pid");
        let postmaster = Self::from_pid_file(&path)?;
        let text = fs::read_to_string(path).ok()?;
        // The eighth line, padded with spaces: what `pg_ctl` waits for, too.
        let status = text.lines().nth(7).map(str::trim);
        Some((postmaster, status == Some("ready")))
    }

    /// What the process has to do with the cluster in `data`, whose lock file names it. After a
    /// crash or a reboot the number may have gone to another process.
    pub(crate) fn relation_to(self, data: &Path) -> Relation {
        if !self.exists() {
            return Relation::None;
        }
        let pid = self.pid.to_string();
        let command_line = match fs::read(format!("/proc/{pid}/cmdline")) {
            Ok(bytes) => bytes,
            Err(_) => {
                let output = Command::new("ps")
                    .args(["-ww", "-o", "args=", "-p", &pid])
                    .output();
                output.map(|output| output.stdout).unwrap_or_default()
            }
        };
        Relation::of_command_line(&String::from_utf8_lossy(&command_line), data)
    }

    fn exists(self) -> bool {
        // Anything but "no such process" means that there is one. One that has ended counts as
        // existing until its parent asks for it, which not every container's first process does.
        !matches!(kill(self.pid, None), Err(nix::Error::ESRCH)) && !is_zombie(self.pid)
    }

    /// Shuts the server down: its clients are disconnected, nothing is lost. Returns whether it
    /// has ended.
    pub(crate) fn shut_down(self) -> bool {
        self.signal(Signal::SIGINT, PATIENCE)
            || self.signal(Signal::SIGQUIT, PATIENCE)
            || self.crash()
    }

    /// Ends the server and all its backends as a crash would: at once, with nothing written.
    /// Returns whether they have ended.
    pub(crate) fn crash(self) -> bool {
        // Stopped first, so that it starts no process while its processes are counted.
        let _ = kill(self.pid, Signal::SIGSTOP);
        let children = children(self.pid);
        let _ = kill(self.pid, Signal::SIGKILL);
        for child in &children {
            let _ = kill(*child, Signal::SIGKILL);
        }
        std::iter::once(self.pid)
            .chain(children)
            .all(|pid| Self { pid }.signal(None, PATIENCE))
    }

    /// Sends a signal and waits for the process to end.
    fn signal(self, signal: impl Into<Option<Signal>>, patience: Duration) -> bool {
        let deadline = Instant::now() + patience;
        let _ = kill(self.pid, signal);
        while self.exists() {
            if Instant::now() > deadline {
                return false;
            }
            std::thread::sleep(POLL);
        }
        true
    }
}

/// Whether Linux keeps of a process no more than how it ended.
fn is_zombie(pid: Pid) -> bool {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    stat.rsplit_once(')')
        .is_some_and(|(_, after_name)| after_name.trim_start().starts_with('Z'))
}

/// The processes that `parent` has started.
fn children(parent: Pid) -> Vec<Pid> {
    let pairs = if Path::new("/proc/self/stat").exists() {
        from_proc()
    } else {
        from_ps()
    };
    pairs
        .into_iter()
        .filter(|(_, of)| *of == parent.as_raw())
        .map(|(pid, _)| Pid::from_raw(pid))
        .collect()
}

/// Every process with its parent, from Linux's `/proc`.
fn from_proc() -> Vec<(i32, i32)> {
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    entries
        .filter_map(|entry| {
            let pid = entry.file_name().to_str()?.parse().ok()?;
            let stat = fs::read_to_string(entry.path().join("stat")).ok()?;
            // pid (name) state parent ...; the name may hold anything.
            let (_, after_name) = stat.rsplit_once(')')?;
            Some((pid, after_name.split_whitespace().nth(1)?.parse().ok()?))
        })
        .collect()
}

/// Every process with its parent, from the `ps` of other systems.
fn from_ps() -> Vec<(i32, i32)> {
    let output = Command::new("ps").args(["-A", "-o", "pid=,ppid="]).output();
    let text = output.map(|output| output.stdout).unwrap_or_default();
    String::from_utf8_lossy(&text)
        .lines()
        .filter_map(|line| {
            let mut numbers = line.split_whitespace().map(str::parse);
            Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_that_went_to_another_process_is_told_from_a_server() {
        let relation = |line| Relation::of_command_line(line, Path::new("/a/data"));
        assert_eq!(
            relation("/usr/bin/postgres\0-D\0/a/data\0-k\0/a/s\0"),
            Relation::Serves
        );
        assert_eq!(
            relation("/usr/bin/postgres -D /a/data -k /a/s"),
            Relation::Serves
        );
        assert_eq!(
            relation("/usr/bin/postgres -D /a/data2 -k /a/s"),
            Relation::None
        );
        assert_eq!(relation("postgres: walwriter "), Relation::None);
        assert_eq!(relation("vim notes.txt"), Relation::None);
        assert_eq!(relation("postgres -D data"), Relation::Unknown);
    }
}
