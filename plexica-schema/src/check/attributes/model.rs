use super::{
    check_constraint, column, exclude, index, key, map, relation_field, scope, soft_delete, unbuilt,
};
use crate::{
    check::{
        attribute_list::{Attributes, Taken},
        draft::Draft,
    },
    diagnostics::Sink,
    schema::{FieldId, IndexKind, ModelId},
};

pub(super) fn check(draft: &mut Draft<'_>, id: ModelId, sink: &mut Sink) {
    let ast = draft.model(id).ast;
    let owner = match draft.model(id).view {
        Some(_) => "a view",
        None => "a model",
    };
    let mut attributes = Attributes::of_block(ast, owner);
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

    if let Some(taken) = attributes.take("id", sink) {
        index::check_block(draft, id, IndexKind::Primary, taken, sink);
    }
    // In the order of the source: `@@unique` and `@@index` may stand mixed.
    let uniques = attributes.take_each("unique").into_iter();
    let indexes = attributes.take_each("index").into_iter();
    let mut lists: Vec<(IndexKind, Taken<'_>)> = uniques
        .map(|taken| (IndexKind::Unique, taken))
        .chain(indexes.map(|taken| (IndexKind::Normal, taken)))
        .collect();
    lists.sort_by_key(|(_, taken)| taken.ast.span);
    for (kind, taken) in lists {
        index::check_block(draft, id, kind, taken, sink);
    }
    if let Some(taken) = attributes.take("ignore", sink) {
        taken.arguments.finish(sink);
    }
    for taken in attributes.take_each("check") {
        check_constraint::check(draft, id, taken, sink);
    }
    for taken in attributes.take_each("exclude") {
        exclude::check(draft, id, taken, sink);
    }
    if let Some(taken) = attributes.take("softDelete", sink) {
        soft_delete::check(draft, id, taken, sink);
    }
    if unbuilt::refuse_on_model(&mut attributes, sink) {
        draft.model_mut(id).is_partial = true;
    }
    if draft.model(id).view.is_some() {
        attributes.forget(&["id", "index", "check", "exclude", "softDelete"]);
    }
    attributes.finish(sink);
    key::check(draft, id, sink);
}
