use super::column_types;
use crate::{
    check::{
        completion::Key,
        draft::{Draft, RelationFieldDraft},
    },
    schema::Arity,
};

/// The field that would be the other side, and the columns that it would need.
pub(super) fn written<'a>(draft: &'a Draft<'a>, field: &RelationFieldDraft<'a>) -> String {
    let model = draft.model(field.model);
    let mut name = model.name.to_owned();
    if let Some(first) = name.get_mut(..1) {
        first.make_ascii_lowercase();
    }
    let r#type = model.name;
    let is_ignored = model.ignored.is_some() && draft.model(field.target).ignored.is_none();
    let ignore = if is_ignored { " @ignore" } else { "" };
    let relation = field.attribute.name.map(|name| format!("\"{name}\""));
    if field.attribute.fields.is_some() {
        let relation = relation.map(|name| format!(" @relation({name})"));
        let relation = relation.unwrap_or_default();
        return format!("`{name}s {type}[]{relation}{ignore}`");
    }
    let relation = relation.map(|name| format!("{name}, ")).unwrap_or_default();
    let Some(key) = Key::infer(draft, field.target, field.model, None) else {
        return format!(
            "`{name} {type} @relation({relation}fields: [{name}Id], references: [id]){ignore}`"
        );
    };
    let unique = match field.arity {
        // Each row has one on the other side, so no two lead to it.
        Arity::Required | Arity::Optional if key.columns.len() == 1 => " @unique",
        _ => "",
    };
    let mark = if key.has_optional_column() { "?" } else { "" };
    let missing = key
        .columns
        .iter()
        .filter(|column| column.existing.is_none());
    let missing = missing.map(|column| {
        let prefix = &draft.settings.datasource.name;
        let r#type = column_types::type_like(column.referenced, "", prefix);
        format!("`{} {type}{unique}` and ", column.name)
    });
    format!(
        "{}`{name} {type}{mark} @relation({relation}{}, {}){ignore}`",
        missing.collect::<String>(),
        key.fields_argument(),
        key.references_argument()
    )
}
