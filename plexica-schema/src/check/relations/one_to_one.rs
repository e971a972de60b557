use super::{Sides, foreign_key::ForeignKey};
use crate::{
    check::draft::{Draft, IndexDraft},
    diagnostics::{Diagnostic, Sink},
    schema::Arity,
};

/// Where neither side is a list, the foreign key must be unique, and the side without it can be
/// empty.
pub(super) fn check(draft: &Draft<'_>, sides: &Sides, key: &ForeignKey, sink: &mut Sink) {
    let Some(back) = sides.back else { return };
    let field = draft.relation_field(back);
    let forward = draft.relation_field(sides.forward);
    match field.arity {
        Arity::List => return,
        Arity::Optional => {}
        Arity::Required => {
            let name = &field.ast.name.text;
            let target = draft.model(field.target).name;
            sink.push(
                Diagnostic::error(
                    "plx::relation::required_back_side",
                    format!("`{}` cannot be required", draft.path(back)),
                )
                .at(field.ast.span, "the side without the foreign key")
                .at(forward.ast.span, "the side with the foreign key")
                .help(format!(
                    "write `{name} {target}?`: nothing makes the other row be there"
                )),
            );
        }
    }
    let model = draft.model(forward.model);
    let is_unique = |index: &IndexDraft| {
        index.kind.is_key() && index.fields().all(|field| key.columns.contains(&field))
    };
    if model.is_partial
        || model
            .indexes
            .iter()
            .any(|id| is_unique(&draft.indexes[id.index()]))
    {
        return;
    }
    let names = draft.names(&key.columns);
    let what = match key.columns.as_slice() {
        [_] => format!("`@unique` on `{names}`"),
        _ => format!("`@@unique([{names}])` in `model {}`", model.name),
    };
    let back_type = draft.model(field.target).name;
    sink.push(
        Diagnostic::error(
            "plx::relation::one_to_one_not_unique",
            format!(
                "the foreign key of the one-to-one relation `{}` is not unique",
                draft.path(sides.forward)
            ),
        )
        .at(forward.ast.span, "several rows could refer to one")
        .at(field.ast.span, "one row is expected here")
        .help(format!(
            "write {what}, or `{} {back_type}[]` for one-to-many",
            field.ast.name.text
        )),
    );
}
