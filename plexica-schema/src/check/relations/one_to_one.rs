use super::{Sides, foreign_key::ForeignKey, keys::Keys};
use crate::{
    check::draft::{Draft, RelationFieldDraft},
    diagnostics::{Diagnostic, Sink},
    schema::Arity,
};

/// Where neither side is a list, the foreign key must be unique, and the side without it can be
/// empty.
pub(super) fn check(
    draft: &Draft<'_>,
    sides: &Sides,
    key: &ForeignKey,
    keys: &Keys,
    sink: &mut Sink,
) {
    let Some(back) = sides.back else { return };
    let field = draft.relation_field(back);
    let forward = draft.relation_field(sides.forward);
    match field.arity {
        Arity::List => return,
        Arity::Optional => {}
        Arity::Required => {
            sink.push(required_back_side(draft, forward, field, &draft.path(back)));
        }
    }
    let model = draft.model(forward.model);
    if model.is_partial || keys.has_in_order(&key.columns) {
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

/// Nothing makes the other row be there. Where only the side without the foreign key is required,
/// the key stands on the wrong side, and is what is pointed at.
fn required_back_side(
    draft: &Draft<'_>,
    forward: &RelationFieldDraft<'_>,
    back: &RelationFieldDraft<'_>,
    path: &str,
) -> Diagnostic {
    let (here, there) = (
        (back.ast.span, "the side without the foreign key"),
        (forward.ast.span, "the side with the foreign key"),
    );
    let is_turned = forward.arity == Arity::Optional;
    let (first, second) = if is_turned {
        (there, here)
    } else {
        (here, there)
    };
    let name = &back.ast.name.text;
    let target = draft.model(back.target).name;
    let diagnostic = Diagnostic::error(
        "plx::relation::required_back_side",
        format!("`{path}` cannot be required without having the foreign key"),
    );
    let or = if is_turned {
        ", or move `fields` and `references` to it"
    } else {
        ""
    };
    diagnostic
        .at(first.0, first.1)
        .at(second.0, second.1)
        .help(format!(
            "write `{name} {target}?`: nothing makes the other row be there{or}"
        ))
}
