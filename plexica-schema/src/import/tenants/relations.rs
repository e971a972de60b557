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
            let field = (core, field, target);
            if has_key(field.1) {
                refers_to_tenants(changes, field, registry, &references);
                continue;
            }
            // A field without an opposite is for the check to report.
            match opposite(declarations, field) {
                Some(other) if has_key(other) => cut_field(changes, field, other, registry),
                Some(other) if is_list(field.1) && is_list(other) => {
                    is_between_many(changes, field, other, registry, &references);
                }
                _ => {}
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

fn is_list(field: &Field) -> bool {
    field.r#type.as_ref().is_some_and(|found| found.is_list)
}

/// The other side of a relation: the field of the tenants' model with the same name for it.
fn opposite<'a>(
    declarations: &Declarations<'a>,
    (core, field, target): FromCore<'_>,
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
    let help = match as_tenants(core, registry, references) {
        Some(models) => format!("{models}, or {turned}"),
        None => turned,
    };
    changes.note(Note::warning(field.span, message).help(help));
}

fn is_between_many(
    changes: &mut Changes<'_>,
    (core, field, target): FromCore<'_>,
    other: &Field,
    registry: Option<&str>,
    references: &References<'_>,
) {
    let message = format!(
        "`{core}.{}` and `{target}.{}` are many to many, between core and tenants",
        field.name.text, other.name.text
    );
    let pairs = format!(
        "write a tenants' model for the pairs, with a foreign key to `{core}` and one to \
         `{target}`, in place of the two fields"
    );
    let help = match as_tenants(core, registry, references) {
        Some(models) => format!("{models}, or {pairs}"),
        None => pairs,
    };
    changes.note(Note::warning(field.span, message).help(help));
}

/// What to do to have a core model with the tenants. The registry cannot be there, nor what it
/// needs.
fn as_tenants(core: &str, registry: Option<&str>, references: &References<'_>) -> Option<String> {
    let needed = references.to(core);
    if registry.is_some_and(|registry| needed.contains(registry)) {
        return None;
    }
    let needed: Vec<_> = needed.iter().map(|name| format!("`{name}`")).collect();
    Some(match needed.as_slice() {
        [only] => format!("make {only} a tenants' model as well"),
        several => format!("make {} tenants' models as well", several.join(", ")),
    })
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
