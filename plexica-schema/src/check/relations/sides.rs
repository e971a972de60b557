use super::Sides;
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
    check_forward(draft, forward, sink).then_some(Sides {
        forward,
        back: Some(back),
    })
}

/// A field that has no other side: from a tenant's model to a core model.
pub(super) fn alone(draft: &Draft<'_>, id: RelationFieldId, sink: &mut Sink) -> Option<Sides> {
    let field = draft.relation_field(id);
    if !has_key(field) {
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
                 cannot refer to a tenant's"
            ),
            _ => key_to_write(draft, field),
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
    let diagnostic = match (left.arity, right.arity) {
        (Arity::List, Arity::List) => Diagnostic::error(
            "plx::unsupported::many_to_many",
            format!(
                "the relation between `{}` and `{}` is many-to-many, which is not supported yet",
                draft.path(one),
                draft.path(other)
            ),
        )
        .at(left.ast.span, "a list on this side")
        .at(right.ast.span, "and a list on this side")
        .help("write a model for the rows in between, with a relation to each of the two"),
        (Arity::List, _) => no_key(draft, other, one),
        (_, Arity::List) => no_key(draft, one, other),
        _ => {
            sink.push(no_key_on_either(draft, right, left));
            no_key_on_either(draft, left, right)
        }
    };
    sink.push(diagnostic);
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
    .help(format!("on one side, {}", key_to_write(draft, here)))
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
    .help(key_to_write(draft, field))
}

fn key_to_write(draft: &Draft<'_>, field: &RelationFieldDraft<'_>) -> String {
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
        Some(draft.scalar(only.field()?).name())
    });
    format!(
        "write `@relation({name}fields: [{}Id], references: [{}])`",
        field.ast.name.text,
        key.unwrap_or("id")
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
    }
}

/// Whether the side with the foreign key is complete.
fn check_forward(draft: &Draft<'_>, id: RelationFieldId, sink: &mut Sink) -> bool {
    let field = draft.relation_field(id);
    let span = field
        .attribute
        .ast
        .map_or(field.ast.span, |attribute| attribute.span);
    let (fields, references) = (&field.attribute.fields, &field.attribute.references);
    let missing = match (fields, references) {
        (Some(_), Some(_)) => None,
        (None, _) => Some(("fields", format!("fields: [{}Id]", field.ast.name.text))),
        (_, None) => Some(("references", "references: [id]".to_owned())),
    };
    if let Some((name, example)) = missing {
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
    if field.arity == Arity::List {
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
        return false;
    }
    true
}
