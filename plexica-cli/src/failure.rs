use std::{
    fmt::{Display, Write as _},
    io::{self, Write as _},
};

use plexica_client::ErrorKind;
use plexica_codegen::{migrations::MigrationsError, queries::QueriesError};
use plexica_migrate::{DescribeQueriesError, NewTenantError, ReadError, TenantKeyError};
use plexica_schema::{Diagnostics, LoadError};

use crate::{
    diagnostics::{self, Style},
    exit::Exit,
};

/// Why a command ends without having done what it was asked for.
#[derive(Debug)]
pub(crate) enum Failure {
    /// A sentence, and what to do about it.
    Message {
        exit: Exit,
        message: String,
        help: Option<String>,
    },
    /// The schema has errors.
    Schema(Diagnostics),
}

impl Failure {
    /// There is no answer.
    pub(crate) fn could_not_run(message: impl Into<String>) -> Self {
        Self::message(Exit::CouldNotRun, message)
    }

    /// The answer is no.
    pub(crate) fn no(message: impl Into<String>) -> Self {
        Self::message(Exit::No, message)
    }

    fn message(exit: Exit, message: impl Into<String>) -> Self {
        Self::Message {
            exit,
            message: message.into(),
            help: None,
        }
    }

    /// Says what to do about it, unless that is said already.
    pub(crate) fn or_help(mut self, text: impl Into<String>) -> Self {
        if let Self::Message { help, .. } = &mut self {
            help.get_or_insert_with(|| text.into());
        }
        self
    }

    /// Says what to do about it.
    pub(crate) fn help(mut self, text: impl Into<String>) -> Self {
        if let Self::Message { help, .. } = &mut self {
            *help = Some(text.into());
        }
        self
    }

    /// Prints it to stderr, and says how the command ends.
    pub(crate) fn print(&self) -> Exit {
        match self {
            Self::Message {
                exit,
                message,
                help,
            } => {
                print_error(message, help.as_deref());
                *exit
            }
            Self::Schema(diagnostics) => {
                let style = Style::of(&io::stderr());
                print(diagnostics::drawn(diagnostics, style).trim_end());
                Exit::No
            }
        }
    }
}

/// Prints a message as every error is printed.
pub(crate) fn print_error(message: impl Display, help: Option<&str>) {
    print(format_args!("error: {message}"));
    if let Some(help) = help {
        print_help(help);
    }
}

/// Prints what to do about the errors before.
pub(crate) fn print_help(help: &str) {
    print(format_args!("help: {help}"));
}

/// Prints what somebody should know who reads the command's work.
pub(crate) fn print_warning(message: impl Display) {
    print(format_args!("warning: {message}"));
}

/// Prints lines to stderr, each with its end.
pub(crate) fn print_text(text: &str) {
    let _ = write!(io::stderr(), "{text}");
}

/// Prints to stderr. Where that is closed, nobody is there to be told of it.
fn print(text: impl Display) {
    let _ = writeln!(io::stderr(), "{text}");
}

impl From<plexica_client::Error> for Failure {
    fn from(error: plexica_client::Error) -> Self {
        let failure = Self::message(exit_of(error.kind()), error.to_string());
        // The client speaks to those who write programs with it.
        let help = match error.kind() {
            ErrorKind::UnknownTenant => {
                Some("`plexica tenant list` shows the tenants that there are")
            }
            ErrorKind::NotMigrated => Some("apply the migrations with `plexica migrate deploy`"),
            _ => error.help(),
        };
        match help {
            Some(help) => failure.help(help),
            None => failure,
        }
    }
}

/// Whether the database, once asked, has said no.
fn exit_of(kind: ErrorKind) -> Exit {
    match kind {
        ErrorKind::NotFound
        | ErrorKind::StaleVersion
        | ErrorKind::UniqueViolation
        | ErrorKind::ForeignKeyViolation
        | ErrorKind::CheckViolation
        | ErrorKind::ExclusionViolation
        | ErrorKind::NotNullViolation
        | ErrorKind::InvalidValue
        | ErrorKind::InvalidTenantKey
        | ErrorKind::UnknownTenant
        | ErrorKind::InactiveTenant
        | ErrorKind::NotMigrated
        | ErrorKind::Migration => Exit::No,
        _ => Exit::CouldNotRun,
    }
}

impl From<LoadError> for Failure {
    fn from(error: LoadError) -> Self {
        let failure = Self::could_not_run(with_causes(&error));
        match error {
            LoadError::NotFound { .. } | LoadError::EmptyFolder { .. } => failure.help(
                "give the path of a `.plx` file or of a folder of them, or set `schema` in \
                 `plexica.toml`",
            ),
            _ => failure,
        }
    }
}

impl From<plexica_codegen::Error> for Failure {
    fn from(error: plexica_codegen::Error) -> Self {
        match error {
            plexica_codegen::Error::Schema(diagnostics) => Self::Schema(diagnostics),
            plexica_codegen::Error::Load { source, .. } => source.into(),
            plexica_codegen::Error::Queries(error) => error.into(),
            error => Self::could_not_run(with_causes(&error)),
        }
    }
}

impl From<ReadError> for Failure {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::Folder(error @ MigrationsError::NotFound { .. }) => Self::could_not_run(
                error.to_string(),
            )
            .help("name the folder with `--migrations`, or with `migrations` in `plexica.toml`"),
            ReadError::Folder(error) => Self::could_not_run(with_causes(&error)),
            ReadError::Script(error) => error.into(),
            error => Self::could_not_run(error.to_string()),
        }
    }
}

impl From<QueriesError> for Failure {
    fn from(error: QueriesError) -> Self {
        match error {
            QueriesError::Mistakes(_) => Self::no(error.to_string()),
            QueriesError::NotFound { .. } => Self::could_not_run(error.to_string()).help(
                "give the path of a folder of `.sql` files, or set `queries` in `plexica.toml`",
            ),
            error => Self::could_not_run(with_causes(&error)),
        }
    }
}

impl From<DescribeQueriesError> for Failure {
    fn from(error: DescribeQueriesError) -> Self {
        match error {
            DescribeQueriesError::Queries(error) => error.into(),
            DescribeQueriesError::Database(error) => error.into(),
            error => Self::could_not_run(error.to_string()),
        }
    }
}

impl From<TenantKeyError> for Failure {
    fn from(error: TenantKeyError) -> Self {
        Self::no(error.to_string())
    }
}

impl From<NewTenantError> for Failure {
    fn from(error: NewTenantError) -> Self {
        let failure = Self::no(error.to_string());
        match error.help() {
            Some(help) => failure.help(help),
            None => failure,
        }
    }
}

/// An error's message and those of what caused it.
pub(crate) fn with_causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        // An error that says what its source says is not said twice.
        let message = error.to_string();
        if !text.ends_with(&message) {
            // Writing to a `String` does not fail.
            let _ = write!(text, ": {message}");
        }
        cause = error.source();
    }
    text
}
