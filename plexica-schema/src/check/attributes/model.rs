use super::{column, index, key, map, relation_field, scope, unbuilt};
use crate::{
    ast::Line,
    check::{
        attribute_list::Attributes,
        draft::{Draft, ModelField},
    },
    diagnostics::Sink,
    schema::{FieldId, IndexKind, ModelId},
};

pub(super) fn check(draft: &mut Draft<'_>, id: ModelId, sink: &mut Sink) {
    let ast = draft.model(id).ast;
    let mut attributes = Attributes::of_block(ast, "a model");
    if let Some(name) = map::take(&mut attributes, sink) {
        draft.model_mut(id).database_name = name;
    }
    let scope = scope::take(&mut attributes, &draft.settings, ast.header(), sink);
    draft.model_mut(id).scope = scope;

    for field in draft.model(id).fields.clone() {
        match field {
            FieldId::Scalar(field) => column::check(draft, field, sink),
            FieldId::Relation(field) => relation_field::check(draft, field, sink),
        }
    }
    refuse_attributes_of_refused_fields(draft, id);

    if let Some(taken) = attributes.take("id", sink) {
        index::check_block(draft, id, IndexKind::Primary, taken, sink);
    }
    // In the order of the source: `@@unique` and `@@index` may stand mixed.
    let mut lists = attributes.take_each("unique");
    let indexes = attributes.take_each("index");
    let first_index = lists.len();
    lists.extend(indexes);
    let mut lists: Vec<_> = lists.into_iter().enumerate().collect();
    lists.sort_by_key(|(_, taken)| taken.ast.span);
    for (position, taken) in lists {
        let kind = if position < first_index {
            IndexKind::Unique
        } else {
            IndexKind::Normal
        };
        index::check_block(draft, id, kind, taken, sink);
    }
    if unbuilt::refuse_on_model(&mut attributes, sink) {
        draft.model_mut(id).is_partial = true;
    }
    attributes.finish(sink);
    key::check(draft, id, sink);
}

/// A field whose type was refused may be the key, so a missing key is not reported then.
fn refuse_attributes_of_refused_fields(draft: &mut Draft<'_>, id: ModelId) {
    let model = draft.model_mut(id);
    let is_refused = |line: &Line| {
        matches!(line, Line::Field(field)
            if model.fields_by_name.get(field.name.text.as_str()) == Some(&ModelField::Refused))
    };
    model.is_partial |= model.ast.lines.iter().any(is_refused);
}
