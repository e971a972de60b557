use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

use super::{
    Pairs, many_to_many, opposite,
    scopes::{self, Crossing},
    sides,
};
use crate::{
    check::draft::Draft,
    diagnostics::{Diagnostic, Sink},
    schema::{ModelId, RelationFieldId, to_u32},
};

/// Two models, the first declared first, and the name of a relation between them.
type Key<'a> = (ModelId, ModelId, Option<&'a str>);

/// Finds the two fields of each relation: they point at each other's models and have one name.
pub(super) fn pair(draft: &Draft<'_>, sink: &mut Sink) -> Pairs {
    let mut groups: BTreeMap<Key<'_>, Vec<RelationFieldId>> = BTreeMap::new();
    let mut with_keys = Vec::new();
    let mut many_to_many = Vec::new();
    let mut unpaired = Vec::new();
    // Fields whose relation is not known may be the other side of any field.
    let mut unclear = HashSet::new();
    for (index, field) in draft.relation_fields.iter().enumerate() {
        let id = RelationFieldId(to_u32(index));
        if field.attribute.is_partial {
            unclear.insert((field.model, field.target));
            continue;
        }
        match scopes::crossing(draft, field) {
            Crossing::CoreToTenant => scopes::refuse_core_to_tenant(draft, id, sink),
            // The core model has no field for it, so there is nothing to pair.
            Crossing::TenantToCore => with_keys.extend(sides::alone(draft, id, sink)),
            Crossing::Unknown => {}
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
        // Two fields of one model may be two relations of which each lacks its other side.
        let is_unnamed_self = first == second && name.is_none() && group.len() > 1;
        let is_ambiguous = of_model(first) > most || of_model(second) > most || is_unnamed_self;
        match group.as_slice() {
            _ if is_ambiguous => {
                unclear.extend([(first, second), (second, first)]);
                report_ambiguous(draft, &group, name, sink);
            }
            [one, other] if many_to_many::is_meant(draft, *one, *other) => {
                many_to_many.push([*one, *other]);
            }
            [one, other] => with_keys.extend(sides::tell_apart(draft, *one, *other, sink)),
            alone => unpaired.extend(alone),
        }
    }
    unpaired.retain(|id| {
        let field = draft.relation_field(*id);
        !unclear.contains(&(field.target, field.model))
    });
    report_unpaired(draft, unpaired, sink);
    Pairs {
        with_keys,
        many_to_many,
    }
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

/// Reports fields without an opposite. Two that would fit but for their names show each other.
fn report_unpaired(draft: &Draft<'_>, mut unpaired: Vec<RelationFieldId>, sink: &mut Sink) {
    unpaired.sort();
    let mut between: HashMap<(ModelId, ModelId), VecDeque<RelationFieldId>> = HashMap::new();
    for id in &unpaired {
        let field = draft.relation_field(*id);
        let ends = (field.model, field.target);
        between.entry(ends).or_default().push_back(*id);
    }
    let mut next = |from, to| between.get_mut(&(from, to)).and_then(VecDeque::pop_front);
    let mut meant_by = HashMap::new();
    for id in unpaired {
        let field = draft.relation_field(id);
        let meant = meant_by.get(&id).copied().or_else(|| {
            // The field itself, which is the first that is left.
            next(field.model, field.target);
            let meant = next(field.target, field.model)?;
            meant_by.insert(meant, id);
            Some(meant)
        });
        // What was refused in the other model may be the other side.
        let source = &draft.model(field.model).name;
        if !draft.model(field.target).may_refer_to(source) {
            sink.push(missing_opposite(draft, id, meant));
        }
    }
}

/// `meant` is a field that is probably the other side, but has another name.
fn missing_opposite(
    draft: &Draft<'_>,
    id: RelationFieldId,
    meant: Option<RelationFieldId>,
) -> Diagnostic {
    let field = draft.relation_field(id);
    let target = draft.model(field.target);
    let diagnostic = Diagnostic::error(
        "plx::relation::missing_opposite",
        format!(
            "the relation field `{}` has no opposite field in `{}`",
            draft.path(id),
            target.name
        ),
    )
    .at(field.ast.span, "one end of a relation");
    let Some(meant) = meant else {
        let help = format!(
            "write {} in `model {}`",
            opposite::written(draft, field),
            target.name
        );
        return diagnostic
            .at(target.span(), "the other end is missing here")
            .help(help);
    };
    let other = draft.relation_field(meant);
    let said = match other.attribute.name {
        Some(name) => format!("this one has the name `{name}`"),
        None => "this one has no name".to_owned(),
    };
    let name = field.attribute.name.or(other.attribute.name);
    diagnostic.at(other.ast.span, said).help(format!(
        "if the two belong together, write `@relation(\"{}\")` on both",
        name.unwrap_or("Name")
    ))
}
