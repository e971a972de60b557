use plexica_schema::{
    Dialect,
    schema::{Arity, FieldType, NativeType, ScalarFieldWalker, Schema},
};

use super::column_default::column_default;
use crate::sql::{Column, ColumnDefault, ColumnType, ObjectName};

pub(super) fn column(field: ScalarFieldWalker<'_>) -> Column {
    Column {
        name: field.database_name().to_owned(),
        r#type: column_type(field),
        is_array: field.arity() == Arity::List,
        is_nullable: field.arity() != Arity::Required,
        default: match field.generated() {
            Some(sql) => Some(ColumnDefault::Generated(sql.to_owned())),
            None => field
                .default()
                .and_then(|default| column_default(field, default)),
        },
    }
}

pub(super) fn column_type(field: ScalarFieldWalker<'_>) -> ColumnType {
    match field.r#type() {
        FieldType::Scalar(scalar) => native(
            field.schema(),
            field
                .native_type()
                .unwrap_or_else(|| NativeType::default_for(*scalar)),
        ),
        FieldType::Enum(id) => {
            let r#enum = field.schema().walk(*id);
            ColumnType::Enum(ObjectName::of(r#enum.scope(), r#enum.database_name()))
        }
        FieldType::Unsupported(sql) => ColumnType::Unsupported(sql.clone()),
    }
}

/// A migration's search path does not lead to extensions, so their types are written with the
/// schema. Prisma writes the bare name.
fn native(schema: &Schema, native: NativeType) -> ColumnType {
    match (native, schema.dialect()) {
        (NativeType::Citext, Dialect::Plexica) => ColumnType::Extension(ObjectName {
            schema: Some(schema.datasource().schema_of_extension("citext").to_owned()),
            name: "citext".to_owned(),
        }),
        (native, _) => ColumnType::Native(native),
    }
}
