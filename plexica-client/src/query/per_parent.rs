//! So many related rows of each record: a `LIMIT` for each, by a lateral join.

use super::{OrderItem, Select, Statement, Writer};
use crate::{
    model::{ModelDef, ROOT_ALIAS, RelationDef},
    value::Value,
};

/// The rows that a foreign key relates to any of the keys, which are given by column.
pub(super) fn select(
    select: Select,
    relation: &'static RelationDef,
    keys: Vec<(u16, Value)>,
    tenant_schema: &str,
) -> Statement {
    let target = relation.target;
    let mut writer = Writer::new(tenant_schema);
    writer.push("SELECT ");
    writer.push(target.select_list());
    writer.push(" FROM unnest(");
    let mut places = Vec::with_capacity(keys.len());
    for (index, (place, values)) in keys.into_iter().enumerate() {
        if index > 0 {
            writer.push(", ");
        }
        writer.list_parameter(target.column(place), values);
        places.push(place);
    }
    writer.push(") AS sources (");
    for index in 0..places.len() {
        writer.push(if index == 0 { "key" } else { ", key" });
        writer.push(&index.to_string());
    }
    writer.push(")");
    write_lateral(&mut writer, select, target, |writer| {
        writer.push(" WHERE ");
        for (index, place) in places.into_iter().enumerate() {
            if index > 0 {
                writer.push(" AND ");
            }
            let column = target.column(place);
            column.reference(&mut writer.sql, ROOT_ALIAS);
            column.operator(&mut writer.sql, "=");
            writer.push("sources.key");
            writer.push(&index.to_string());
        }
    });
    writer.finish(target)
}

/// Writes the join from `sources` to the first rows of each, and the order of all. `related`
/// writes what relates the table to a source: joins, and the beginning of a `WHERE`.
pub(super) fn write_lateral(
    writer: &mut Writer<'_>,
    select: Select,
    target: &'static ModelDef,
    related: impl FnOnce(&mut Writer<'_>),
) {
    writer.push(" CROSS JOIN LATERAL (SELECT ");
    writer.push(ROOT_ALIAS);
    writer.push(".* FROM ");
    writer.root(target);
    let order = OrderItem::join(&select.order, writer, target);
    related(writer);
    let filter = select.deleted.narrow(target, select.filter);
    if !filter.is_all() {
        writer.push(" AND ");
        filter.write(writer, target, ROOT_ALIAS);
    }
    order.write(writer);
    write_limit(writer, select.take, select.skip);
    writer.push(") AS ");
    writer.push(ROOT_ALIAS);
    // A join promises no order, even if it keeps the one inside.
    let order = OrderItem::join(&select.order, writer, target);
    order.write(writer);
}

/// Writes ` LIMIT … OFFSET …`, as parameters, so that every page is the same statement to the
/// server.
pub(super) fn write_limit(writer: &mut Writer<'_>, take: Option<u64>, skip: Option<u64>) {
    if let Some(take) = take {
        writer.push(" LIMIT ");
        writer.number_parameter(i64::try_from(take).unwrap_or(i64::MAX));
    }
    if let Some(skip) = skip {
        writer.push(" OFFSET ");
        writer.number_parameter(i64::try_from(skip).unwrap_or(i64::MAX));
    }
}
