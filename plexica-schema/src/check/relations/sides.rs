use super::{Sides, column_types, scopes};
use crate::{
    check::draft::{Draft, RelationFieldDraft},
    diagnostics::{Diagnostic, Sink},
    schema::{Arity, RelationFieldId},
};

/// Tells which of two fields has the foreign key.
pub(super) fn tell_apart(
    draft: &Draft<'_>,
    one: RelationFieldId,
    other: RelationFieldId,
    sink: &mut Sink,
) -> Option<Sides> {
    match (
        draft.relation_field(one).arity,
        draft.relation_field(other).arity,
    ) {
        (Arity::List, Arity::List) => refuse_lists(draft, one, other, sink),
        (Arity::List, _) => one_to_many(draft, other, one, sink),
        (_, Arity::List) => one_to_many(draft, one, other, sink),
        _ => either(draft, one, other, sink),
    }
}

/// Both sides are lists, of which at least one has a foreign key.
fn refuse_lists(
    draft: &Draft<'_>,
    one: RelationFieldId,
    other: RelationFieldId,
    sink: &mut Sink,
) -> Option<Sides> {
    let (left, right) = (draft.relation_field(one), draft.relation_field(other));
    if has_key(left) && has_key(right) {
        report_two_keys(left, right, sink);
        report_two_keys(right, left, sink);
    } else if has_key(left) {
        report_key_of_lists(draft, one, other, sink);
    } else {
        report_key_of_lists(draft, other, one, sink);
    }
    None
}

/// The one that is right is not known: either field may have been meant not to be a list.
fn report_key_of_lists(
    draft: &Draft<'_>,
    forward: RelationFieldId,
    back: RelationFieldId,
    sink: &mut Sink,
) {
    check_list(draft, forward, sink);
    let (field, other) = (draft.relation_field(forward), draft.relation_field(back));
    sink.push(
        Diagnostic::error(
            "plx::relation::key_on_list",
            format!(
                "`{}` is a list, and so is the side with the foreign key",
                draft.path(back)
            ),
        )
        .at(other.ast.span, "a list on this side")
        .at(field.ast.span, "and a list with the foreign key")
        .help(format!(
            "write `{} {}` without `[]` where the foreign key stands",
            field.ast.name.text,
            draft.model(field.target).name
        )),
    );
}

/// One side is a list, so the other one has the foreign key.
fn one_to_many(
    draft: &Draft<'_>,
    forward: RelationFieldId,
    back: RelationFieldId,
    sink: &mut Sink,
) -> Option<Sides> {
    check_list(draft, back, sink);
    check_back(draft, forward, back, sink);
    if !has_key(draft.relation_field(forward)) {
        sink.push(no_key(draft, forward, back));
        return None;
    }
    check_forward(draft, forward, sink).then_some(Sides {
        forward,
        back: Some(back),
    })
}

/// Either side may have the foreign key.
fn either(
    draft: &Draft<'_>,
    one: RelationFieldId,
    other: RelationFieldId,
    sink: &mut Sink,
) -> Option<Sides> {
    let (left, right) = (draft.relation_field(one), draft.relation_field(other));
    let (forward, back) = match (has_key(left), has_key(right)) {
        (true, false) => (one, other),
        (false, true) => (other, one),
        (true, true) => {
            report_two_keys(left, right, sink);
            report_two_keys(right, left, sink);
            return None;
        }
        (false, false) => {
            report_no_key(draft, one, other, sink);
            return None;
        }
    };
    check_back(draft, forward, back, sink);
    if !check_forward(draft, forward, sink) {
        report_incomplete_on_back(draft, forward, back, sink);
        return None;
    }
    Some(Sides {
        forward,
        back: Some(back),
    })
}

/// The foreign key may have been meant to stand on the other side.
fn report_incomplete_on_back(
    draft: &Draft<'_>,
    forward: RelationFieldId,
    back: RelationFieldId,
    sink: &mut Sink,
) {
    let (field, other) = (draft.relation_field(forward), draft.relation_field(back));
    let Some((name, example)) = missing_part(field) else {
        return;
    };
    sink.push(
        Diagnostic::error(
            "plx::relation::incomplete_key",
            format!("neither side of the relation has `{name}`"),
        )
        .at(other.ast.span, "this side has no part of the foreign key")
        .at(field.ast.span, format!("this side has no `{name}`"))
        .help(format!("add `{example}` to `{}`", draft.path(forward))),
    );
}

/// A field that has no other side: from a tenant's model to a core model.
pub(super) fn alone(draft: &Draft<'_>, id: RelationFieldId, sink: &mut Sink) -> Option<Sides> {
    let field = draft.relation_field(id);
    if !has_key(field) {
        if scopes::is_back_of_core_key(draft, id) {
            return None;
        }
        let target = draft.model(field.target).name;
        let diagnostic = Diagnostic::error(
            "plx::tenancy::key_in_core",
            format!(
                "`{}` has no foreign key into the core model `{target}`",
                draft.path(id)
            ),
        )
        .at(field.ast.span, "`fields` and `references` are missing");
        let help = match field.arity {
            Arity::List => format!(
                "take the field away: a list needs a foreign key in `{target}`, and a core model \
                 cannot refer to a tenant's. For many-to-many write a `@@tenant` model for the rows \
                 in between"
            ),
            _ => key_to_write(draft, field, ""),
        };
        sink.push(diagnostic.help(help));
        return None;
    }
    check_forward(draft, id, sink).then_some(Sides {
        forward: id,
        back: None,
    })
}

/// Either side may be the one to change, so each is told.
fn report_two_keys(here: &RelationFieldDraft<'_>, other: &RelationFieldDraft<'_>, sink: &mut Sink) {
    let help = match (here.arity, other.arity) {
        (Arity::List, Arity::List) => {
            "a many-to-many relation has no columns of its own: take `fields` and `references` away \
             on both sides"
        }
        _ => "keep them on one side, or give two relations two names",
    };
    sink.push(
        Diagnostic::error(
            "plx::relation::two_keys",
            "both sides of a relation have a foreign key",
        )
        .at(here.ast.span, "`fields` or `references` here")
        .at(other.ast.span, "and on the other side")
        .help(help),
    );
}

fn has_key(field: &RelationFieldDraft<'_>) -> bool {
    field.attribute.fields.is_some() || field.attribute.references.is_some()
}

fn report_no_key(draft: &Draft<'_>, one: RelationFieldId, other: RelationFieldId, sink: &mut Sink) {
    let (left, right) = (draft.relation_field(one), draft.relation_field(other));
    sink.push(no_key_on_either(draft, left, right));
    sink.push(no_key_on_either(draft, right, left));
}

fn no_key_on_either(
    draft: &Draft<'_>,
    here: &RelationFieldDraft<'_>,
    other: &RelationFieldDraft<'_>,
) -> Diagnostic {
    Diagnostic::error(
        "plx::relation::missing_key",
        "neither side of a one-to-one relation has the foreign key",
    )
    .at(here.ast.span, "one side")
    .at(other.ast.span, "the other side")
    .help(format!(
        "on one side, {}",
        key_to_write(draft, here, " @unique")
    ))
}

fn no_key(draft: &Draft<'_>, forward: RelationFieldId, back: RelationFieldId) -> Diagnostic {
    let field = draft.relation_field(forward);
    Diagnostic::error(
        "plx::relation::missing_key",
        format!(
            "`{}` does not say which columns refer to `{}`",
            draft.path(forward),
            draft.model(field.target).name
        ),
    )
    .at(field.ast.span, "`fields` and `references` are missing")
    .at(
        draft.relation_field(back).ast.span,
        "the other side is a list",
    )
    .help(key_to_write(draft, field, ""))
}

fn key_to_write(draft: &Draft<'_>, field: &RelationFieldDraft<'_>, unique: &str) -> String {
    let name = match field.attribute.name {
        Some(name) => format!("\"{name}\", "),
        None => String::new(),
    };
    let target = draft.model(field.target);
    let key = target.indexes.iter().find_map(|id| {
        let index = &draft.indexes[id.index()];
        let [only] = index.columns.as_slice() else {
            return None;
        };
        Some(draft.scalar(only.field()?))
    });
    let column = format!("{}Id", field.ast.name.text);
    let model = draft.model(field.model);
    let beside = match key {
        Some(key) if !model.fields_by_name.contains_key(column.as_str()) => {
            let mark = match field.arity {
                Arity::Optional => "?",
                Arity::Required | Arity::List => "",
            };
            let prefix = &draft.settings.datasource.name;
            let r#type = column_types::type_like(key, mark, prefix);
            format!(", and the column `{column} {type}{unique}`")
        }
        _ => String::new(),
    };
    format!(
        "write `@relation({name}fields: [{column}], references: [{}])`{beside}",
        key.map_or("id", |key| key.name())
    )
}

/// The side without the foreign key has nothing to say about it.
fn check_back(draft: &Draft<'_>, forward: RelationFieldId, back: RelationFieldId, sink: &mut Sink) {
    let (field, other) = (draft.relation_field(back), draft.relation_field(forward));
    let attribute = &field.attribute;
    let misplaced = [
        ("onDelete", attribute.on_delete.map(|(_, span)| span)),
        ("onUpdate", attribute.on_update.map(|(_, span)| span)),
        ("map", attribute.map.as_ref().map(|map| map.span)),
    ];
    for (name, span) in misplaced {
        let Some(span) = span else { continue };
        sink.push(
            Diagnostic::error(
                "plx::relation::wrong_side",
                format!("`{name}` stands on the side without the foreign key"),
            )
            .at(span, "not here")
            .at(other.ast.span, "the side with the foreign key")
            .help(format!("move `{name}` to `{}`", draft.path(forward))),
        );
        // Where neither is a list, the two may be about to change places.
        let has_action = other.attribute.on_delete.is_some() || other.attribute.on_update.is_some();
        if name != "map" && has_action && field.arity != Arity::List {
            sink.push(
                Diagnostic::error(
                    "plx::relation::wrong_side",
                    "both sides of the relation say what happens to the other",
                )
                .at(other.ast.span, "here")
                .at(span, "and on the side without the foreign key")
                .help(format!("keep what `{}` says", draft.path(forward))),
            );
        }
    }
}

/// Whether the side with the foreign key is complete.
fn check_forward(draft: &Draft<'_>, id: RelationFieldId, sink: &mut Sink) -> bool {
    let field = draft.relation_field(id);
    let span = field
        .attribute
        .ast
        .map_or(field.ast.span, |attribute| attribute.span);
    if let Some((name, example)) = missing_part(field) {
        sink.push(
            Diagnostic::error(
                "plx::relation::incomplete_key",
                format!("the foreign key of `{}` has no `{name}`", draft.path(id)),
            )
            .at(span, format!("`{name}` is missing"))
            .help(format!("add `{example}`")),
        );
        return false;
    }
    check_list(draft, id, sink)
}

/// The part of a foreign key that is missing, and what to write.
fn missing_part(field: &RelationFieldDraft<'_>) -> Option<(&'static str, String)> {
    match (&field.attribute.fields, &field.attribute.references) {
        (Some(_), Some(_)) => None,
        (None, _) => Some(("fields", format!("fields: [{}Id]", field.ast.name.text))),
        (_, None) => Some(("references", "references: [id]".to_owned())),
    }
}

/// A list has no foreign key.
fn check_list(draft: &Draft<'_>, id: RelationFieldId, sink: &mut Sink) -> bool {
    let field = draft.relation_field(id);
    if field.arity != Arity::List || !has_key(field) {
        return true;
    }
    let span = field
        .attribute
        .ast
        .map_or(field.ast.span, |attribute| attribute.span);
    let target = draft.model(field.target).name;
    sink.push(
        Diagnostic::error(
            "plx::relation::key_on_list",
            format!(
                "`{}` is a list, and cannot have the foreign key",
                draft.path(id)
            ),
        )
        .at(span, "`fields` and `references` here")
        .help(format!("move them to the field in `{target}`")),
    );
    false
}
