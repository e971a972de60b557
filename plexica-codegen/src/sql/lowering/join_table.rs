//! The table of an implicit many-to-many relation, as Prisma makes it.

use plexica_schema::schema::{
    IndexAlgorithm, Indexed, JoinSide, JoinTableWalker, ReferentialAction, SortOrder,
};

use super::column::column_type;
use crate::sql::{Column, ForeignKey, Index, IndexColumn, ObjectName, PrimaryKey, Table};

pub(super) fn join_table(table: JoinTableWalker<'_>) -> Table {
    let columns = JoinTableWalker::SIDES.map(|side| Column {
        name: side.column().to_owned(),
        r#type: column_type(table.key(side)),
        is_array: false,
        is_nullable: false,
        default: None,
    });
    let keys = JoinTableWalker::SIDES.map(|side| foreign_key(table, side));
    Table {
        name: ObjectName::of(table.scope(), table.database_name()),
        primary_key: Some(PrimaryKey {
            name: table.primary_key_name(),
            columns: columns.iter().map(|column| column.name.clone()).collect(),
        }),
        columns: columns.into(),
        indexes: vec![Index {
            name: table.index_name(),
            is_unique: false,
            algorithm: IndexAlgorithm::BTree,
            columns: vec![IndexColumn {
                on: Indexed::Field(JoinSide::B.column().to_owned()),
                operator_class: None,
                order: SortOrder::Ascending,
            }],
            predicate: None,
        }],
        checks: Vec::new(),
        exclusions: Vec::new(),
        foreign_keys: if table.schema().datasource().has_foreign_keys() {
            keys.into()
        } else {
            Vec::new()
        },
    }
}

fn foreign_key(table: JoinTableWalker<'_>, side: JoinSide) -> ForeignKey {
    let (model, key) = (table.field(side).model(), table.key(side));
    ForeignKey {
        name: table.foreign_key_name(side),
        columns: vec![side.column().to_owned()],
        referenced_table: ObjectName::of(model.scope(), model.database_name()),
        referenced_columns: vec![key.database_name().to_owned()],
        on_delete: ReferentialAction::Cascade,
        on_update: ReferentialAction::Cascade,
    }
}
