use std::collections::BTreeMap;

use super::{
    Sides,
    scopes::{self, Crossing},
    sides,
};
use crate::{
    check::draft::{Draft, RelationFieldDraft},
    diagnostics::{Diagnostic, Sink},
    schema::{ModelId, RelationFieldId, to_u32},
};

/// Two models, the first declared first, and the name of a relation between them.
type Key<'a> = (ModelId, ModelId, Option<&'a str>);

/// Finds the two fields of each relation: they point at each other's models and have one name.
pub(super) fn pair(draft: &Draft<'_>, sink: &mut Sink) -> Vec<Sides> {
    let mut groups: BTreeMap<Key<'_>, Vec<RelationFieldId>> = BTreeMap::new();
    let mut found = Vec::new();
    for (index, field) in draft.relation_fields.iter().enumerate() {
        let id = RelationFieldId(to_u32(index));
        match scopes::crossing(draft, field) {
            Crossing::CoreToTenant => scopes::refuse_core_to_tenant(draft, id, sink),
            // The core model has no field for it, so there is nothing to pair.
            Crossing::TenantToCore => found.extend(sides::alone(draft, id, sink)),
            Crossing::None => {
                let (first, second) =
                    (field.model.min(field.target), field.model.max(field.target));
                let key = (first, second, field.attribute.name);
                groups.entry(key).or_default().push(id);
            }
        }
    }
    for ((first, second, name), group) in groups {
        let of_model = |model: ModelId| {
            let is_of = move |id: &&RelationFieldId| draft.relation_field(**id).model == model;
            group.iter().filter(is_of).count()
        };
        let most = if first == second { 2 } else { 1 };
        let is_ambiguous = of_model(first) > most || of_model(second) > most;
        match group.as_slice() {
            _ if is_ambiguous => report_ambiguous(draft, &group, name, sink),
            [one, other] => found.extend(sides::tell_apart(draft, *one, *other, sink)),
            alone => {
                for id in alone {
                    report_missing(draft, *id, sink);
                }
            }
        }
    }
    found
}

fn report_ambiguous(
    draft: &Draft<'_>,
    group: &[RelationFieldId],
    name: Option<&str>,
    sink: &mut Sink,
) {
    let first = draft.relation_field(group[0]);
    let (model, target) = (draft.model(first.model), draft.model(first.target));
    let between = if first.model == first.target {
        format!("`{}` and itself", model.name)
    } else {
        format!("`{}` and `{}`", model.name, target.name)
    };
    let (message, help) = match name {
        None => (
            format!("there are several relations between {between}, and nothing tells them apart"),
            "give the two fields of each relation one name: `@relation(\"Name\", …)`".to_owned(),
        ),
        Some(name) => (
            format!("more than two fields between {between} belong to the relation `{name}`"),
            "give each relation a name of its own".to_owned(),
        ),
    };
    let mut diagnostic = Diagnostic::error("plx::relation::ambiguous", message);
    for id in group {
        let field = draft.relation_field(*id);
        let path = draft.path(*id);
        diagnostic = diagnostic.at(field.ast.span, format!("`{path}`"));
    }
    sink.push(diagnostic.help(help));
}

fn report_missing(draft: &Draft<'_>, id: RelationFieldId, sink: &mut Sink) {
    let field = draft.relation_field(id);
    let target = draft.model(field.target);
    // What was refused there may be the other side.
    if target.is_partial {
        return;
    }
    let path = draft.path(id);
    let mut diagnostic = Diagnostic::error(
        "plx::relation::missing_opposite",
        format!(
            "the relation field `{path}` has no opposite field in `{}`",
            target.name
        ),
    )
    .at(field.ast.span, "one end of a relation");
    let is_candidate = |other: &&RelationFieldDraft<'_>| {
        other.model == field.target
            && other.target == field.model
            && other.attribute.name != field.attribute.name
            && !std::ptr::eq(other.ast, field.ast)
    };
    diagnostic = match draft.relation_fields.iter().find(is_candidate) {
        Some(other) => {
            let said = match other.attribute.name {
                Some(name) => format!("this one has the name `{name}`"),
                None => "this one has no name".to_owned(),
            };
            let help = match field.attribute.name.or(other.attribute.name) {
                Some(name) => {
                    format!("if the two belong together, write `@relation(\"{name}\")` on both")
                }
                None => "give the two fields one name".to_owned(),
            };
            diagnostic.at(other.ast.span, said).help(help)
        }
        None => diagnostic
            .at(target.span(), "the other end is missing here")
            .help(format!(
                "write `{}` in `model {}`",
                opposite(draft, field),
                target.name
            )),
    };
    sink.push(diagnostic);
}

/// The field that would be the other side.
fn opposite(draft: &Draft<'_>, field: &RelationFieldDraft<'_>) -> String {
    let model = draft.model(field.model).name;
    let mut name = model.to_owned();
    if let Some(first) = name.get_mut(..1) {
        first.make_ascii_lowercase();
    }
    let relation = field.attribute.name.map(|name| format!("\"{name}\""));
    if field.attribute.fields.is_some() {
        let relation = relation.map(|name| format!(" @relation({name})"));
        return format!("{name}s {model}[]{}", relation.unwrap_or_default());
    }
    let relation = relation.map(|name| format!("{name}, ")).unwrap_or_default();
    format!("{name} {model} @relation({relation}fields: [{name}Id], references: [id])")
}
