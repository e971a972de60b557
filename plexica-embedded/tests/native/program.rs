//! A program of its own that uses an embedded database: this test binary, run once more.

use std::env;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use plexica_embedded::native::Cluster;

/// Says which folder the program shall use.
const FOLDER: &str = "PLEXICA_TEST_FOLDER";

/// What the program prints before the URL.
const RUNNING: &str = "running at ";

/// The program itself.
#[test]
#[ignore = "the other tests run it as a program of its own"]
fn program() {
    let folder = env::var_os(FOLDER).expect("only run by other tests");
    let server = Cluster::persistent(folder)
        .start()
        .unwrap_or_else(|error| panic!("{error}"));
    println!("{RUNNING}{}", server.url());
    let mut input = Vec::new();
    std::io::stdin().read_to_end(&mut input).unwrap();
}

/// A running program, killed with `SIGKILL` when it is dropped.
pub(crate) struct Program {
    child: Child,
}

impl Program {
    /// Starts a program that uses the database in `folder`.
    pub(crate) fn start(folder: &Path) -> Self {
        let child = command(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        Self { child }
    }

    /// Waits until the program is connected, and returns its URL.
    pub(crate) fn url(&mut self) -> String {
        let output = BufReader::new(self.child.stdout.as_mut().unwrap());
        let lines = output.lines().map(|line| line.unwrap());
        // The test harness may print on the same line.
        let url = lines
            .filter_map(|line| Some(line.split_once(RUNNING)?.1.to_owned()))
            .next();
        url.expect("the program has failed")
    }

    /// Starts a program whose environment keeps it from having a database, and returns what it
    /// says.
    pub(crate) fn fail(folder: &Path, variable: &str, value: &str) -> String {
        let output = command(folder)
            .env(variable, value)
            .stderr(Stdio::piped())
            .output()
            .unwrap();
        assert!(!output.status.success());
        String::from_utf8(output.stderr).unwrap()
    }

    /// Lets the program end by itself.
    pub(crate) fn finish(mut self) {
        drop(self.child.stdin.take());
        assert!(self.child.wait().unwrap().success());
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The command that runs the program.
fn command(folder: &Path) -> Command {
    let mut command = Command::new(env::current_exe().unwrap());
    command
        .args(["--exact", "program::program", "--ignored", "--nocapture"])
        .env(FOLDER, folder);
    command
}
