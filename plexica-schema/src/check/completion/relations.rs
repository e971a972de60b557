use std::collections::{HashMap, HashSet};

use super::{
    inflection::{camel_case, plural},
    key::Key,
    missing::Missing,
    plan::{NewField, Plan},
    side::{Ends, ends, has_key, has_key_of_two, mark, name_argument},
};
use crate::{
    Sources,
    ast::Line,
    check::draft::{Draft, RelationFieldDraft},
    schema::{Arity, ModelId, RelationFieldId, ScalarFieldId, to_u32},
};

/// Finds what is missing of the relations, in their order.
pub(in crate::check) fn missing_of<'a>(draft: &'a Draft<'a>, sources: &'a Sources) -> Vec<Missing> {
    let completion = Completion::new(draft, sources);
    let ids = (0..to_u32(draft.relation_fields.len())).map(RelationFieldId);
    Plan::uncontested(ids.filter_map(|id| completion.relation(id)).collect())
}

struct Completion<'a> {
    draft: &'a Draft<'a>,
    sources: &'a Sources,
    /// The fields that belong together.
    groups: HashMap<Ends<'a>, Vec<RelationFieldId>>,
    /// How many fields from one model to another have no opposite.
    alone: HashMap<(ModelId, ModelId), usize>,
    /// The columns of foreign keys.
    key_columns: HashSet<ScalarFieldId>,
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
        let columns = |field: &'a RelationFieldDraft<'a>| field.attribute.fields.as_ref();
        let columns = draft.relation_fields.iter().filter_map(columns);
        Self {
            draft,
            sources,
            groups,
            alone,
            key_columns: columns
                .flat_map(|columns| columns.ids.iter().copied())
                .collect(),
        }
    }

    fn is_tenant(&self, model: ModelId) -> Option<bool> {
        Some(self.draft.model(model).scope.as_ref()?.is_tenant())
    }

    /// What is missing of the relation that a field belongs to, told once: at its side with the
    /// foreign key, where it has one. Nothing where something is not plain.
    fn relation(&self, id: RelationFieldId) -> Option<Plan> {
        let draft = self.draft;
        let field = draft.relation_field(id);
        match (self.is_tenant(field.model)?, self.is_tenant(field.target)?) {
            // The core model has no field for it.
            (true, false) if field.arity != Arity::List => self.forward(field, Arity::List, None),
            (true, false) | (false, true) => None,
            _ => match self.groups.get(&ends(field))?.as_slice() {
                [_] => self.without_opposite(field),
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
                    self.forward(field, draft.relation_field(back).arity, None)
                }
                _ => None,
            },
        }
    }

    fn without_opposite(&self, field: &RelationFieldDraft<'a>) -> Option<Plan> {
        let (model, target) = (field.model, field.target);
        // What was refused there may be the other side.
        if self
            .draft
            .model(target)
            .may_refer_to(self.draft.model(model).name)
        {
            return None;
        }
        // They may belong together, under one name.
        let others = self.alone.get(&(target, model)).copied();
        if others.unwrap_or(0) > usize::from(model == target) {
            return None;
        }
        match field.arity {
            // A list has no key, so what it is meant to be is not plain.
            Arity::List if has_key(field) => None,
            Arity::List => self.opposite_to_list(field),
            _ => self.forward(field, Arity::List, Some(self.back(field)?)),
        }
    }

    /// Completes the side with the foreign key, and adds the other if it is given.
    fn forward(
        &self,
        field: &RelationFieldDraft<'a>,
        back: Arity,
        new_back: Option<NewField>,
    ) -> Option<Plan> {
        if field.arity == Arity::List {
            return None;
        }
        let mut plan = Plan::default();
        if let Some(back) = new_back {
            self.add(&mut plan, back)?;
        }
        let attribute = &field.attribute;
        if attribute.fields.is_some() && attribute.references.is_some() {
            return Some(plan);
        }
        let key = Key::infer(self.draft, field.model, field.target, Some(attribute))?;
        let mut arguments = Vec::new();
        if attribute.fields.is_none() {
            if field.arity == Arity::Required && key.has_optional_column() {
                return None;
            }
            self.add_columns(&mut plan, &key, field.model, field.arity, back)?;
            arguments.push(key.fields_argument());
        }
        if attribute.references.is_none() {
            arguments.push(key.references_argument());
        }
        plan.push(match attribute.ast {
            Some(ast) => Missing::Arguments {
                attribute: ast.span,
                arguments,
            },
            None => Missing::Relation {
                field: field.ast.span,
                arguments,
            },
        });
        Some(plan)
    }

    /// The side with the foreign key, opposite to a list.
    fn opposite_to_list(&self, list: &RelationFieldDraft<'a>) -> Option<Plan> {
        let (model, target) = (list.target, list.model);
        let key = Key::infer(self.draft, model, target, None)?;
        let target_name = self.draft.model(target).name;
        let mut arguments = name_argument(list)?;
        arguments.push(key.fields_argument());
        arguments.push(key.references_argument());
        let field = NewField {
            model,
            name: camel_case(target_name),
            r#type: format!("{target_name}{}", mark(key.arity())),
            attributes: vec![format!("@relation({})", arguments.join(", "))],
        };
        let mut plan = Plan::default();
        self.add(&mut plan, field)?;
        self.add_columns(&mut plan, &key, model, Arity::Optional, Arity::List)?;
        Some(plan)
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
        Some(NewField {
            model: forward.target,
            name,
            r#type: format!("{}{mark}", model.name),
            attributes,
        })
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

    /// Adds the columns of a key that are not there. Nothing where one is another relation's.
    fn add_columns(
        &self,
        plan: &mut Plan,
        key: &Key<'_>,
        model: ModelId,
        arity: Arity,
        back: Arity,
    ) -> Option<()> {
        for column in &key.columns {
            if let Some((id, _)) = column.existing {
                if self.key_columns.contains(&id) {
                    return None;
                }
                plan.take(model, &column.name);
                continue;
            }
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
            self.add(plan, field)?;
        }
        Some(())
    }

    /// Adds a field, unless its name is taken.
    fn add(&self, plan: &mut Plan, field: NewField) -> Option<()> {
        let fields = &self.draft.model(field.model).fields_by_name;
        if fields.contains_key(field.name.as_str()) {
            return None;
        }
        plan.take(field.model, &field.name);
        plan.add(self.draft, field);
        Some(())
    }
}
