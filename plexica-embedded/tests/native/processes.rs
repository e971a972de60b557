//! What runs on the machine.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

/// The process numbers of those whose command line names `folder`.
pub(crate) fn in_folder(folder: &Path) -> Vec<i32> {
    let folder = format!("{}/", folder.display());
    command_lines()
        .into_iter()
        .filter(|(_, command_line)| format!("{command_line}/").contains(&folder))
        .map(|(pid, _)| pid)
        .collect()
}

/// Waits until no process of `folder` runs.
pub(crate) fn wait_for_none_in(folder: &Path) {
    let deadline = Instant::now() + Duration::from_secs(10);
    while !in_folder(folder).is_empty() {
        assert!(
            Instant::now() < deadline,
            "still run: {:?}",
            in_folder(folder)
        );
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Sends a signal through the shell, as a person would.
pub(crate) fn kill(signal: &str, pids: &[i32]) {
    let pids = pids.iter().map(i32::to_string);
    let status = Command::new("kill")
        .arg(signal)
        .args(pids)
        .status()
        .unwrap();
    assert!(status.success());
}

fn command_lines() -> Vec<(i32, String)> {
    if Path::new("/proc/self/cmdline").exists() {
        let entries = fs::read_dir("/proc").unwrap().flatten();
        return entries
            .filter_map(|entry| {
                let pid = entry.file_name().to_str()?.parse().ok()?;
                let command_line = fs::read_to_string(entry.path().join("cmdline")).ok()?;
                Some((pid, command_line.replace('\0', " ").trim_end().to_owned()))
            })
            .collect();
    }
    let output = Command::new("ps")
        .args(["-A", "-ww", "-o", "pid=,args="])
        .output()
        .unwrap();
    String::from_utf8_lossy(&output.stdout)
        .lines()
        .filter_map(|line| {
            let (pid, command_line) = line.trim_start().split_once(' ')?;
            Some((pid.parse().ok()?, command_line.to_owned()))
        })
        .collect()
}
