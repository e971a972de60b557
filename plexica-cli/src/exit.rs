use std::process::ExitCode;

/// What a script learns from the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Done, or the answer is yes.
    Ok = 0,
    /// The answer is no: the schema has errors, a file would change, something is pending, a tenant
    /// failed, a key is none.
    No = 1,
    /// There is no answer: wrong usage, no database, an unreadable file.
    CouldNotRun = 2,
}

/// [`Exit`], for `--help`.
pub(crate) const EXIT_CODES: &str = "\
Exit codes:
  0  done, or the answer is yes
  1  the answer is no: the schema has errors, a file is not formatted, migrations are
     pending or failed, a key or a value is refused
  2  there is no answer: wrong usage, no database, an unreadable file
What is wrong is told on stderr, with --json too.";

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}
