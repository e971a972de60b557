use plexica_schema::schema::{
    Exclusion, IndexAlgorithm, IndexColumnWalker, IndexKind, IndexWalker, Indexed, ModelWalker,
    RelationWalker, ScalarFieldId, ScalarFieldWalker, SortOrder,
};

use super::column::column;
use crate::sql::{ForeignKey, Index, IndexColumn, ObjectName, PrimaryKey, Table};

pub(super) fn table(model: ModelWalker<'_>) -> Table {
    Table {
        name: ObjectName::of(model.scope(), model.database_name()),
        columns: model.columns().map(column).collect(),
        primary_key: model.primary_key().map(|key| PrimaryKey {
            name: key.constraint_name().to_owned(),
            columns: column_names(key.fields()),
        }),
        indexes: model
            .indexes()
            .filter(|index| index.kind() != IndexKind::Primary)
            .map(index)
            .collect(),
        checks: model.checks().to_vec(),
        exclusions: exclusions(model),
        foreign_keys: model
            .foreign_keys()
            .filter(|relation| {
                relation.schema().datasource().has_foreign_keys()
                    && !relation.referenced_model().is_view()
            })
            .map(foreign_key)
            .collect(),
    }
}

fn column_names<'db>(fields: impl Iterator<Item = ScalarFieldWalker<'db>>) -> Vec<String> {
    fields
        .map(|field| field.database_name().to_owned())
        .collect()
}

fn index(index: IndexWalker<'_>) -> Index {
    Index {
        name: index.constraint_name().to_owned(),
        is_unique: index.kind() != IndexKind::Normal,
        predicate: index.predicate().cloned(),
        algorithm: index.algorithm().unwrap_or(IndexAlgorithm::BTree),
        columns: index
            .columns()
            .map(|column| IndexColumn {
                on: indexed(column),
                operator_class: column.operator_class().map(str::to_owned),
                order: column.sort().unwrap_or(SortOrder::Ascending),
            })
            .collect(),
    }
}

fn indexed(column: IndexColumnWalker<'_>) -> Indexed<String> {
    let schema = column.index().schema();
    match column.indexed() {
        Indexed::Field(id) => Indexed::Field(schema.walk(*id).database_name().to_owned()),
        Indexed::Expression(sql) => Indexed::Expression(sql.clone()),
    }
}

fn exclusions(model: ModelWalker<'_>) -> Vec<Exclusion<String>> {
    let column = |id: &ScalarFieldId| model.schema().walk(*id).database_name().to_owned();
    let all = model.exclusions().iter();
    all.map(|exclusion| exclusion.map_fields(column)).collect()
}

fn foreign_key(relation: RelationWalker<'_>) -> ForeignKey {
    let referenced = relation.referenced_model();
    ForeignKey {
        name: relation.constraint_name().to_owned(),
        columns: column_names(relation.fields()),
        referenced_table: ObjectName::of(referenced.scope(), referenced.database_name()),
        referenced_columns: column_names(relation.references()),
        on_delete: relation.on_delete(),
        on_update: relation.on_update(),
    }
}
