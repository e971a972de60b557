//! `@ignore`: what programs do not see, although the database has it.

use crate::{
    check::{attribute_list::Taken, draft::Draft},
    diagnostics::{Diagnostic, Sink},
    schema::{ModelId, ScalarFieldId},
};

/// `@ignore` on a column.
pub(super) fn check_column(
    draft: &mut Draft<'_>,
    id: ScalarFieldId,
    taken: Taken<'_>,
    sink: &mut Sink,
) {
    let field = &mut draft.scalar_fields[id.index()];
    field.is_ignored = true;
    let field = draft.scalar(id);
    if !field.is_unsupported() {
        return check_field(draft, field.model, taken, sink);
    }
    let r#type = field.ast.r#type.as_ref();
    let span = taken.ast.span;
    taken.arguments.finish(sink);
    sink.push(
        Diagnostic::error(
            "plx::attribute::ignore",
            "a field of the type `Unsupported` is ignored without `@ignore`",
        )
        .at(span, "take this away")
        .at(
            r#type.map_or(field.ast.span, |reference| reference.span),
            "programs do not see this type",
        )
        .help("take `@ignore` away"),
    );
}

/// `@ignore` on a column of a type that programs know. On a relation it stands beside that of the
/// model as well, as in Prisma.
fn check_field(draft: &Draft<'_>, model: ModelId, taken: Taken<'_>, sink: &mut Sink) {
    let span = taken.ast.span;
    taken.arguments.finish(sink);
    let model = draft.model(model);
    let Some(ignored) = model.ignored else { return };
    sink.push(
        Diagnostic::error(
            "plx::attribute::ignore",
            format!("the whole model `{}` is ignored already", model.name),
        )
        .at(span, "take this away")
        .at(ignored, "the model is ignored here")
        .help("take `@ignore` away"),
    );
}
