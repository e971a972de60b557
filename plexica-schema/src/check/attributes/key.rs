use std::collections::HashMap;

use crate::{
    Span,
    check::draft::{Draft, ModelDraft},
    diagnostics::{Diagnostic, Sink},
    schema::{Arity, FieldId, IndexId, IndexKind, ModelId},
};

/// What holds for a model's keys together.
pub(super) fn check(draft: &Draft<'_>, id: ModelId, sink: &mut Sink) {
    let model = draft.model(id);
    check_names(draft, model, sink);
    let of_kind = |kind: IndexKind| {
        let is_kind = move |id: &&IndexId| draft.indexes[id.index()].kind == kind;
        model.indexes.iter().filter(is_kind)
    };
    let primary: Vec<_> = of_kind(IndexKind::Primary).collect();
    if let [first, others @ ..] = primary.as_slice() {
        for again in others {
            sink.push(
                Diagnostic::error(
                    "plx::key::two_primary_keys",
                    format!("the model `{}` has two primary keys", model.name),
                )
                .at(model.span(), "a table has one primary key")
                .at(draft.indexes[again.index()].span, "again here")
                .at(draft.indexes[first.index()].span, "first here")
                .help("keep one of them; a key of several columns is `@@id([a, b])`"),
            );
        }
    }
    // Prisma's rule: a column of a type that is not known tells no rows apart.
    let tells_apart = |id: &IndexId| {
        let mut fields = draft.indexes[id.index()].fields();
        fields.all(|field| {
            let field = draft.scalar(field);
            let is_required = field.arity == Arity::Required || !primary.is_empty();
            is_required && !field.is_unsupported()
        })
    };
    let needs_no_key = model.ignored.is_some() || model.view.is_some();
    let is_told_apart =
        primary.iter().copied().any(tells_apart) || of_kind(IndexKind::Unique).any(tells_apart);
    if is_told_apart || needs_no_key || model.is_partial {
        return;
    }
    let is_column = |field: &FieldId| matches!(field, FieldId::Scalar(_));
    if !model.fields.iter().any(is_column) {
        return;
    }
    sink.push(
        Diagnostic::error(
            "plx::key::missing",
            format!("nothing tells one `{}` from another", model.name),
        )
        .at(
            model.span(),
            "no `@id`, and no `@unique` of required columns",
        )
        .help("write `@id` behind the column that is the key, or `@@id([a, b])` for several"),
    );
}

/// The client finds rows by the name of a key.
fn check_names(draft: &Draft<'_>, model: &ModelDraft<'_>, sink: &mut Sink) {
    let mut seen: HashMap<&str, Span> = HashMap::new();
    for id in &model.indexes {
        let Some((name, span)) = &draft.indexes[id.index()].name else {
            continue;
        };
        let Some(first) = seen.get(name.as_str()) else {
            seen.insert(name, *span);
            continue;
        };
        // Either may be the one to rename.
        for (here, there) in [(*span, *first), (*first, *span)] {
            sink.push(
                Diagnostic::error(
                    "plx::key::duplicate_name",
                    format!("two keys of `{}` have the name `{name}`", model.name),
                )
                .at(here, "this key")
                .at(there, "and this one")
                .help("give one of them another `name`"),
            );
        }
    }
}
