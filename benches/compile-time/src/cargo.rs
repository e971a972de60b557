use std::{
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, ensure};

/// The generated crates' workspace.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cargo<'a> {
    pub(crate) folder: &'a Path,
}

/// What a crate is built for.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Goal {
    Check,
    Release,
}

impl Cargo<'_> {
    /// Builds a package with what it needs. Returns how long it took.
    pub(crate) fn build(self, package: &str, goal: Goal, incremental: bool) -> Result<Duration> {
        let arguments: &[&str] = match goal {
            Goal::Check => &["check"],
            Goal::Release => &["build", "--release"],
        };
        self.run(arguments, package, incremental)
    }

    /// Takes away what was built of a package, not what it needs.
    pub(crate) fn clean(self, package: &str, goal: Goal) -> Result<()> {
        let arguments: &[&str] = match goal {
            Goal::Check => &["clean"],
            Goal::Release => &["clean", "--release"],
        };
        self.run(arguments, package, false)?;
        Ok(())
    }

    fn run(self, arguments: &[&str], package: &str, incremental: bool) -> Result<Duration> {
        let mut command = Command::new("cargo");
        command
            .args(arguments)
            .args(["--quiet", "--offline", "-p", package]);
        command.current_dir(self.folder).stdin(Stdio::null());
        command.env("CARGO_INCREMENTAL", if incremental { "1" } else { "0" });
        command.env_remove("CARGO_TARGET_DIR");
        let start = Instant::now();
        let output = command.output().context("cargo does not start")?;
        let elapsed = start.elapsed();
        ensure!(
            output.status.success(),
            "cargo {arguments:?} -p {package} failed:\n{}",
            String::from_utf8_lossy(&output.stderr)
        );
        Ok(elapsed)
    }
}
