use std::{
    fmt::Display,
    io::{self, Write},
    sync::{Mutex, PoisonError},
};

use serde::Serialize;

use crate::{exit::Exit, failure::Failure};

/// What a command says on stdout.
///
/// A reader that has seen enough (`plexica sql | head`) is no error, and must not stop a command
/// half-way either: after the first failure nothing more is written.
#[derive(Debug, Default)]
pub(crate) struct Output {
    failed: Mutex<Option<io::Error>>,
}

impl Output {
    /// Writes a line.
    pub(crate) fn line(&self, text: impl Display) {
        self.write(|stdout| writeln!(stdout, "{text}"));
    }

    /// Writes a text that has its own line breaks.
    pub(crate) fn text(&self, text: &str) {
        self.write(|stdout| stdout.write_all(text.as_bytes()));
    }

    /// Writes an object as JSON on a line of its own.
    pub(crate) fn json(&self, object: &impl Serialize) {
        self.write(|stdout| {
            serde_json::to_writer(&mut *stdout, object)?;
            stdout.write_all(b"\n")
        });
    }

    fn write(&self, write: impl FnOnce(&mut io::StdoutLock<'_>) -> io::Result<()>) {
        let mut failed = self.failed.lock().unwrap_or_else(PoisonError::into_inner);
        if failed.is_none() {
            *failed = write(&mut io::stdout().lock()).err();
        }
    }

    /// The exit code, once everything is written.
    pub(crate) fn finish(self, exit: Exit) -> Exit {
        self.write(|stdout| stdout.flush());
        let failed = self.failed.into_inner();
        match failed.unwrap_or_else(PoisonError::into_inner) {
            Some(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                Failure::could_not_run(format!("failed to write to stdout: {error}")).print()
            }
            _ => exit,
        }
    }
}
