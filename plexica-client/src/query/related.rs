//! Related rows within a statement on another table: whether there are any, how many, and the one.

use super::{Deleted, Node, Writer, order::Step, through};
use crate::model::{ModelDef, RelationDef};

/// The related rows of a row, as far as they are asked about.
#[derive(Debug, Clone)]
pub(crate) struct RelatedRows {
    pub(crate) relation: &'static RelationDef,
    pub(crate) deleted: Deleted,
    pub(crate) condition: Node,
}

impl RelatedRows {
    /// Writes `FROM … WHERE …`; `alias` is that of the table of `model`, the relation's source.
    pub(super) fn write_from(self, writer: &mut Writer<'_>, model: &'static ModelDef, alias: &str) {
        let relation = self.relation;
        let inner = writer.next_alias();
        writer.push("FROM ");
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
        if let Some(deleted) = self.deleted.condition(relation.target) {
            writer.push(" AND ");
            deleted.write(writer, relation.target, &inner);
        }
        if !self.condition.is_all() {
            writer.push(" AND ");
            self.condition.write(writer, relation.target, &inner);
        }
    }

    /// Writes how many there are, a `bigint`.
    pub(super) fn write_count(
        self,
        writer: &mut Writer<'_>,
        model: &'static ModelDef,
        alias: &str,
    ) {
        writer.push("(SELECT count(*) ");
        self.write_from(writer, model, alias);
        writer.push(")");
    }
}

/// Writes the join to the one related row, whose table gets an alias.
pub(super) fn write_left_join(
    writer: &mut Writer<'_>,
    step: Step,
    source_alias: &str,
    alias: &str,
) {
    let target = step.relation.target;
    writer.push(" LEFT JOIN ");
    writer.table(target, alias);
    writer.push(" ON ");
    write_equal_columns(writer, step.relation, source_alias, alias);
    if let Some(deleted) = step.deleted.condition(target) {
        writer.push(" AND ");
        deleted.write(writer, target, alias);
    }
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
