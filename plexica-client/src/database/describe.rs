//! What the database says of a statement without running it.

use tokio_postgres::{
    Column,
    error::ErrorPosition,
    types::{Kind, Type},
};

use super::Shared;
use crate::Error;

/// The types of a statement's parameters and columns.
#[derive(Debug, Clone)]
pub struct StatementDescription {
    /// The parameters, in their order.
    pub parameters: Vec<TypeDescription>,
    /// The columns of its rows; none where it has no rows.
    pub columns: Vec<ColumnDescription>,
}

/// A column of a statement's rows.
#[derive(Debug, Clone)]
pub struct ColumnDescription {
    /// Its name.
    pub name: String,
    /// Its type.
    pub r#type: TypeDescription,
    /// Whether it is a column of a table, as it stands there, that is never `NULL` in that table.
    pub is_not_null_in_table: bool,
}

/// A type.
#[derive(Debug, Clone)]
pub struct TypeDescription {
    /// The schema that it lives in.
    pub schema: String,
    /// Its name; of an array, its members'.
    pub name: String,
    /// Whether it is an array.
    pub is_array: bool,
}

/// Why a statement was not described.
#[derive(Debug)]
pub struct DescribeError {
    /// What the database says.
    pub error: Error,
    /// Where in the statement: a number of characters, from 1.
    pub position: Option<usize>,
}

impl DescribeError {
    fn of(error: Error) -> Self {
        let position = error.database_error().and_then(|error| error.position());
        let position = match position {
            Some(ErrorPosition::Original(position)) => Some(*position as usize),
            _ => None,
        };
        Self { error, position }
    }
}

pub(super) async fn describe(
    shared: &Shared,
    sql: &str,
) -> Result<StatementDescription, DescribeError> {
    let connection = shared.pool.get("").await.map_err(DescribeError::of)?;
    let failed = |error| DescribeError::of(Error::from_postgres(error, sql, None, &[]));
    let client = &connection.client;
    let statement = client.prepare(sql).await.map_err(failed)?;
    let columns = statement.columns();
    let (tables, places): (Vec<u32>, Vec<i16>) = columns.iter().filter_map(origin).unzip();
    let required = client
        .query_typed(
            "SELECT attrelid, attnum FROM pg_catalog.pg_attribute JOIN unnest($1, $2) AS o (rel, num) \
             ON attrelid = rel AND attnum = num WHERE attnotnull",
            &[(&tables, Type::OID_ARRAY), (&places, Type::INT2_ARRAY)],
        )
        .await
        .map_err(failed)?;
    let required = required
        .iter()
        .map(|row| Ok((row.try_get(0)?, row.try_get(1)?)))
        .collect::<Result<Vec<(u32, i16)>, _>>()
        .map_err(failed)?;
    let columns = columns.iter().map(|column| ColumnDescription {
        name: column.name().to_owned(),
        r#type: type_of(column.type_()),
        is_not_null_in_table: origin(column).is_some_and(|origin| required.contains(&origin)),
    });
    Ok(StatementDescription {
        parameters: statement.params().iter().map(type_of).collect(),
        columns: columns.collect(),
    })
}

fn origin(column: &Column) -> Option<(u32, i16)> {
    Some((column.table_oid()?, column.column_id()?))
}

fn type_of(r#type: &Type) -> TypeDescription {
    let (member, is_array) = match r#type.kind() {
        Kind::Array(member) => (member, true),
        _ => (r#type, false),
    };
    TypeDescription {
        schema: member.schema().to_owned(),
        name: member.name().to_owned(),
        is_array,
    }
}
