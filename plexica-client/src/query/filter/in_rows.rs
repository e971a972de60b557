use crate::{model::ModelDef, query::Writer, value::Value};

/// Writes that the columns, taken together, equal one of the rows that the lists make side by side.
pub(super) fn write(
    columns: Vec<(u16, Value)>,
    writer: &mut Writer<'_>,
    model: &'static ModelDef,
    alias: &str,
) {
    let places: Vec<u16> = columns.iter().map(|(place, _)| *place).collect();
    let rows = writer.next_alias();
    writer.push("EXISTS (SELECT 1 FROM unnest(");
    for (index, (place, values)) in columns.into_iter().enumerate() {
        if index > 0 {
            writer.push(", ");
        }
        writer.list_parameter(model.column(place), values);
    }
    writer.push(") AS ");
    writer.push(&rows);
    for index in 0..places.len() {
        writer.push(if index == 0 { " (c" } else { ", c" });
        writer.push(&index.to_string());
    }
    writer.push(") WHERE ");
    for (index, place) in places.into_iter().enumerate() {
        if index > 0 {
            writer.push(" AND ");
        }
        let column = model.column(place);
        column.reference(&mut writer.sql, alias);
        column.operator(&mut writer.sql, "=");
        writer.push(&format!("{rows}.c{index}"));
    }
    writer.push(")");
}
