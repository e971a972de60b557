use super::Node;
use crate::{
    model::{ModelDef, RelationDef},
    query::{Deleted, Writer, through},
    value::Value,
};

/// That there is a related row that fulfils a condition, or that there is none.
#[derive(Debug, Clone)]
pub(crate) struct Related {
    pub(super) relation: &'static RelationDef,
    pub(super) deleted: Deleted,
    pub(super) negated: bool,
    pub(super) condition: Node,
}

impl Related {
    /// Writes the condition; `alias` is the alias of the table of `model`, the relation's source.
    pub(super) fn write(self, writer: &mut Writer<'_>, model: &'static ModelDef, alias: &str) {
        let Self {
            relation,
            deleted,
            negated,
            condition,
        } = self;
        let inner = writer.next_alias();
        writer.push(if negated {
            "NOT EXISTS (SELECT 1 FROM "
        } else {
            "EXISTS (SELECT 1 FROM "
        });
        writer.table(relation.target, &inner);
        match &relation.through {
            None => {
                writer.push(" WHERE ");
                write_equal_columns(writer, relation, alias, &inner);
            }
            Some(through) => {
                let link = through::write_join(writer, relation, through, &inner);
                writer.push(" WHERE ");
                for (source, _) in relation.columns {
                    let source = model.column(*source);
                    source.reference(&mut writer.sql, alias);
                    source.operator(&mut writer.sql, "=");
                }
                through::write_column(writer, &link, through.source);
            }
        }
        if let Some(deleted) = deleted.condition(relation.target) {
            writer.push(" AND ");
            deleted.write(writer, relation.target, &inner);
        }
        if !condition.is_all() {
            writer.push(" AND ");
            condition.write(writer, relation.target, &inner);
        }
        writer.push(")");
    }
}

/// Writes that the columns, taken together, equal one of the rows that the lists make side by side.
pub(super) fn write_in_rows(
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

fn write_equal_columns(
    writer: &mut Writer<'_>,
    relation: &RelationDef,
    source_alias: &str,
    target_alias: &str,
) {
    for (index, (source, target)) in relation.columns.iter().enumerate() {
        if index > 0 {
            writer.push(" AND ");
        }
        let (source, target) = (
            relation.source.column(*source),
            relation.target.column(*target),
        );
        target.reference(&mut writer.sql, target_alias);
        target.operator(&mut writer.sql, "=");
        source.reference(&mut writer.sql, source_alias);
    }
}
