//! Names in the database that the schema uses for something else.

use rustc_hash::FxHashMap;

use crate::{
    Span,
    check::draft::Draft,
    diagnostics::{Diagnostic, Sink},
    schema::FieldId,
};

/// Something with a name in the schema and a name in the database.
struct Named<'d> {
    name: &'d str,
    name_span: Span,
    database_name: &'d str,
    database_span: Span,
}

pub(super) fn warn(draft: &Draft<'_>, sink: &mut Sink) {
    let models = draft.models.iter().map(|model| Named {
        name: model.name,
        name_span: model.ast.header(),
        database_name: &model.database_name.text,
        database_span: model.database_name.span,
    });
    let enums = draft.enums.iter().map(|r#enum| Named {
        name: r#enum.name,
        name_span: r#enum.ast.header(),
        database_name: &r#enum.database_name.text,
        database_span: r#enum.database_name.span,
    });
    let types: Vec<_> = models.chain(enums).collect();
    warn_shadows(&types, singular, sink);
    for model in &draft.models {
        let columns = model.fields.iter().filter_map(|field| match field {
            FieldId::Scalar(id) => Some(draft.scalar(*id)),
            // It has no column, so that nothing in SQL can mean it.
            FieldId::Relation(_) => None,
        });
        let columns = columns.map(|field| Named {
            name: field.name(),
            name_span: field.ast.name.span,
            database_name: &field.database_name.text,
            database_span: field.database_name.span,
        });
        warn_shadows(&columns.collect::<Vec<_>>(), plain, sink);
    }
    for r#enum in &draft.enums {
        let values = r#enum.values.iter().map(|value| Named {
            name: &value.ast.name.text,
            name_span: value.ast.name.span,
            database_name: &value.database_name,
            database_span: value.ast.span,
        });
        warn_shadows(&values.collect::<Vec<_>>(), plain, sink);
    }
}

/// A name as it is recognised: `createdAt` in `created_at`.
fn plain(name: &str) -> String {
    let mut plain = name.to_ascii_lowercase();
    plain.retain(|c| c != '_');
    plain
}

/// And the name of a model in that of its table: `Account` in `accounts`.
fn singular(name: &str) -> String {
    let mut plain = plain(name);
    if plain.ends_with('s') {
        plain.pop();
    }
    plain
}

/// Tells of each whose name in the database reads like another one's in the schema, which is not
/// called so there.
fn warn_shadows(all: &[Named<'_>], read: fn(&str) -> String, sink: &mut Sink) {
    // Mostly there are none, and then the names need not be gathered.
    let renamed: Vec<_> = all
        .iter()
        .enumerate()
        .filter(|(_, named)| named.name != named.database_name)
        .map(|(place, named)| (place, named, read(named.name), read(named.database_name)))
        .filter(|(_, _, own, taken)| own != taken)
        .collect();
    if renamed.is_empty() {
        return;
    }
    let mut by_name = FxHashMap::default();
    for (place, named) in all.iter().enumerate() {
        by_name.entry(read(named.name)).or_insert((place, named));
    }
    for (place, named, own, taken) in renamed {
        let Some((other_place, other)) = by_name.get(&taken) else {
            continue;
        };
        let back = read(other.database_name);
        // Two schemas of the database may have the name once each.
        let is_shared = back == taken;
        // Two names that are swapped are told once.
        let is_told = back == own && *other_place < place;
        if is_shared || is_told {
            continue;
        }
        sink.push(
            Diagnostic::advice(
                "plx::name::shadowed",
                format!(
                    "`{}` in the database is `{}`, and not `{}`",
                    named.database_name, named.name, other.name
                ),
            )
            .at(
                named.database_span,
                format!("the name of `{}` in the database", named.name),
            )
            .at(
                other.name_span,
                format!("this is `{}` there", other.database_name),
            )
            .help(
                "let one of them have another name, so that nobody takes it for the other in SQL",
            ),
        );
    }
}
