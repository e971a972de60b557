//! What the server and the driver say, in the words of the schema.

use std::error::Error as StdError;

use tokio_postgres::error::{DbError, SqlState};

use super::{Error, ErrorKind, opaque::Inner};
use crate::model::{ColumnDef, ModelDef};

impl Error {
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
            tenant: None,
            source: Some(Box::new(error)),
        }))
    }

    fn from_driver(
        error: tokio_postgres::Error,
        sql: &str,
        model: Option<&'static ModelDef>,
    ) -> Self {
        let kind = if is_lost(&error) {
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

    /// The error of a query that did not read a whole record but these columns of `model`, `None`
    /// standing for what is no column.
    pub(crate) fn in_selection(
        mut self,
        model: &'static ModelDef,
        selected: &[Option<u16>],
    ) -> Self {
        if self.kind() == ErrorKind::Decode
            && let Some(error) = self.driver_error()
        {
            let place = decode_index(error).and_then(|index| selected.get(index).copied()?);
            let column = place.map(|place| model.column(place));
            self.0.message = decode_message(error, Some(model), column);
            self.0.fields = column.map(|column| column.field).into_iter().collect();
        }
        self
    }
}

impl Error {
    /// The error of a query whose rows have these fields, in the order of the columns.
    pub(crate) fn in_row(mut self, names: &'static [&'static str]) -> Self {
        if self.kind() == ErrorKind::Decode
            && let Some(error) = self.driver_error()
            && let Some(field) = decode_index(error).and_then(|index| names.get(index).copied())
            && let Some(reason) = StdError::source(error)
        {
            self.0.message = format!("`{field}` cannot be read: {reason}");
            self.0.fields = vec![field];
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
        SqlState::CHECK_VIOLATION => ErrorKind::CheckViolation,
        SqlState::EXCLUSION_VIOLATION => ErrorKind::ExclusionViolation,
        SqlState::NOT_NULL_VIOLATION => ErrorKind::NotNullViolation,
        SqlState::INVALID_SCHEMA_NAME | SqlState::UNDEFINED_TABLE | SqlState::UNDEFINED_COLUMN => {
            ErrorKind::NotMigrated
        }
        SqlState::T_R_SERIALIZATION_FAILURE => ErrorKind::SerializationFailure,
        SqlState::T_R_DEADLOCK_DETECTED => ErrorKind::Deadlock,
        SqlState::QUERY_CANCELED => ErrorKind::Timeout,
        SqlState::LOCK_NOT_AVAILABLE => ErrorKind::LockTimeout,
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
        ErrorKind::ExclusionViolation => match error.constraint() {
            Some(constraint) => format!("another {model} is in the way, by `{constraint}`"),
            None => format!("another {model} is in the way"),
        },
        ErrorKind::NotNullViolation => format!("{model}{fields} needs a value"),
        ErrorKind::NotMigrated => format!("the database is not up to date: {}", error.message()),
        _ => error.message().to_owned(),
    }
}

/// Whether the connection is gone.
pub(crate) fn is_lost(error: &tokio_postgres::Error) -> bool {
    match error.code() {
        Some(code) => kind_of(code) == ErrorKind::ConnectionLost,
        None => error.is_closed() || is_broken(error),
    }
}

pub(super) fn is_broken(error: &tokio_postgres::Error) -> bool {
    StdError::source(error).is_some_and(|source| source.is::<std::io::Error>())
}

/// The driver says so only in its message's first words.
pub(crate) fn is_decode(error: &tokio_postgres::Error) -> bool {
    error.to_string().starts_with("error deserializing")
}

/// The place in the row of the column that could not be decoded; the driver says it in words.
pub(crate) fn decode_index(error: &tokio_postgres::Error) -> Option<usize> {
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
pub(super) fn what_it_says(error: &tokio_postgres::Error) -> String {
    if let Some(database) = error.as_db_error() {
        return database.message().to_owned();
    }
    match StdError::source(error) {
        Some(source) => format!("{error}: {source}"),
        None => error.to_string(),
    }
}
