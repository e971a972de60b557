use crate::{
    check::draft::RelationFieldDraft,
    schema::{Arity, ModelId},
};

/// Two models, the first declared first, and the name of a relation between them.
pub(super) type Ends<'a> = (ModelId, ModelId, Option<&'a str>);

pub(super) fn ends<'a>(field: &RelationFieldDraft<'a>) -> Ends<'a> {
    let (first, second) = (field.model.min(field.target), field.model.max(field.target));
    (first, second, field.attribute.name)
}

pub(super) fn has_key(field: &RelationFieldDraft<'_>) -> bool {
    field.attribute.fields.is_some() || field.attribute.references.is_some()
}

/// Whether the left of two sides has the foreign key, or is the one to get it.
pub(super) fn has_key_of_two(
    left: &RelationFieldDraft<'_>,
    right: &RelationFieldDraft<'_>,
) -> Option<bool> {
    match (has_key(left), has_key(right)) {
        (true, true) => None,
        (true, false) => Some(true),
        (false, true) => Some(false),
        (false, false) => match (left.arity, right.arity) {
            (Arity::List, Arity::List)
            | (Arity::Required, Arity::Required)
            | (Arity::Optional, Arity::Optional) => None,
            (Arity::List, _) | (Arity::Optional, Arity::Required) => Some(false),
            (_, Arity::List) | (Arity::Required, Arity::Optional) => Some(true),
        },
    }
}

/// The relation's name as an argument, where it has one. Nothing where it would have to be escaped.
pub(super) fn name_argument(field: &RelationFieldDraft<'_>) -> Option<Vec<String>> {
    match field.attribute.name {
        None => Some(Vec::new()),
        Some(name) if name.contains(['"', '\\']) || name.contains(char::is_control) => None,
        Some(name) => Some(vec![format!("\"{name}\"")]),
    }
}

pub(super) fn mark(arity: Arity) -> &'static str {
    match arity {
        Arity::Required => "",
        Arity::Optional => "?",
        Arity::List => "[]",
    }
}
