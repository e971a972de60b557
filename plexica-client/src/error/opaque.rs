use std::{error::Error as StdError, fmt};

use tokio_postgres::error::DbError;

use super::ErrorKind;
use crate::model::ModelDef;

/// Anything that can go wrong between a call and its answer.
///
/// What to do about it depends on its [`kind`](Self::kind); the rest is there for messages and
/// logs. Its message holds no value of a statement, and no password; what the server said in full
/// ([`database_error`](Self::database_error)) may name the values of a violated key.
pub struct Error(pub(super) Box<Inner>);

pub(super) struct Inner {
    pub(super) kind: ErrorKind,
    pub(super) message: String,
    pub(super) help: Option<&'static str>,
    pub(super) model: Option<&'static ModelDef>,
    pub(super) fields: Vec<&'static str>,
    pub(super) statement: Option<String>,
    pub(super) tenant: Option<String>,
    pub(super) source: Option<Box<dyn StdError + Send + Sync>>,
}

impl Error {
    pub(super) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            kind,
            message: message.into(),
            help: None,
            model: None,
            fields: Vec::new(),
            statement: None,
            tenant: None,
            source: None,
        }))
    }

    pub(super) fn with_help(mut self, help: &'static str) -> Self {
        self.0.help = Some(help);
        self
    }

    pub(super) fn with_source(
        mut self,
        source: impl Into<Box<dyn StdError + Send + Sync>>,
    ) -> Self {
        self.0.source = Some(source.into());
        self
    }

    pub(super) fn with_model(mut self, model: &'static ModelDef) -> Self {
        self.0.model = Some(model);
        self
    }

    /// Says in which tenant of several it went wrong.
    pub(crate) fn in_tenant(mut self, key: &str) -> Self {
        let names_it = matches!(
            self.kind(),
            ErrorKind::InvalidTenantKey | ErrorKind::UnknownTenant | ErrorKind::InactiveTenant
        );
        if !names_it {
            self.0.message = format!("tenant `{key}`: {}", self.0.message);
        }
        self.0.tenant = Some(key.to_owned());
        self
    }

    /// What kind of error it is.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// What to do about it, where there is something to say.
    #[must_use]
    pub fn help(&self) -> Option<&str> {
        self.0.help
    }

    /// The model it is about, where it is about one.
    #[must_use]
    pub fn model(&self) -> Option<&str> {
        self.0.model.map(|model| model.name)
    }

    /// The fields it is about: those of the violated key, or the one whose value does not fit.
    #[must_use]
    pub fn fields(&self) -> &[&'static str] {
        &self.0.fields
    }

    /// The key of the tenant it is about, where the call was about several.
    #[must_use]
    pub fn tenant(&self) -> Option<&str> {
        self.0.tenant.as_deref()
    }

    /// The SQL of the statement that failed, with `$1`, `$2` where its values were.
    #[must_use]
    pub fn statement(&self) -> Option<&str> {
        self.0.statement.as_deref()
    }

    /// PostgreSQL's code for it, where the server said it: `23505`.
    #[must_use]
    pub fn sqlstate(&self) -> Option<&str> {
        self.database_error().map(|error| error.code().code())
    }

    /// The name of the violated constraint.
    #[must_use]
    pub fn constraint(&self) -> Option<&str> {
        self.database_error()?.constraint()
    }

    /// What the server said, in full.
    #[must_use]
    pub fn database_error(&self) -> Option<&DbError> {
        self.driver_error()?.as_db_error()
    }

    pub(super) fn driver_error(&self) -> Option<&tokio_postgres::Error> {
        self.0.source.as_deref()?.downcast_ref()
    }

    /// Whether another row has the same value of a unique key.
    #[must_use]
    pub fn is_unique_violation(&self) -> bool {
        self.kind() == ErrorKind::UniqueViolation
    }

    /// Whether a row that must be there is not.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        self.kind() == ErrorKind::NotFound
    }

    /// Whether the same transaction may go through when it is tried again from its start.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        matches!(
            self.kind(),
            ErrorKind::SerializationFailure | ErrorKind::Deadlock
        )
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)?;
        match self.0.help {
            // For `{:#}` and for `unwrap`, where nobody asks for the help by itself.
            Some(help) if f.alternate() => write!(f, " (help: {help})"),
            _ => Ok(()),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:#} [{}", self.kind().code())?;
        if let Some(sqlstate) = self.sqlstate() {
            write!(f, ", SQLSTATE {sqlstate}")?;
        }
        if let Some(constraint) = self.constraint() {
            write!(f, ", constraint {constraint}")?;
        }
        f.write_str("]")
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0
            .source
            .as_deref()
            .map(|source| source as &(dyn StdError + 'static))
    }
}
