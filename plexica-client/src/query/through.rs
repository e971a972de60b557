//! Reading by way of a join table, which has a row a pair of keys.

use tokio_postgres::Row;

use super::{OrderItem, Select, Statement, Writer, per_parent};
use crate::{
    model::{Model, ROOT_ALIAS, RelationDef, ThroughDef},
    value::Value,
};

/// Writes the join from the target's table to the join table, and gives the join table's alias.
pub(super) fn write_join(
    writer: &mut Writer<'_>,
    relation: &RelationDef,
    through: &ThroughDef,
    target_alias: &str,
) -> String {
    let link = writer.next_alias();
    writer.push(" JOIN ");
    writer.qualified(through.scope, through.table);
    writer.push(" AS ");
    writer.push(&link);
    writer.push(" ON ");
    for (_, target) in relation.columns {
        let target = relation.target.column(*target);
        target.reference(&mut writer.sql, target_alias);
        target.operator(&mut writer.sql, "=");
    }
    write_column(writer, &link, through.target);
    link
}

/// Writes a column of the join table.
pub(super) fn write_column(writer: &mut Writer<'_>, alias: &str, column: &str) {
    writer.push(alias);
    writer.push(".");
    writer.identifier(column);
}

/// The rows that belong to any of the keys, each with the place of its key: one row a link.
pub(super) fn select(
    select: Select,
    relation: &'static RelationDef,
    through: &ThroughDef,
    keys: Value,
    tenant_schema: &str,
) -> Statement {
    let target = relation.target;
    let mut writer = Writer::new(tenant_schema);
    writer.push("SELECT ");
    writer.push(target.select_list());
    writer.push(", sources.place FROM ");
    if select.is_limited() {
        write_sources(&mut writer, relation, keys);
        per_parent::write_lateral(&mut writer, select, target, |writer| {
            let link = write_join(writer, relation, through, ROOT_ALIAS);
            writer.push(" WHERE ");
            write_of_source(writer, relation, through, &link);
        });
        return writer.finish(target);
    }
    writer.root(target);
    let link = write_join(&mut writer, relation, through, ROOT_ALIAS);
    writer.push(" JOIN ");
    write_sources(&mut writer, relation, keys);
    writer.push(" ON ");
    write_of_source(&mut writer, relation, through, &link);
    let order = OrderItem::join(&select.order, &mut writer, target);
    let filter = select.deleted.narrow(target, select.filter);
    filter.write_where(&mut writer, target);
    order.write(&mut writer);
    writer.finish(target)
}

/// Writes the keys as a table, each with its place.
fn write_sources(writer: &mut Writer<'_>, relation: &RelationDef, keys: Value) {
    writer.push("unnest(");
    for (source, _) in relation.columns {
        writer.list_parameter(relation.source.column(*source), keys.clone());
    }
    writer.push(") WITH ORDINALITY AS sources (key, place)");
}

/// Writes the condition that a link is one of a source.
fn write_of_source(
    writer: &mut Writer<'_>,
    relation: &RelationDef,
    through: &ThroughDef,
    link: &str,
) {
    write_column(writer, link, through.source);
    for (source, _) in relation.columns {
        let source = relation.source.column(*source);
        source.operator(&mut writer.sql, "=");
    }
    writer.push("sources.key");
}

/// A row of [`select`]: the place of its source, from 0, and the record.
pub(super) fn decode<M: Model>(row: &Row) -> Result<(usize, M), tokio_postgres::Error> {
    // PostgreSQL counts from 1. No list of keys has more than `usize` holds.
    let place: i64 = row.try_get(M::def().columns.len())?;
    let source = usize::try_from(place - 1).unwrap_or(usize::MAX);
    Ok((source, M::decode(row)?))
}
