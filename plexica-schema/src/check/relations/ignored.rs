//! `@@ignore` and the relations that lead to such a model.

use crate::{
    check::draft::Draft,
    diagnostics::{Diagnostic, Sink},
};

/// A program that does not see a model cannot see the fields that stand for its rows: each says so
/// itself, as in Prisma.
pub(super) fn check(draft: &Draft<'_>, sink: &mut Sink) {
    for field in &draft.relation_fields {
        let (model, target) = (draft.model(field.model), draft.model(field.target));
        let (Some(ignored), None, false) = (target.ignored, model.ignored, field.is_ignored) else {
            continue;
        };
        sink.push(
            Diagnostic::error(
                "plx::relation::ignored_model",
                format!(
                    "the relation `{}.{}` leads to `{}`, which is ignored",
                    model.name, field.ast.name.text, target.name
                ),
            )
            .at(field.ast.span, "programs would see this")
            .at(ignored, "but not this model")
            .help(format!(
                "write `@ignore` behind `{}.{}`",
                model.name, field.ast.name.text
            )),
        );
    }
}
