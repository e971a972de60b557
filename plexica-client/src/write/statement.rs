//! The statements that write, from sets of column values.

use tokio_postgres::types::Type;

use super::{
    RowChanges, RowValues,
    change::{ColumnChange, How},
};
use crate::{
    model::{ColumnDef, ModelDef, ROOT_ALIAS},
    query::{Deleted, Node, Statement, Writer},
    value::Value,
};

/// What a statement that writes gives back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Returning {
    /// How many rows it changed.
    Count,
    /// The rows, as they are now.
    Records,
}

/// What an insert does when a row with the same key is there.
#[derive(Debug)]
pub(crate) enum OnConflict {
    /// It is an error.
    Fail,
    /// The new row is left out.
    Skip,
    /// The row that is there is changed.
    Update { key: Vec<u16>, changes: RowChanges },
}

pub(crate) fn insert(
    model: &'static ModelDef,
    tenant_schema: &str,
    values: RowValues,
    on_conflict: OnConflict,
    returning: Returning,
) -> Statement {
    let mut writer = Writer::with_room_for(values.len(), tenant_schema);
    let columns = values.into_columns();
    let places = columns.iter().map(|(place, _)| *place);
    insert_into(&mut writer, model, places, &on_conflict);
    if columns.is_empty() {
        writer.push(" DEFAULT VALUES");
    } else {
        writer.push(" VALUES ");
        row_of(&mut writer, model, columns);
    }
    finish_insert(writer, model, on_conflict, returning)
}

/// Several rows that all set the same columns, as `VALUES`.
pub(crate) fn insert_values(
    model: &'static ModelDef,
    tenant_schema: &str,
    rows: Vec<RowValues>,
    on_conflict: OnConflict,
    returning: Returning,
) -> Statement {
    let places: Vec<u16> = rows
        .first()
        .map(|row| row.places().collect())
        .unwrap_or_default();
    let mut writer = Writer::with_room_for(places.len() * rows.len(), tenant_schema);
    insert_into(&mut writer, model, places.iter().copied(), &on_conflict);
    writer.push(" VALUES ");
    for (index, row) in rows.into_iter().enumerate() {
        if index > 0 {
            writer.push(", ");
        }
        row_of(&mut writer, model, row.into_columns());
    }
    finish_insert(writer, model, on_conflict, returning)
}

/// Several rows that all set the same columns, as one array a column: one SQL text for any number
/// of rows, and as many parameters as columns.
pub(crate) fn insert_unnest(
    model: &'static ModelDef,
    tenant_schema: &str,
    rows: Vec<RowValues>,
    on_conflict: OnConflict,
    returning: Returning,
) -> Statement {
    let places: Vec<u16> = rows
        .first()
        .map(|row| row.places().collect())
        .unwrap_or_default();
    let mut columns: Vec<Vec<Value>> = places
        .iter()
        .map(|_| Vec::with_capacity(rows.len()))
        .collect();
    for row in rows {
        for (column, (_, value)) in columns.iter_mut().zip(row.into_columns()) {
            column.push(value);
        }
    }
    let mut writer = Writer::with_room_for(places.len(), tenant_schema);
    insert_into(&mut writer, model, places.iter().copied(), &on_conflict);
    writer.push(" SELECT * FROM unnest(");
    for (index, (place, values)) in places.iter().zip(columns).enumerate() {
        if index > 0 {
            writer.push(", ");
        }
        writer.list_parameter(model.column(*place), Value::Array(values));
    }
    writer.push(")");
    finish_insert(writer, model, on_conflict, returning)
}

/// A `COPY` into columns, with the types that they cross the wire as.
pub(super) fn copy(
    model: &'static ModelDef,
    tenant_schema: &str,
    places: &[u16],
) -> (Statement, Vec<Type>) {
    let mut writer = Writer::new(tenant_schema);
    writer.push("COPY ");
    writer.table_name(model);
    let mut types = Vec::with_capacity(places.len());
    for (index, place) in places.iter().enumerate() {
        let column = model.column(*place);
        writer.push(if index == 0 { " (" } else { ", " });
        writer.identifier(column.name);
        types.push(match column.is_list {
            true => column.r#type.array_parameter(),
            false => column.r#type.parameter(),
        });
    }
    writer.push(") FROM STDIN (FORMAT binary)");
    (writer.finish(model), types)
}

pub(crate) fn update(
    model: &'static ModelDef,
    tenant_schema: &str,
    changes: RowChanges,
    filter: Node,
    returning: Returning,
) -> Statement {
    // And the key.
    let mut writer = Writer::with_room_for(changes.len() + 1, tenant_schema);
    writer.push("UPDATE ");
    writer.root(model);
    writer.push(" SET ");
    assignments(&mut writer, model, changes);
    filter.write_where(&mut writer, model);
    finish(writer, model, returning)
}

pub(crate) fn delete(
    model: &'static ModelDef,
    tenant_schema: &str,
    filter: Node,
    returning: Returning,
) -> Statement {
    let mut writer = Writer::new(tenant_schema);
    writer.push("DELETE FROM ");
    writer.root(model);
    filter.write_where(&mut writer, model);
    finish(writer, model, returning)
}

/// A new row of a core model, given back.
pub(crate) fn insert_returning(model: &'static ModelDef, values: RowValues) -> Statement {
    insert(model, "", values, OnConflict::Fail, Returning::Records)
}

/// A change of the rows of a core model that match, counted.
pub(crate) fn update_where(
    model: &'static ModelDef,
    changes: RowChanges,
    filter: Node,
) -> Statement {
    update(model, "", changes, filter, Returning::Count)
}

/// An end of the rows of a core model that match, counted.
pub(crate) fn delete_where(model: &'static ModelDef, filter: Node) -> Statement {
    delete(model, "", filter, Returning::Count)
}

fn insert_into(
    writer: &mut Writer<'_>,
    model: &'static ModelDef,
    places: impl Iterator<Item = u16>,
    on_conflict: &OnConflict,
) {
    writer.push("INSERT INTO ");
    match on_conflict {
        OnConflict::Fail | OnConflict::Skip => writer.table_name(model),
        // What is said of the row that is there names it by its alias.
        OnConflict::Update { .. } => writer.root(model),
    }
    let mut separator = " (";
    for place in places {
        writer.push(separator);
        plexica_ident::quote_into(&mut writer.sql, model.column(place).name);
        separator = ", ";
    }
    if separator == ", " {
        writer.push(")");
    }
}

fn row_of(writer: &mut Writer<'_>, model: &'static ModelDef, columns: Vec<(u16, Value)>) {
    for (index, (place, value)) in columns.into_iter().enumerate() {
        writer.push(if index == 0 { "(" } else { ", " });
        writer.parameter(model.column(place), value);
    }
    writer.push(")");
}

fn assignments(writer: &mut Writer<'_>, model: &'static ModelDef, changes: RowChanges) {
    for (index, (place, change)) in changes.into_columns().into_iter().enumerate() {
        if index > 0 {
            writer.push(", ");
        }
        let column = model.column(place);
        plexica_ident::quote_into(&mut writer.sql, column.name);
        writer.push(" = ");
        assigned(writer, column, change);
    }
    count_up(writer, model);
}

/// What a column becomes.
fn assigned(writer: &mut Writer<'_>, column: &ColumnDef, change: ColumnChange) {
    let operator = match change.how {
        How::Set => return writer.parameter(column, change.value),
        How::Append => {
            column.reference(&mut writer.sql, ROOT_ALIAS);
            writer.push(" || ");
            return writer.list_parameter(column, change.value);
        }
        How::Add => " + ",
        How::Subtract => " - ",
        How::Multiply => " * ",
        How::Divide => " / ",
    };
    let Some(calculated_as) = column.r#type.crosses_as() else {
        column.reference(&mut writer.sql, ROOT_ALIAS);
        writer.push(operator);
        return writer.parameter(column, change.value);
    };
    // `money` knows no product of `numeric`, and would round the factor.
    writer.push("(");
    column.reference(&mut writer.sql, ROOT_ALIAS);
    writer.push("::");
    writer.push(calculated_as);
    writer.push(operator);
    writer.uncast_parameter(column, change.value);
    writer.push(")::");
    writer.push(column.r#type.cast_name());
}

/// Counts the version up, where the model has one.
fn count_up(writer: &mut Writer<'_>, model: &'static ModelDef) {
    if let Some(place) = model.version {
        let column = model.column(place);
        writer.push(", ");
        plexica_ident::quote_into(&mut writer.sql, column.name);
        writer.push(" = ");
        // By the alias: in an upsert, `EXCLUDED` has a column of this name too.
        column.reference(&mut writer.sql, ROOT_ALIAS);
        writer.push(" + 1");
    }
}

fn finish_insert(
    mut writer: Writer<'_>,
    model: &'static ModelDef,
    on_conflict: OnConflict,
    returning: Returning,
) -> Statement {
    match on_conflict {
        OnConflict::Fail => {}
        OnConflict::Skip => writer.push(" ON CONFLICT DO NOTHING"),
        OnConflict::Update { key, changes } => {
            writer.push(" ON CONFLICT ");
            for (index, place) in key.iter().enumerate() {
                writer.push(if index == 0 { "(" } else { ", " });
                plexica_ident::quote_into(&mut writer.sql, model.column(*place).name);
            }
            writer.push(") DO UPDATE SET ");
            if changes.is_empty() {
                // `DO NOTHING` would not give the row back: set the key to what it is.
                for (index, place) in key.iter().enumerate() {
                    writer.push(if index == 0 { "" } else { ", " });
                    let column = model.column(*place);
                    let name = plexica_ident::quote(column.name);
                    writer.push(&name);
                    if column.is_generated {
                        writer.push(" = DEFAULT");
                    } else {
                        writer.push(" = EXCLUDED.");
                        writer.push(&name);
                    }
                }
            } else {
                assignments(&mut writer, model, changes);
            }
            // A deleted row is not changed, and no row is given back then.
            let live = Deleted::LeftOut.narrow(model, Node::All(Vec::new()));
            live.write_where(&mut writer, model);
        }
    }
    finish(writer, model, returning)
}

fn finish(mut writer: Writer<'_>, model: &'static ModelDef, returning: Returning) -> Statement {
    if returning == Returning::Records {
        writer.push(" RETURNING ");
        writer.push(model.returning_list());
    }
    writer.finish(model)
}
