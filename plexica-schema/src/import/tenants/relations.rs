use std::collections::{BTreeSet, HashMap};

use super::selection::Tenants;
use crate::{
    ast::{Block, Field},
    import::{
        changes::{Changes, taken_away},
        declarations::Declarations,
        note::Note,
        tree::{argument, attribute, fields, first_argument, name, string, type_name},
    },
};

/// Takes away the fields of core models that stand for tenants' rows, and tells of the relations
/// that cannot be like that.
pub(super) fn cut(
    changes: &mut Changes<'_>,
    declarations: &Declarations<'_>,
    tenants: &Tenants<'_>,
) {
    let references = References::of(declarations, tenants);
    let registry = tenants.registry.as_ref().map(|registry| registry.name());
    for model in &declarations.models {
        let Some(core) = name(model).filter(|_| !tenants.has_model(model)) else {
            continue;
        };
        for field in fields(model) {
            let Some(target) = type_name(field).filter(|target| tenants.has(target)) else {
                continue;
            };
            if has_key(field) {
                refers_to_tenants(changes, (core, field, target), registry, &references);
            } else if let Some(other) = opposite(declarations, core, field, target) {
                cut_field(changes, (core, field, target), other, registry);
            }
        }
    }
}

/// A field of a core model, between the names of the model and of the tenants' model it stands for.
type FromCore<'a> = (&'a str, &'a Field, &'a str);

fn has_key(field: &Field) -> bool {
    let relation = attribute(field, "relation");
    relation.is_some_and(|relation| argument(relation, "fields").is_some())
}

fn relation_name(field: &Field) -> Option<&str> {
    first_argument(attribute(field, "relation")?, "name").and_then(string)
}

/// The other side of a relation: of its model's fields for this model the one with the key, if it
/// can be told apart.
fn opposite<'a>(
    declarations: &Declarations<'a>,
    core: &str,
    field: &Field,
    target: &str,
) -> Option<&'a Field> {
    let target: &'a Block = declarations.model(target)?;
    fields(target).find(|found| {
        type_name(found) == Some(core) && relation_name(found) == relation_name(field)
    })
}

fn cut_field(
    changes: &mut Changes<'_>,
    (core, field, target): FromCore<'_>,
    other: &Field,
    registry: Option<&str>,
) {
    let path = format!("{core}.{}", field.name.text);
    let opposite = format!("{target}.{}", other.name.text);
    if !has_key(other) {
        let message =
            format!("`{path}` and `{opposite}` are many to many, between core and tenants");
        changes.note(Note::warning(field.span, message).help(format!(
            "write a tenants' model for the pairs, with a foreign key to `{core}` and one to \
             `{target}`, in place of the two fields"
        )));
        return;
    }
    let is_registry = registry == Some(core);
    let comments = changes.remove_line(field.span);
    let gone = taken_away(format_args!("`{path}`"), &comments);
    let message =
        format!("{gone}: a core model has no field for tenants' rows; `{opposite}` is enough");
    let note = Note::changed(field.span, message);
    changes.note(if is_registry {
        note.help(format!(
            "every row in a tenant's schema is that tenant's: `{opposite}` and its column may not \
             be needed either"
        ))
    } else {
        note
    });
}

fn refers_to_tenants(
    changes: &mut Changes<'_>,
    (core, field, target): FromCore<'_>,
    registry: Option<&str>,
    references: &References<'_>,
) {
    let path = format!("{core}.{}", field.name.text);
    let message = format!("`{path}` refers from core to the tenants' model `{target}`");
    let turned = format!("turn the relation round, with the foreign key on `{target}`");
    let needed = references.to(core);
    let help = if registry.is_some_and(|registry| needed.contains(registry)) {
        turned
    } else {
        let needed: Vec<_> = needed.iter().map(|name| format!("`{name}`")).collect();
        format!(
            "make {} tenants' models as well, or {turned}",
            needed.join(", ")
        )
    };
    changes.note(Note::warning(field.span, message).help(help));
}

/// Which core models have a foreign key to which.
struct References<'a> {
    by_target: HashMap<&'a str, Vec<&'a str>>,
}

impl<'a> References<'a> {
    fn of(declarations: &Declarations<'a>, tenants: &Tenants<'_>) -> Self {
        let mut by_target: HashMap<&str, Vec<&str>> = HashMap::new();
        for model in &declarations.models {
            let Some(core) = name(model).filter(|_| !tenants.has_model(model)) else {
                continue;
            };
            for field in fields(model).filter(|field| has_key(field)) {
                let target = type_name(field).unwrap_or_default();
                by_target.entry(target).or_default().push(core);
            }
        }
        Self { by_target }
    }

    /// A model, and every core model that refers to it, or to one that does.
    fn to<'b>(&self, model: &'b str) -> BTreeSet<&'b str>
    where
        'a: 'b,
    {
        let mut found = BTreeSet::from([model]);
        let mut waiting = vec![model];
        while let Some(target) = waiting.pop() {
            for model in self.by_target.get(target).into_iter().flatten() {
                if found.insert(model) {
                    waiting.push(model);
                }
            }
        }
        found
    }
}
