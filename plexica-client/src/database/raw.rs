//! SQL of a program's own, in one scope.

use std::{future::IntoFuture, marker::PhantomData};

use futures_util::future::BoxFuture;
use tokio_postgres::types::Type;

use super::{FromRow, Scope, from_row::Unread};
use crate::{
    Error,
    migration::parameters_in,
    value::{ColumnValue, Parameter, Value},
};

/// What stands for the tenant's schema in raw SQL.
pub(super) const TENANT: &str = "{tenant}";

/// A query of your own, whose rows become tuples or structs of your own: `acme.query_raw(…)`.
///
/// ```ignore
/// #[derive(plexica_client::FromRow)]
/// struct Author {
///     email: String,
///     posts: i64,
/// }
///
/// let authors: Vec<Author> = acme
///     .query_raw("SELECT email, (SELECT count(*) FROM {tenant}.posts) AS posts FROM {tenant}.users")
///     .await?;
///
/// let busiest: Vec<(Uuid, i64)> = acme
///     .query_raw("SELECT author_id, count(*) FROM {tenant}.posts WHERE stars > $1 GROUP BY 1")
///     .bind(3)
///     .await?;
/// ```
///
/// `{tenant}` is the tenant's schema, quoted, wherever it stands, in literals too. There is no
/// other way to the tenant's tables: no search path leads to them, so a table that is named without
/// a schema is not found. Core's are named with theirs: `core.sessions`.
///
/// The statement is prepared before it runs the first time, which costs one round trip more. What
/// it leaves behind in the session (a `SET`, an advisory lock, a temporary table) is taken back
/// before the connection serves anybody else. It is one statement, and none that begins or ends a
/// transaction.
///
/// More values than the statement has places for, `$1` to the last, are an error of the kind
/// [`InvalidQuery`](crate::ErrorKind::InvalidQuery).
///
/// An enum is selected as text (`mood::text`), and so is any type of an extension. Behind a pooler
/// (`statements=unnamed`) one that is not can make the query hang, and nothing is taken back.
#[must_use = "a query does nothing until it is awaited"]
#[derive(Debug)]
pub struct RawQuery<'a, R> {
    raw: Raw<'a>,
    of: PhantomData<fn() -> R>,
}

/// A statement of your own of which only the number of rows is wanted: `acme.execute_raw(…)`.
///
/// ```ignore
/// let archived = acme
///     .execute_raw("UPDATE {tenant}.posts SET archived = true WHERE stars < $1")
///     .bind(1)
///     .await?;
/// ```
///
/// See [`RawQuery`] for what its SQL may say.
#[must_use = "a statement does nothing until it is awaited"]
#[derive(Debug)]
pub struct RawExecute<'a>(Raw<'a>);

#[derive(Debug)]
struct Raw<'a> {
    scope: &'a Scope,
    sql: String,
    parameters: Vec<Parameter>,
}

/// What a raw statement's `$1` can be: what a column's value can, and `&str`.
#[diagnostic::on_unimplemented(message = "`{Self}` cannot be a value of raw SQL")]
pub trait RawValue {
    /// The parameter that stands for it.
    fn into_value(self) -> Value;
}

impl<T: ColumnValue<Rust = T>> RawValue for T {
    fn into_value(self) -> Value {
        <T as ColumnValue>::into_value(self)
    }
}

impl RawValue for &str {
    fn into_value(self) -> Value {
        Value::Text(self.to_owned())
    }
}

impl<'a, R: FromRow> RawQuery<'a, R> {
    pub(super) fn new(scope: &'a Scope, sql: String) -> Self {
        Self {
            raw: Raw::new(scope, sql),
            of: PhantomData,
        }
    }

    /// The value of the next parameter: `$1` first.
    pub fn bind(mut self, value: impl RawValue) -> Self {
        self.raw.bind(value);
        self
    }
}

impl<'a> RawExecute<'a> {
    pub(super) fn new(scope: &'a Scope, sql: String) -> Self {
        Self(Raw::new(scope, sql))
    }

    /// The value of the next parameter: `$1` first.
    pub fn bind(mut self, value: impl RawValue) -> Self {
        self.0.bind(value);
        self
    }
}

impl<'a, R: FromRow + 'a> IntoFuture for RawQuery<'a, R> {
    type Output = Result<Vec<R>, Error>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { Ok(self.raw.run().await?.0) })
    }
}

impl<'a> IntoFuture for RawExecute<'a> {
    type Output = Result<u64, Error>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { Ok(self.0.run::<Unread>().await?.1) })
    }
}

impl<'a> Raw<'a> {
    fn new(scope: &'a Scope, sql: String) -> Self {
        Self {
            scope,
            sql,
            parameters: Vec::new(),
        }
    }

    fn bind(&mut self, value: impl RawValue) {
        let value = value.into_value();
        let r#type = type_of(&value);
        self.parameters.push(Parameter { value, r#type });
    }

    async fn run<R: FromRow>(self) -> Result<(Vec<R>, u64), Error> {
        if ends_or_begins_transaction(&self.sql) {
            return Err(Error::configuration(
                "raw SQL cannot begin or end a transaction: begin one with `begin()`, and run the \
                 statement on it",
            ));
        }
        if let Some(taken) = parameters_in(&self.sql)
            && taken < self.parameters.len()
        {
            return Err(Error::surplus_values(self.parameters.len(), taken));
        }
        let sql = match self.scope.tenant_schema() {
            "" if self.sql.contains(TENANT) => {
                return Err(Error::configuration(
                    "`{tenant}` in raw SQL, which runs in no tenant: run it on a tenant's handle",
                ));
            }
            schema => self.sql.replace(TENANT, &plexica_ident::quote(schema)),
        };
        let executor = self.scope.executor_alone().await?;
        executor.raw(&sql, &self.parameters).await
    }
}

/// The type that a value is sent as: its own, or left to the server where several have its form.
fn type_of(value: &Value) -> Type {
    match value {
        Value::Boolean(_) => Type::BOOL,
        Value::SmallInt(_) => Type::INT2,
        Value::Integer(_) => Type::INT4,
        Value::BigInt(_) => Type::INT8,
        Value::Oid(_) => Type::OID,
        Value::Real(_) => Type::FLOAT4,
        Value::Double(_) => Type::FLOAT8,
        #[cfg(feature = "decimal")]
        Value::Numeric(_) => Type::NUMERIC,
        Value::Bytes(_) => Type::BYTEA,
        Value::Uuid(_) => Type::UUID,
        Value::Date(_) => Type::DATE,
        Value::Time(_) => Type::TIME,
        Value::TimeTz(..) => Type::TIMETZ,
        Value::Inet(_) => Type::INET,
        Value::Array(values) => match values.first().map(type_of) {
            Some(Type::BOOL) => Type::BOOL_ARRAY,
            Some(Type::INT2) => Type::INT2_ARRAY,
            Some(Type::INT4) => Type::INT4_ARRAY,
            Some(Type::INT8) => Type::INT8_ARRAY,
            Some(Type::FLOAT4) => Type::FLOAT4_ARRAY,
            Some(Type::FLOAT8) => Type::FLOAT8_ARRAY,
            Some(Type::UUID) => Type::UUID_ARRAY,
            Some(Type::UNKNOWN)
                if matches!(values.first(), Some(Value::Text(_) | Value::Label(_))) =>
            {
                Type::TEXT_ARRAY
            }
            _ => Type::UNKNOWN,
        },
        // A text is an enum's label too, a time is with a zone or without, and json is binary or not.
        _ => Type::UNKNOWN,
    }
}

/// Whether a statement would leave its transaction, or begin one that nobody knows of.
fn ends_or_begins_transaction(sql: &str) -> bool {
    let mut rest = sql.trim_start();
    loop {
        rest = if let Some(comment) = rest.strip_prefix("--") {
            comment.split_once('\n').map_or("", |(_, rest)| rest)
        } else if let Some(comment) = rest.strip_prefix("/*") {
            after_comment(comment)
        } else if let Some(rest) = rest.strip_prefix(';') {
            rest
        } else {
            break;
        }
        .trim_start();
    }
    let word = rest
        .split(|character: char| !character.is_ascii_alphabetic())
        .next()
        .unwrap_or_default();
    [
        "begin",
        "start",
        "commit",
        "end",
        "rollback",
        "abort",
        "savepoint",
        "release",
        "prepare",
    ]
    .iter()
    .any(|control| word.eq_ignore_ascii_case(control))
}

/// What stands behind a comment, in which there may be others.
fn after_comment(sql: &str) -> &str {
    let mut depth = 1;
    let mut rest = sql;
    while depth > 0 {
        let Some(at) = rest.find(['*', '/']) else {
            return "";
        };
        rest = &rest[at..];
        let (change, length) = match rest.as_bytes() {
            [b'*', b'/', ..] => (-1, 2),
            [b'/', b'*', ..] => (1, 2),
            _ => (0, 1),
        };
        depth += change;
        rest = &rest[length..];
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_or_ends_a_transaction_is_told_behind_comments_too() {
        for sql in [
            "COMMIT",
            " -- a\n rollback to x",
            "/* a /* b */ c */ ;BEGIN",
            "start transaction",
        ] {
            assert!(ends_or_begins_transaction(sql), "{sql}");
        }
        for sql in [
            "SELECT 1",
            "/* BEGIN */ SELECT 1",
            "-- COMMIT",
            "/* BEGIN",
            "",
        ] {
            assert!(!ends_or_begins_transaction(sql), "{sql}");
        }
    }
}
