use super::{
    cockroachdb, mongodb, mysql,
    native_type::{NativeType, Target},
    sqlserver,
};
use crate::{
    ast::{Attribute, Field},
    import::{changes::Changes, note::Note, parts::Part, provider::Provider, tree::type_name},
};

/// The native type of a field. `prefix` is what native types start with in the result.
pub(in crate::import) fn import(
    changes: &mut Changes<'_>,
    field: &Field,
    part: Part<'_>,
    prefix: &str,
) {
    for attribute in &field.attributes {
        let name = attribute.name.text.as_str();
        let Some((found, name)) = name.split_once('.') else {
            continue;
        };
        if found != part.prefix() {
            continue;
        }
        let rows = rows(part.provider);
        match rows
            .iter()
            .find(|row| row.name == name && is_for(row, field))
        {
            Some(row) => apply(changes, field, attribute, (name, row), prefix),
            // A word that nobody knows is for the check to report.
            None => apply(changes, field, attribute, (name, &UNKNOWN), prefix),
        }
    }
}

const UNKNOWN: NativeType = NativeType::new("", Target::Same);

fn rows(provider: Provider) -> &'static [NativeType] {
    match provider {
        // SQLite has no native types.
        Provider::PostgreSql | Provider::Sqlite => &[],
        Provider::CockroachDb => cockroachdb::TYPES,
        Provider::MySql => mysql::TYPES,
        Provider::SqlServer => sqlserver::TYPES,
        Provider::MongoDb => mongodb::TYPES,
    }
}

fn is_for(row: &NativeType, field: &Field) -> bool {
    row.scalar
        .is_none_or(|scalar| type_name(field) == Some(scalar))
}

fn apply(
    changes: &mut Changes<'_>,
    field: &Field,
    attribute: &Attribute,
    (name, row): (&str, &NativeType),
    prefix: &str,
) {
    let arguments = attribute.arguments.as_ref();
    let arguments = arguments.map(|arguments| changes.text(arguments.span));
    let written = changes.text(attribute.span);
    let message = match row.target.text(name, arguments) {
        None => {
            changes.remove(attribute.span);
            let found = type_name(field).unwrap_or_default();
            format!("`{written}` is taken away: the column has PostgreSQL's type for `{found}`")
        }
        Some(text) => {
            let text = format!("@{prefix}.{text}");
            if text == written {
                return;
            }
            changes.replace(attribute.span, text.as_str());
            format!("`{written}` became `{text}`")
        }
    };
    changes.note(match row.remark {
        None => Note::changed(attribute.span, message),
        Some(remark) => Note::warning(attribute.span, message).help(remark),
    });
}
