//! `DISTINCT ON`: of the rows that are equal in some columns, the first of the order.

use super::{Direction, Node, OrderItem, Writer};
use crate::model::{ModelDef, ROOT_ALIAS};

/// Whether the one statement can do it: PostgreSQL wants the order to begin with the columns. A
/// page is of the rows that are left, so it is taken of a statement around.
pub(super) fn is_within(distinct: &[u16], order: &[OrderItem], is_page: bool) -> bool {
    let begins = || {
        let first = order.iter().take(distinct.len());
        let mut first: Vec<u16> = first.filter_map(OrderItem::own_column).collect();
        first.sort_unstable();
        first.dedup();
        let mut columns = distinct.to_vec();
        columns.sort_unstable();
        first == columns
    };
    !is_page && (order.is_empty() || begins())
}

/// Writes `DISTINCT ON (…) `, or nothing.
pub(super) fn write_on(writer: &mut Writer<'_>, model: &'static ModelDef, distinct: &[u16]) {
    for (index, place) in distinct.iter().enumerate() {
        writer.push(if index == 0 { "DISTINCT ON (" } else { ", " });
        model.column(*place).reference(&mut writer.sql, ROOT_ALIAS);
    }
    if !distinct.is_empty() {
        writer.push(") ");
    }
}

/// Writes the rest of the statement within, which gives the first rows in the order that PostgreSQL
/// wants; around it they stand for the table.
pub(super) fn write_first_rows(
    writer: &mut Writer<'_>,
    model: &'static ModelDef,
    distinct: &[u16],
    order: &[OrderItem],
    filter: Node,
) {
    writer.push(ROOT_ALIAS);
    writer.push(".* FROM ");
    writer.root(model);
    let columns = distinct
        .iter()
        .map(|place| OrderItem::by_column(*place, Direction::Ascending));
    let order: Vec<OrderItem> = columns.chain(order.iter().cloned()).collect();
    let order = OrderItem::join(&order, writer, model);
    filter.write_where(writer, model);
    order.write(writer);
    writer.push(") AS ");
    writer.push(ROOT_ALIAS);
}
