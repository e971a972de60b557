//! The errors that Plexica itself finds, with what to do about each.

use std::{error::Error as StdError, time::Duration};

use plexica_ident::KeyError;
use tokio_postgres::{error::SqlState, types::WasNull};

use super::{
    Error, ErrorKind,
    postgres::{is_broken, what_it_says},
};
use crate::{
    database::RowMismatch,
    model::{ModelDef, RelationDef},
};

impl Error {
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

    pub(crate) fn lock_outside_transaction() -> Self {
        Self::new(
            ErrorKind::InvalidQuery,
            "a row lock outside a transaction is gone before anyone can use it",
        )
        .with_help("begin a transaction with `.begin().await?`, and ask in it")
    }

    pub(crate) fn lock_of_distinct_rows() -> Self {
        Self::new(
            ErrorKind::InvalidQuery,
            "rows that `distinct` picks out of others cannot be locked by the query that picks them",
        )
        .with_help("select their keys first, and lock the rows with those")
    }

    pub(crate) fn surplus_values(bound: usize, taken: usize) -> Self {
        let places = match taken {
            0 => "none".to_owned(),
            1 => "`$1` only".to_owned(),
            last => format!("`$1` to `${last}`"),
        };
        Self::new(
            ErrorKind::InvalidQuery,
            format!("{bound} values are bound to raw SQL that has places for {places}"),
        )
        .with_help("name each value in the SQL by its place, or take a `.bind(…)` away")
    }

    pub(crate) fn cursor_without_value(model: &'static ModelDef) -> Self {
        Self::new(
            ErrorKind::InvalidQuery,
            format!(
                "a {} does not say where it stands in an order by related rows or by a rank",
                model.name
            ),
        )
        .with_help("page by an order of the model's own columns, or with `skip` and `take`")
        .with_model(model)
    }

    pub(crate) fn cursor_without_key(model: &'static ModelDef) -> Self {
        Self::new(
            ErrorKind::InvalidQuery,
            format!(
                "{} has no key that tells a row from all others, so a page cannot end at one",
                model.name
            ),
        )
        .with_help("page with `skip` and `take`")
        .with_model(model)
    }

    pub(crate) fn order_of_groups(model: &'static ModelDef) -> Self {
        Self::new(
            ErrorKind::InvalidQuery,
            format!(
                "groups of {} are ordered by what the rows of one need not have in common",
                model.name
            ),
        )
        .with_help("order by a column that is grouped by, or by an aggregate")
        .with_model(model)
    }

    pub(crate) fn query_of_another_scope() -> Self {
        Self::new(
            ErrorKind::InvalidQuery,
            "a query of a batch is of another database or another transaction than the batch",
        )
        .with_help("begin the batch where its queries are: `tx.batch(…)` for those of `tx`")
    }

    pub(crate) fn transaction_in_batch() -> Self {
        Self::new(
            ErrorKind::InvalidQuery,
            "a query of a batch needs a transaction: it has nested writes, or more rows than one statement takes",
        )
        .with_help("begin a transaction, and run the batch in it: `tx.batch(…)`")
    }

    /// The rows of raw SQL are not what `row` is made of.
    pub(crate) fn row_mismatch(row: &str, mismatch: RowMismatch, sql: &str) -> Self {
        let help = mismatch.help;
        let message = format!("a row cannot become a `{row}`: {mismatch}");
        let mut error = Self::new(ErrorKind::Decode, message).with_help(help);
        error.0.statement = Some(sql.to_owned());
        error.with_source(mismatch)
    }

    /// A value of raw SQL cannot be read into its place in `row`.
    pub(crate) fn unreadable_column(
        row: &str,
        column: Option<String>,
        error: tokio_postgres::Error,
        sql: &str,
    ) -> Self {
        let reason = StdError::source(&error);
        let is_null = reason.is_some_and(|reason| reason.is::<WasNull>());
        let reason = match (column, reason) {
            (Some(column), Some(_)) if is_null => format!("the column `{column}` is `NULL`"),
            (Some(column), Some(reason)) => format!("the column `{column}`: {reason}"),
            _ => what_it_says(&error),
        };
        let message = format!("a row cannot become a `{row}`: {reason}");
        let mut mapped = Self::new(ErrorKind::Decode, message);
        if is_null {
            mapped.0.help =
                Some("make it an `Option`, or give it a value in the SQL with `coalesce(…)`");
        }
        mapped.0.statement = Some(sql.to_owned());
        mapped.with_source(error)
    }

    pub(crate) fn stream_backwards() -> Self {
        Self::new(
            ErrorKind::InvalidQuery,
            "the rows nearest before a row are found from that row backwards, and cannot be streamed in their order",
        )
        .with_help("await the query: `take` bounds how many rows there are")
    }

    pub(crate) fn stream_open() -> Self {
        Self::new(
            ErrorKind::InvalidQuery,
            "rows of this transaction are still being streamed, and its one connection with them",
        )
        .with_help("read the stream to its end or drop it first, or ask outside the transaction")
    }

    pub(crate) fn stale_version(model: &'static ModelDef) -> Self {
        let fields = model.version.map(|place| model.column(place).field);
        let mut error = Self::new(
            ErrorKind::StaleVersion,
            format!("the {} was changed since it was read", model.name),
        )
        .with_help("read it again, and decide anew on what is there now")
        .with_model(model);
        error.0.fields.extend(fields);
        error
    }

    pub(crate) fn deleted_in_the_way(model: &'static ModelDef) -> Self {
        Self::new(
            ErrorKind::UniqueViolation,
            format!(
                "a deleted {} has the same value of a unique key",
                model.name
            ),
        )
        .with_help("restore it, or delete it permanently")
        .with_model(model)
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

    /// A row that nothing can refer to by this relation.
    pub(crate) fn no_key(
        relation: &'static RelationDef,
        reason: Option<Box<dyn StdError + Send + Sync>>,
    ) -> Self {
        let RelationDef { source, field, .. } = relation;
        let model = source.name;
        let mut error = Self::new(
            ErrorKind::InvalidValue,
            format!("the {model} has no key that rows of its `{field}` could refer to"),
        )
        .with_model(source);
        let columns = relation.columns.iter();
        let fields = columns.map(|(own, _)| source.column(*own).field);
        error.0.fields.extend(fields);
        match reason {
            Some(reason) => error.with_source(reason),
            None => error,
        }
    }

    /// The row that is referred to has no key for it.
    pub(crate) fn no_parent_key(
        relation: &'static RelationDef,
        reason: Option<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        let (source, target) = (relation.source.name, relation.target);
        let mut error = Self::new(
            ErrorKind::InvalidValue,
            format!(
                "the {} has no key that the {source} could refer to",
                target.name
            ),
        )
        .with_model(target);
        let columns = relation.columns.iter();
        let fields = columns.map(|(_, other)| target.column(*other).field);
        error.0.fields.extend(fields);
        match reason {
            Some(reason) => error.with_source(reason),
            None => error,
        }
    }

    /// A row's foreign key was set, and so was a row to refer to.
    pub(crate) fn given_twice(model: &'static ModelDef, place: u16) -> Self {
        let field = model.column(place).field;
        let mut error = Self::new(
            ErrorKind::InvalidQuery,
            format!("`{field}` of the {} is given two values: it refers to a row that is written with it", model.name),
        )
        .with_help("do not set the field, or set it to the key that the closure is given")
        .with_model(model);
        error.0.fields.push(field);
        error
    }

    /// An upsert with related rows looks for the row by its key first.
    pub(crate) fn upsert_without_key(model: &'static ModelDef) -> Self {
        Self::new(
            ErrorKind::InvalidQuery,
            format!(
                "the new {} of this upsert does not say what its key is, and so the one that is there \
                 cannot be found",
                model.name
            ),
        )
        .with_help(
            "an upsert with related rows needs the values of its key: not made by the database, nor by \
             a closure from the keys of other rows",
        )
        .with_model(model)
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

    pub(crate) fn no_answer(within: Duration) -> Self {
        Self::new(
            ErrorKind::Timeout,
            format!("the database did not answer within {within:?}"),
        )
        .with_help("look whether the server, or the network to it, is overloaded or gone")
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

    pub(crate) fn transaction_over() -> Self {
        Self::new(
            ErrorKind::TransactionAborted,
            "the transaction is over: it was committed or rolled back before this statement",
        )
        .with_help("await every statement within the closure that the transaction is given as")
    }

    pub(crate) fn transaction_failed() -> Self {
        Self::new(
            ErrorKind::TransactionAborted,
            "the transaction was rolled back: a statement in it failed or was abandoned before its result was seen",
        )
        .with_help("handle the statement's own error, and begin again")
    }
}
