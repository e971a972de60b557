use std::{error::Error as StdError, fmt, time::Duration};

use plexica_ident::KeyError;
use tokio_postgres::error::{DbError, SqlState};

use crate::model::{ColumnDef, ModelDef, RelationDef};

/// Anything that can go wrong between a call and its answer.
///
/// What to do about it depends on its [`kind`](Self::kind); the rest is there for messages and
/// logs. Its message holds no value of a statement, and no password; what the server said in full
/// ([`database_error`](Self::database_error)) may name the values of a violated key.
pub struct Error(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    message: String,
    help: Option<&'static str>,
    model: Option<&'static ModelDef>,
    fields: Vec<&'static str>,
    statement: Option<String>,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

/// What kind of error it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A row that must be there is not.
    NotFound,
    /// Another row has the same value of a unique key.
    UniqueViolation,
    /// A referenced row is not there, or a row that is still referenced would go.
    ForeignKeyViolation,
    /// A check or an exclusion constraint says no.
    CheckViolation,
    /// A column that needs a value has none.
    NotNullViolation,
    /// A value does not fit its column: too long, out of range, not of its form.
    InvalidValue,
    /// A string is not a tenant's key. Nothing was sent.
    InvalidTenantKey,
    /// No tenant has this key.
    UnknownTenant,
    /// The tenant is there and not active.
    InactiveTenant,
    /// The database lacks a schema, table or column: migrations have not been applied.
    NotMigrated,
    /// A migration failed, or the ledger and the migrations disagree.
    Migration,
    /// No connection became free in time.
    PoolTimeout,
    /// The pool was closed.
    PoolClosed,
    /// The server cannot be reached, or refuses the connection.
    Connect,
    /// The connection broke while it was used. What was under way may or may not have happened.
    ConnectionLost,
    /// The transaction met another one; it can be tried again from its start.
    SerializationFailure,
    /// The transaction met another one, each waiting for the other; it can be tried again.
    Deadlock,
    /// A statement ran into a time-out, or was cancelled.
    Timeout,
    /// The transaction cannot go on: a statement in it failed, or it is over.
    TransactionAborted,
    /// A row holds what its field cannot.
    Decode,
    /// The settings are wrong.
    Configuration,
    /// Anything else that the server says; see [`Error::sqlstate`].
    Database,
}

impl ErrorKind {
    /// A stable code for logs and documentation: `plexica::unique_violation`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::NotFound => "plexica::not_found",
            Self::UniqueViolation => "plexica::unique_violation",
            Self::ForeignKeyViolation => "plexica::foreign_key_violation",
            Self::CheckViolation => "plexica::check_violation",
            Self::NotNullViolation => "plexica::not_null_violation",
            Self::InvalidValue => "plexica::invalid_value",
            Self::InvalidTenantKey => "plexica::invalid_tenant_key",
            Self::UnknownTenant => "plexica::unknown_tenant",
            Self::InactiveTenant => "plexica::inactive_tenant",
            Self::NotMigrated => "plexica::not_migrated",
            Self::Migration => "plexica::migration",
            Self::PoolTimeout => "plexica::pool_timeout",
            Self::PoolClosed => "plexica::pool_closed",
            Self::Connect => "plexica::connect",
            Self::ConnectionLost => "plexica::connection_lost",
            Self::SerializationFailure => "plexica::serialization_failure",
            Self::Deadlock => "plexica::deadlock",
            Self::Timeout => "plexica::timeout",
            Self::TransactionAborted => "plexica::transaction_aborted",
            Self::Decode => "plexica::decode",
            Self::Configuration => "plexica::configuration",
            Self::Database => "plexica::database",
        }
    }
}

impl Error {
    fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            kind,
            message: message.into(),
            help: None,
            model: None,
            fields: Vec::new(),
            statement: None,
            source: None,
        }))
    }

    fn with_help(mut self, help: &'static str) -> Self {
        self.0.help = Some(help);
        self
    }

    fn with_source(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    fn with_model(mut self, model: &'static ModelDef) -> Self {
        self.0.model = Some(model);
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

    fn driver_error(&self) -> Option<&tokio_postgres::Error> {
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

    pub(crate) fn configuration(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Configuration, message)
    }

    pub(crate) fn no_database_url() -> Self {
        Self::configuration("no database is configured: `DATABASE_URL` is not set, and no `.env` file sets it")
            .with_help(
                "set DATABASE_URL=postgresql://user:password@host:5432/database in the environment or in a `.env` \
                 file, or name the database with `Db::builder().url(…)`",
            )
    }

    pub(crate) fn not_found(model: &'static str) -> Self {
        Self::new(ErrorKind::NotFound, format!("there is no such {model}"))
    }

    pub(crate) fn missing_related(relation: &'static RelationDef) -> Self {
        Self::new(
            ErrorKind::NotFound,
            format!(
                "a {} has lost its required `{}` between two reads of this query",
                relation.source.name, relation.field
            ),
        )
        .with_help("something deleted or changed rows at that moment; ask again, or read within a transaction")
        .with_model(relation.source)
    }

    pub(crate) fn tenant_key(key: &str, reason: &KeyError) -> Self {
        // A key may come from outside and be long; its start is enough to find it.
        let shown: String = key.chars().take(80).collect();
        Self::new(
            ErrorKind::InvalidTenantKey,
            format!("{shown:?} cannot be a tenant's key: {reason}"),
        )
        .with_source(reason.clone())
    }

    pub(crate) fn unknown_tenant(key: &str) -> Self {
        Self::new(
            ErrorKind::UnknownTenant,
            format!("there is no tenant `{key}`"),
        )
        .with_help("create it with `db.tenants().create(…)`")
    }

    pub(crate) fn inactive_tenant(key: &str, status: &str) -> Self {
        Self::new(
            ErrorKind::InactiveTenant,
            format!("tenant `{key}` is {status}, not active"),
        )
        .with_help("`db.tenants().activate(…)` makes a suspended tenant active again")
    }

    pub(crate) fn migration(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Migration, message)
    }

    /// A statement of a migration failed; `place` is its file and line.
    pub(crate) fn in_migration(place: &str, error: tokio_postgres::Error, sql: &str) -> Self {
        let broken = error.is_closed() || is_broken(&error);
        let kind = if broken {
            ErrorKind::ConnectionLost
        } else {
            ErrorKind::Migration
        };
        let mut mapped = Self::new(kind, format!("{place}: {}", what_it_says(&error)));
        mapped.0.statement = Some(sql.to_owned());
        mapped.0.help = match error.code() {
            Some(&SqlState::LOCK_NOT_AVAILABLE) => Some(
                "a query held a lock for longer than the migration waits; find it in pg_stat_activity, and deploy again",
            ),
            Some(&SqlState::INVALID_SCHEMA_NAME) => Some(
                "the registry lists this tenant and its schema is not there: create tenants with \
                 `db.tenants().create(…)` or `plexica tenant create`",
            ),
            _ => None,
        };
        mapped.with_source(error)
    }

    pub(crate) fn leftover_schema(key: &str, schema: &str, error: tokio_postgres::Error) -> Self {
        if error.code() != Some(&SqlState::DUPLICATE_SCHEMA) {
            return Self::in_migration("creating the tenant's schema", error, "CREATE SCHEMA");
        }
        Self::migration(format!(
            "PostgreSQL schema `{schema}` is there already, but no tenant `{key}` is registered; look at what is in \
             it, and drop or rename it"
        ))
        .with_source(error)
    }

    pub(crate) fn tenants_failed(count: usize, first: &str, error: &str) -> Self {
        let others = match count {
            1 => String::new(),
            count => format!(" (and {} more)", count - 1),
        };
        Self::migration(format!(
            "tenant `{first}`{others} could not be migrated: {error}"
        ))
        .with_help("mend the cause and migrate again: the tenants that are done are left alone")
    }

    pub(crate) fn pool_timeout(size: usize, waited: Duration) -> Self {
        Self::new(
            ErrorKind::PoolTimeout,
            format!("no connection became free within {waited:?}: all {size} of the pool are in use"),
        )
        .with_help(
            "shorten what holds them (a transaction that is kept open?), raise `max_connections`, or raise \
             `wait_timeout`; the server's own limit is its `max_connections`",
        )
    }

    pub(crate) fn pool_closed() -> Self {
        Self::new(ErrorKind::PoolClosed, "the connection pool was closed")
    }

    pub(crate) fn connect_timeout(target: &str, waited: Duration) -> Self {
        Self::new(ErrorKind::Connect, format!("database {target} did not answer within {waited:?}"))
            .with_help("check that the host and port of DATABASE_URL are right and that the server can be reached")
    }

    pub(crate) fn connect(error: tokio_postgres::Error, target: &str) -> Self {
        let help = match error.code() {
            Some(&SqlState::TOO_MANY_CONNECTIONS) => {
                "the server has no connection left: lower `max_connections` of the pools that use it, or put \
                 PgBouncer in front"
            }
            Some(&SqlState::INVALID_CATALOG_NAME) => "create the database first: `createdb NAME`",
            Some(&SqlState::INVALID_PASSWORD | &SqlState::INVALID_AUTHORIZATION_SPECIFICATION) => {
                "check the user and the password in DATABASE_URL"
            }
            _ => "check that the server runs and that the host and port of DATABASE_URL are right",
        };
        Self::new(
            ErrorKind::Connect,
            format!(
                "cannot connect to database {target}: {}",
                what_it_says(&error)
            ),
        )
        .with_help(help)
        .with_source(error)
    }

    pub(crate) fn transaction_failed() -> Self {
        Self::new(
            ErrorKind::TransactionAborted,
            "the transaction was rolled back: a statement in it failed or was abandoned before its result was seen",
        )
        .with_help("handle the statement's own error, and begin again")
    }

    /// What the driver or the server says about a statement on `model`.
    pub(crate) fn from_postgres(
        error: tokio_postgres::Error,
        sql: &str,
        model: Option<&'static ModelDef>,
        catalog: &[&'static ModelDef],
    ) -> Self {
        let Some(database) = error.as_db_error() else {
            return Self::from_driver(error, sql, model);
        };
        let kind = kind_of(database.code());
        let table = |name: &&str| catalog.iter().find(|model| model.table == *name).copied();
        let model = database
            .table()
            .and_then(|name| {
                model
                    .filter(|model| model.table == name)
                    .or_else(|| table(&name))
            })
            .or(model);
        let fields = model
            .map(|model| fields_of(database, model))
            .unwrap_or_default();
        let message = message_of(kind, database, model, &fields);
        let help = match kind {
            ErrorKind::NotMigrated => {
                Some("apply the migrations, with `db.migrate().await?` or `plexica migrate deploy`")
            }
            _ => None,
        };
        Self(Box::new(Inner {
            kind,
            message,
            help,
            model,
            fields,
            statement: Some(sql.to_owned()),
            source: Some(Box::new(error)),
        }))
    }

    fn from_driver(
        error: tokio_postgres::Error,
        sql: &str,
        model: Option<&'static ModelDef>,
    ) -> Self {
        let kind = if error.is_closed() || error.code().is_none() && is_broken(&error) {
            ErrorKind::ConnectionLost
        } else if is_decode(&error) {
            ErrorKind::Decode
        } else if is_encode(&error) {
            ErrorKind::InvalidValue
        } else {
            ErrorKind::Database
        };
        // A record's columns stand in the model's order.
        let field = decode_index(&error).and_then(|index| model?.columns.get(index));
        let message = match kind {
            ErrorKind::ConnectionLost => format!(
                "the connection to the database was lost: {}",
                what_it_says(&error)
            ),
            ErrorKind::Decode => decode_message(&error, model, field),
            _ => what_it_says(&error),
        };
        let mut mapped = Self::new(kind, message);
        mapped.0.model = model;
        mapped.0.fields.extend(field.map(|column| column.field));
        mapped.0.statement = Some(sql.to_owned());
        mapped.with_source(error)
    }

    /// The error of a query that did not read a whole record but these columns of `model`.
    pub(crate) fn in_columns(mut self, model: &'static ModelDef, places: &[u16]) -> Self {
        if self.kind() == ErrorKind::Decode
            && let Some(error) = self.driver_error()
        {
            let place = decode_index(error).and_then(|index| places.get(index));
            let column = place.map(|place| model.column(*place));
            self.0.message = decode_message(error, Some(model), column);
            self.0.fields = column.map(|column| column.field).into_iter().collect();
        }
        self
    }
}

/// The kind that a SQLSTATE stands for (PostgreSQL's manual, appendix A).
fn kind_of(code: &SqlState) -> ErrorKind {
    match *code {
        SqlState::UNIQUE_VIOLATION => ErrorKind::UniqueViolation,
        SqlState::FOREIGN_KEY_VIOLATION | SqlState::RESTRICT_VIOLATION => {
            ErrorKind::ForeignKeyViolation
        }
        SqlState::CHECK_VIOLATION | SqlState::EXCLUSION_VIOLATION => ErrorKind::CheckViolation,
        SqlState::NOT_NULL_VIOLATION => ErrorKind::NotNullViolation,
        SqlState::INVALID_SCHEMA_NAME | SqlState::UNDEFINED_TABLE | SqlState::UNDEFINED_COLUMN => {
            ErrorKind::NotMigrated
        }
        SqlState::T_R_SERIALIZATION_FAILURE => ErrorKind::SerializationFailure,
        SqlState::T_R_DEADLOCK_DETECTED => ErrorKind::Deadlock,
        SqlState::QUERY_CANCELED | SqlState::LOCK_NOT_AVAILABLE => ErrorKind::Timeout,
        SqlState::IN_FAILED_SQL_TRANSACTION => ErrorKind::TransactionAborted,
        SqlState::ADMIN_SHUTDOWN | SqlState::CRASH_SHUTDOWN | SqlState::CANNOT_CONNECT_NOW => {
            ErrorKind::ConnectionLost
        }
        _ if code.code().starts_with("22") => ErrorKind::InvalidValue,
        _ => ErrorKind::Database,
    }
}

/// The fields that the server's error is about.
fn fields_of(error: &DbError, model: &'static ModelDef) -> Vec<&'static str> {
    let keys = || model.keys.iter().chain(model.foreign_keys);
    if let Some(key) = error
        .constraint()
        .and_then(|name| keys().find(|key| key.constraint == name))
    {
        return key
            .columns
            .iter()
            .map(|place| model.column(*place).field)
            .collect();
    }
    let column = |name: &str| {
        model
            .columns
            .iter()
            .find(|column| column.name == name)
            .map(|column| column.field)
    };
    error.column().and_then(column).into_iter().collect()
}

fn message_of(
    kind: ErrorKind,
    error: &DbError,
    model: Option<&'static ModelDef>,
    fields: &[&str],
) -> String {
    let model = model.map_or("a row", |model| model.name);
    let fields = if fields.is_empty() {
        String::new()
    } else {
        format!(" ({})", fields.join(", "))
    };
    match kind {
        ErrorKind::UniqueViolation => {
            format!("another {model} has the same value of a unique key{fields}")
        }
        // The table of the error is the referring one, whichever side the statement was on.
        ErrorKind::ForeignKeyViolation if error.message().starts_with("update or delete") => {
            format!("the row is still referred to by {model}{fields}")
        }
        ErrorKind::ForeignKeyViolation => {
            format!("{model}{fields} refers to a row that is not there")
        }
        ErrorKind::NotNullViolation => format!("{model}{fields} needs a value"),
        ErrorKind::NotMigrated => format!("the database is not up to date: {}", error.message()),
        _ => error.message().to_owned(),
    }
}

fn is_broken(error: &tokio_postgres::Error) -> bool {
    StdError::source(error).is_some_and(|source| source.is::<std::io::Error>())
}

/// The driver says so only in its message's first words.
pub(crate) fn is_decode(error: &tokio_postgres::Error) -> bool {
    error.to_string().starts_with("error deserializing")
}

/// The place in the row of the column that could not be decoded; the driver says it in words.
fn decode_index(error: &tokio_postgres::Error) -> Option<usize> {
    let text = error.to_string();
    let index = text.strip_prefix("error deserializing column ")?;
    index.split(':').next()?.parse().ok()
}

fn decode_message(
    error: &tokio_postgres::Error,
    model: Option<&'static ModelDef>,
    column: Option<&ColumnDef>,
) -> String {
    match (model, column, StdError::source(error)) {
        (Some(model), Some(column), Some(source)) => {
            format!("{}.{} cannot be read: {source}", model.name, column.field)
        }
        (model, ..) => {
            let model = model.map_or("a row", |model| model.name);
            format!("{model}: {}", what_it_says(error))
        }
    }
}

/// A value that cannot even be sent, such as a text with a NUL character.
fn is_encode(error: &tokio_postgres::Error) -> bool {
    error.to_string().starts_with("error serializing")
}

/// The whole of what an error says: the driver's own message is often just a category.
fn what_it_says(error: &tokio_postgres::Error) -> String {
    if let Some(database) = error.as_db_error() {
        return database.message().to_owned();
    }
    match StdError::source(error) {
        Some(source) => format!("{error}: {source}"),
        None => error.to_string(),
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
