use crate::{
    check::draft::Draft,
    diagnostics::{Diagnostic, Sink},
    schema::{Arity, FieldId, IndexId, IndexKind, ModelId},
};

/// What holds for a model's keys together.
pub(super) fn check(draft: &Draft<'_>, id: ModelId, sink: &mut Sink) {
    let model = draft.model(id);
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
        return;
    }
    let is_required = |id: &&IndexId| {
        let mut fields = draft.indexes[id.index()].fields();
        fields.all(|field| draft.scalar(field).arity == Arity::Required)
    };
    if of_kind(IndexKind::Unique).any(|id| is_required(&id)) || model.is_partial {
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
