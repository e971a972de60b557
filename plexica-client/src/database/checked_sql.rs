//! SQL of a program's own that the build has checked: what the functions of query files give.

use std::{fmt, future::IntoFuture, marker::PhantomData};

use futures_util::future::BoxFuture;
use tokio_postgres::Row;

use super::{BatchQuery, Scope, raw::TENANT};
use crate::{
    Error,
    connection::Executor,
    query::Statement,
    value::{Parameter, PgType, Value},
};

/// A statement of a query file with its values. For generated code.
#[doc(hidden)]
#[must_use]
#[derive(Debug)]
pub struct CheckedSql<'a> {
    scope: &'a Scope,
    sql: &'static str,
    parameters: Vec<Parameter>,
}

/// What a row of a query file's statement becomes. Generated.
pub trait CheckedRow: Sized + Send {
    /// The names of its fields, in the order of the columns.
    const FIELDS: &'static [&'static str];

    /// Reads it.
    ///
    /// # Errors
    /// When a column holds what its field cannot.
    fn decode(row: &Row) -> Result<Self, tokio_postgres::Error>;
}

/// A statement of a query file: its rows.
///
/// ```ignore
/// let authors = queries::busiest_authors(&acme, 18).await?;
/// ```
///
/// It is sent as every query of the client is: in one round trip, and prepared where it is hot. So
/// it must leave nothing behind in the session (an advisory lock, `set_config`): for what does there
/// is [`RawQuery`](super::RawQuery).
#[must_use = "a query does nothing until it is awaited"]
pub struct CheckedQuery<'a, R> {
    sql: CheckedSql<'a>,
    of: PhantomData<fn() -> R>,
}

/// A statement of a query file that gives no rows: how many it changed.
#[must_use = "a statement does nothing until it is awaited"]
#[derive(Debug)]
pub struct CheckedExecute<'a>(CheckedSql<'a>);

impl<'a> CheckedSql<'a> {
    pub fn new(scope: &'a Scope, sql: &'static str) -> Self {
        Self {
            scope,
            sql,
            parameters: Vec::new(),
        }
    }

    pub fn bind(mut self, value: Value, r#type: PgType) -> Self {
        let r#type = r#type.parameter();
        self.parameters.push(Parameter { value, r#type });
        self
    }

    pub fn bind_list(mut self, value: Value, r#type: PgType) -> Self {
        let r#type = r#type.array_parameter();
        self.parameters.push(Parameter { value, r#type });
        self
    }

    pub fn rows<R: CheckedRow>(self) -> CheckedQuery<'a, R> {
        CheckedQuery {
            sql: self,
            of: PhantomData,
        }
    }

    pub fn execute(self) -> CheckedExecute<'a> {
        CheckedExecute(self)
    }

    fn to_sql(&self) -> String {
        // In core there is no `{tenant}` in it.
        let schema = plexica_ident::quote(self.scope.tenant_schema());
        self.sql.replace(TENANT, &schema)
    }

    fn into_statement(self) -> Statement {
        Statement {
            sql: self.to_sql(),
            parameters: self.parameters,
            model: None,
            is_kept: true,
        }
    }
}

impl<'a, R: CheckedRow + 'a> CheckedQuery<'a, R> {
    /// The statement's SQL, with `$1`, `$2` where its values go.
    #[must_use]
    pub fn to_sql(&self) -> String {
        self.sql.to_sql()
    }

    /// The first row; `None` where there is none.
    ///
    /// # Errors
    /// As when it is awaited.
    pub async fn first(self) -> Result<Option<R>, Error> {
        Ok(self.await?.into_iter().next())
    }

    /// The first row, of which there has to be one.
    ///
    /// # Errors
    /// Of the kind [`NotFound`](crate::ErrorKind::NotFound) where there is none.
    pub async fn one(self) -> Result<R, Error> {
        self.first().await?.ok_or_else(|| Error::not_found("row"))
    }
}

impl CheckedExecute<'_> {
    /// The statement's SQL, with `$1`, `$2` where its values go.
    #[must_use]
    pub fn to_sql(&self) -> String {
        self.0.to_sql()
    }
}

impl<R> fmt::Debug for CheckedQuery<'_, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("CheckedQuery").field(&self.sql).finish()
    }
}

impl<'a, R: CheckedRow + 'a> IntoFuture for CheckedQuery<'a, R> {
    type Output = Result<Vec<R>, Error>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let executor = self.sql.scope.executor().await?;
            self.run(&executor).await
        })
    }
}

impl<R: CheckedRow> BatchQuery for CheckedQuery<'_, R> {
    type Output = Vec<R>;

    // It may write.
    const READS: bool = false;

    fn scope(&self) -> &Scope {
        self.sql.scope
    }

    async fn run(self, executor: &Executor<'_>) -> Result<Vec<R>, Error> {
        let statement = self.sql.into_statement();
        let rows = executor.rows(&statement, R::decode).await;
        rows.map_err(|error| error.in_row(R::FIELDS))
    }
}

impl<'a> IntoFuture for CheckedExecute<'a> {
    type Output = Result<u64, Error>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let executor = self.0.scope.executor().await?;
            self.run(&executor).await
        })
    }
}

impl BatchQuery for CheckedExecute<'_> {
    type Output = u64;

    const READS: bool = false;

    fn scope(&self) -> &Scope {
        self.0.scope
    }

    async fn run(self, executor: &Executor<'_>) -> Result<u64, Error> {
        executor.execute(&self.0.into_statement()).await
    }
}
