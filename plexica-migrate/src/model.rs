use plexica_client::{
    model::{ColumnDef, ColumnLists, KeyDef, ModelDef},
    value::EnumDef,
    write::GeneratedValue,
};
use plexica_schema::schema::{
    Arity, DefaultValue, IndexKind, ModelWalker, ScalarFieldWalker, UuidVersion,
};

use crate::{catalog::scope_def, column_type, leak};

/// A model's table. `enums` are the schema's, in their order.
pub(crate) fn definition(model: ModelWalker<'_>, enums: &[&'static EnumDef]) -> ModelDef {
    let mut unique_keys: Vec<_> = model.unique_keys().collect();
    unique_keys.sort_by_key(|key| key.kind() != IndexKind::Primary);
    let keys = unique_keys
        .into_iter()
        .map(|key| key_def(key.constraint_name(), key.fields()));
    let foreign_keys = model
        .foreign_keys()
        .filter(|key| key.fields().all(ScalarFieldWalker::is_visible))
        .map(|key| key_def(key.constraint_name(), key.fields()));
    let updated_at = model
        .scalar_fields()
        .filter(|field| field.is_updated_at())
        .map(place);
    ModelDef {
        name: leak::text(model.name()),
        table: leak::text(model.database_name()),
        scope: scope_def(model.scope()),
        columns: leak::list(model.scalar_fields().map(|field| column(field, enums))),
        keys: leak::list(keys),
        foreign_keys: leak::list(foreign_keys),
        updated_at: leak::list(updated_at),
        version: model.version().map(place),
        soft_delete: model.soft_delete().map(place),
        lists: ColumnLists::new(),
    }
}

/// A field's place among the columns of its model.
pub(crate) fn place(field: ScalarFieldWalker<'_>) -> u16 {
    let before = field.model().scalar_fields();
    before
        .take_while(|other| *other != field)
        .fold(0, |place, _| place + 1)
}

/// What the client puts into a field of a new row that was given nothing.
fn made_by_client(field: ScalarFieldWalker<'_>) -> Option<GeneratedValue> {
    match field.default() {
        Some(DefaultValue::Uuid(UuidVersion::V4)) => Some(GeneratedValue::UuidV4),
        Some(DefaultValue::Uuid(UuidVersion::V7)) => Some(GeneratedValue::UuidV7),
        Some(DefaultValue::Cuid(1)) => Some(GeneratedValue::Cuid),
        Some(DefaultValue::Cuid(_)) => Some(GeneratedValue::Cuid2),
        Some(DefaultValue::Ulid) => Some(GeneratedValue::Ulid),
        Some(DefaultValue::Nanoid(length)) => Some(GeneratedValue::Nanoid(*length)),
        None if field.is_updated_at() => Some(GeneratedValue::Now),
        _ => None,
    }
}

fn column(field: ScalarFieldWalker<'_>, enums: &[&'static EnumDef]) -> ColumnDef {
    ColumnDef {
        field: leak::text(field.name()),
        name: leak::text(field.database_name()),
        r#type: column_type::of(field, enums),
        is_list: field.arity() == Arity::List,
        is_optional: field.arity() == Arity::Optional,
        is_generated: field.generated().is_some(),
        on_create: made_by_client(field),
    }
}

fn key_def<'db>(constraint: &str, fields: impl Iterator<Item = ScalarFieldWalker<'db>>) -> KeyDef {
    KeyDef {
        constraint: leak::text(constraint),
        columns: leak::list(fields.map(place)),
    }
}
