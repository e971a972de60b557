use std::collections::{HashMap, HashSet};

use super::{
    inflection::{camel_case, plural},
    key::Key,
    missing::Missing,
};
use crate::{
    Sources,
    ast::Line,
    check::draft::{Draft, RelationFieldDraft},
    schema::{Arity, ModelId, RelationFieldId, to_u32},
};

/// Finds what is missing of the relations, in their order.
pub(in crate::check) fn missing_of<'a>(draft: &'a Draft<'a>, sources: &'a Sources) -> Vec<Missing> {
    let mut completion = Completion::new(draft, sources);
    for index in 0..draft.relation_fields.len() {
        // Where something is not plain, nothing of the relation is added.
        let _ = completion.relation(RelationFieldId(to_u32(index)));
    }
    completion.missing
}

/// Two models, the first declared first, and the name of a relation between them.
type Ends<'a> = (ModelId, ModelId, Option<&'a str>);

struct Completion<'a> {
    draft: &'a Draft<'a>,
    sources: &'a Sources,
    /// The fields that belong together.
    groups: HashMap<Ends<'a>, Vec<RelationFieldId>>,
    /// How many fields from one model to another have no opposite.
    alone: HashMap<(ModelId, ModelId), usize>,
    /// The names of fields that are added, and of columns that are some relation's.
    taken: HashSet<(ModelId, String)>,
    missing: Vec<Missing>,
}

/// A field that may be added.
struct NewField {
    model: ModelId,
    name: String,
    r#type: String,
    attributes: Vec<String>,
}

impl<'a> Completion<'a> {
    fn new(draft: &'a Draft<'a>, sources: &'a Sources) -> Self {
        let mut groups: HashMap<Ends<'a>, Vec<RelationFieldId>> = HashMap::new();
        for (index, field) in draft.relation_fields.iter().enumerate() {
            let id = RelationFieldId(to_u32(index));
            groups.entry(ends(field)).or_default().push(id);
        }
        let mut alone = HashMap::new();
        for group in groups.values() {
            if let [id] = group.as_slice() {
                let field = draft.relation_field(*id);
                *alone.entry((field.model, field.target)).or_default() += 1;
            }
        }
        let columns = |field: &RelationFieldDraft<'_>| {
            let model = field.model;
            let ids = field.attribute.fields.iter().flat_map(|fields| &fields.ids);
            let names = ids.map(|id| (model, draft.scalar(*id).name().to_owned()));
            names.collect::<Vec<_>>()
        };
        Self {
            draft,
            sources,
            groups,
            alone,
            taken: draft.relation_fields.iter().flat_map(columns).collect(),
            missing: Vec::new(),
        }
    }

    fn is_tenant(&self, model: ModelId) -> Option<bool> {
        Some(self.draft.model(model).scope.as_ref()?.is_tenant())
    }

    /// Adds what is missing of the relation that a field belongs to, once: at its side with the
    /// foreign key, where it has one.
    fn relation(&mut self, id: RelationFieldId) -> Option<()> {
        let draft = self.draft;
        let field = draft.relation_field(id);
        match (self.is_tenant(field.model)?, self.is_tenant(field.target)?) {
            // The core model has no field for it.
            (true, false) if field.arity != Arity::List => self.forward(id, Arity::List),
            (true, false) | (false, true) => None,
            _ => match self.groups.get(&ends(field))?.as_slice() {
                [_] => self.without_opposite(id),
                [one, other] => {
                    let (one, other) = (*one, *other);
                    let (left, right) = (draft.relation_field(one), draft.relation_field(other));
                    let is_of_both = left.model == right.target && right.model == left.target;
                    let (forward, back) = if has_key_of_two(left, right)? {
                        (one, other)
                    } else {
                        (other, one)
                    };
                    if !is_of_both || forward != id {
                        return None;
                    }
                    self.forward(id, draft.relation_field(back).arity)
                }
                _ => None,
            },
        }
    }

    fn without_opposite(&mut self, id: RelationFieldId) -> Option<()> {
        let draft = self.draft;
        let field = draft.relation_field(id);
        let is_self_relation = field.model == field.target;
        // What was refused there may be the other side.
        let model = draft.model(field.model).name;
        if draft.model(field.target).may_refer_to(model) {
            return None;
        }
        let others = self
            .alone
            .get(&(field.target, field.model))
            .copied()
            .unwrap_or(0);
        // They may belong together, under one name.
        if others > usize::from(is_self_relation) {
            return None;
        }
        if field.arity == Arity::List {
            self.add_forward(field)
        } else {
            let back = self.back(field)?;
            self.forward(id, Arity::List)?;
            self.add(back);
            Some(())
        }
    }

    /// Completes the side with the foreign key.
    fn forward(&mut self, id: RelationFieldId, back: Arity) -> Option<()> {
        let draft = self.draft;
        let field = draft.relation_field(id);
        let attribute = &field.attribute;
        if field.arity == Arity::List {
            return None;
        }
        if attribute.fields.is_some() && attribute.references.is_some() {
            return Some(());
        }
        let key = Key::infer(draft, field.model, field.target, Some(attribute))?;
        if attribute.fields.is_none() && !self.has_own_columns(&key, field.model) {
            return None;
        }
        let columns = self.new_columns(&key, field.model, field.arity, back)?;
        let mut arguments = Vec::new();
        if attribute.fields.is_none() {
            arguments.push(key.fields_argument());
        }
        if attribute.references.is_none() {
            arguments.push(key.references_argument());
        }
        self.missing.push(match attribute.ast {
            Some(ast) => Missing::Arguments {
                attribute: ast.span,
                arguments,
            },
            None => Missing::Relation {
                field: field.ast.span,
                arguments,
            },
        });
        self.take_columns(&key, field.model);
        for column in columns {
            self.add(column);
        }
        Some(())
    }

    /// Adds the side with the foreign key, opposite to a list.
    fn add_forward(&mut self, list: &RelationFieldDraft<'a>) -> Option<()> {
        let (model, target) = (list.target, list.model);
        let key = Key::infer(self.draft, model, target, None)?;
        let arity = key.arity();
        let target_name = self.draft.model(target).name;
        let mut arguments = name_argument(list)?;
        arguments.push(key.fields_argument());
        arguments.push(key.references_argument());
        let field = NewField {
            model,
            name: camel_case(target_name),
            r#type: format!("{target_name}{}", mark(arity)),
            attributes: vec![format!("@relation({})", arguments.join(", "))],
        };
        let columns = self.new_columns(&key, model, Arity::Optional, Arity::List)?;
        if !self.is_free(&field) || !self.has_own_columns(&key, model) {
            return None;
        }
        self.take_columns(&key, model);
        self.add(field);
        for column in columns {
            self.add(column);
        }
        Some(())
    }

    /// The side opposite to a foreign key.
    fn back(&self, forward: &RelationFieldDraft<'a>) -> Option<NewField> {
        let model = self.draft.model(forward.model);
        let name = camel_case(model.name);
        let (name, mark) = if self.has_unique_key(forward) {
            (name, "?")
        } else {
            (plural(&name), "[]")
        };
        let relation = name_argument(forward)?;
        let is_ignored = model.ast.lines.iter().any(
            |line| matches!(line, Line::Attribute(attribute) if attribute.name.text == "ignore"),
        );
        let mut attributes = Vec::new();
        if !relation.is_empty() {
            attributes.push(format!("@relation({})", relation.join(", ")));
        }
        if is_ignored {
            attributes.push("@ignore".to_owned());
        }
        let field = NewField {
            model: forward.target,
            name,
            r#type: format!("{}{mark}", model.name),
            attributes,
        };
        self.is_free(&field).then_some(field)
    }

    fn has_unique_key(&self, forward: &RelationFieldDraft<'_>) -> bool {
        let Some(columns) = &forward.attribute.fields else {
            return false;
        };
        let mut indexes = self.draft.model(forward.model).indexes.iter();
        indexes.any(|id| {
            let index = &self.draft.indexes[id.index()];
            index.kind.is_key() && index.fields().eq(columns.ids.iter().copied())
        })
    }

    /// The columns of a key that have to be added. Nothing where one cannot be.
    fn new_columns(
        &self,
        key: &Key<'_>,
        model: ModelId,
        arity: Arity,
        back: Arity,
    ) -> Option<Vec<NewField>> {
        let mut columns = Vec::new();
        for column in key
            .columns
            .iter()
            .filter(|column| column.existing.is_none())
        {
            let (name, native) = column.r#type(self.sources)?;
            let mut attributes = Vec::new();
            // One row on either side, so no value twice.
            if back != Arity::List && key.columns.len() == 1 {
                attributes.push("@unique".to_owned());
            }
            attributes.extend(native);
            let field = NewField {
                model,
                name: column.name.clone(),
                r#type: format!("{name}{}", mark(arity)),
                attributes,
            };
            if !self.is_free(&field) {
                return None;
            }
            columns.push(field);
        }
        Some(columns)
    }

    /// Whether no other relation has one of the columns.
    fn has_own_columns(&self, key: &Key<'_>, model: ModelId) -> bool {
        let is_taken = |name: &String| self.taken.contains(&(model, name.clone()));
        !key.columns.iter().any(|column| is_taken(&column.name))
    }

    fn take_columns(&mut self, key: &Key<'_>, model: ModelId) {
        let names = key.columns.iter().map(|column| column.name.clone());
        self.taken.extend(names.map(|name| (model, name)));
    }

    fn is_free(&self, field: &NewField) -> bool {
        let model = self.draft.model(field.model);
        !model.fields_by_name.contains_key(field.name.as_str())
            && !self.taken.contains(&(field.model, field.name.clone()))
    }

    fn add(&mut self, field: NewField) {
        self.taken.insert((field.model, field.name.clone()));
        self.missing.push(Missing::Field {
            model: self.draft.model(field.model).ast.span,
            name: field.name,
            r#type: field.r#type,
            attributes: field.attributes,
        });
    }
}

fn ends<'a>(field: &RelationFieldDraft<'a>) -> Ends<'a> {
    let (first, second) = (field.model.min(field.target), field.model.max(field.target));
    (first, second, field.attribute.name)
}

/// Whether the left of two sides has the foreign key, or is the one to get it.
fn has_key_of_two(left: &RelationFieldDraft<'_>, right: &RelationFieldDraft<'_>) -> Option<bool> {
    let has_key = |field: &RelationFieldDraft<'_>| {
        field.attribute.fields.is_some() || field.attribute.references.is_some()
    };
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
fn name_argument(field: &RelationFieldDraft<'_>) -> Option<Vec<String>> {
    match field.attribute.name {
        None => Some(Vec::new()),
        Some(name) if name.contains(['"', '\\']) || name.contains(char::is_control) => None,
        Some(name) => Some(vec![format!("\"{name}\"")]),
    }
}

fn mark(arity: Arity) -> &'static str {
    match arity {
        Arity::Required => "",
        Arity::Optional => "?",
        Arity::List => "[]",
    }
}
