use super::column_list;
use crate::{
    Span,
    check::{
        attribute_list::Taken,
        draft::{Draft, ScalarFieldDraft},
        expect,
    },
    diagnostics::{Diagnostic, Sink},
    schema::{Arity, FieldType, ModelId, NativeType, ScalarType},
};

const EXAMPLE: &str = "@@softDelete(deletedAt)";

/// `@@softDelete(deletedAt)`.
pub(super) fn check(draft: &mut Draft<'_>, id: ModelId, mut taken: Taken<'_>, sink: &mut Sink) {
    let span = taken.ast.span;
    let value = taken.arguments.take_first("field", sink);
    taken.arguments.finish(sink);
    let Some(value) = value else {
        sink.push(expect::missing("`@@softDelete`", span, "field", EXAMPLE));
        return;
    };
    let field = expect::word(value, sink)
        .and_then(|name| column_list::column(draft, id, name, value.span, sink));
    let Some(field) = field else {
        return;
    };
    if draft.model(id).view.is_some() {
        // Refused by the rules for views, whatever the field is.
        draft.model_mut(id).soft_delete = Some((field, span));
        return;
    }
    if let Some((problem, place)) = problem(draft.scalar(field)) {
        let name = draft.scalar(field).name();
        sink.push(
            Diagnostic::error(
                "plx::soft_delete::field",
                format!("`{name}` cannot say when a row was deleted"),
            )
            .at(value.span, "the time of the deletion")
            .at(place, problem)
            .help(format!("write `{name} DateTime?`")),
        );
        return;
    }
    let ignored = match draft.scalar(field) {
        field if field.is_ignored => Some(field.ast.span),
        _ => draft.model(id).ignored,
    };
    if let Some(ignored) = ignored {
        let name = draft.scalar(field).name();
        sink.push(
            Diagnostic::error(
                "plx::soft_delete::ignored",
                format!("programs do not see `{name}`, and cannot write to it"),
            )
            .at(span, "written by programs")
            .at(ignored, "not seen by them")
            .help("take one of the two attributes away"),
        );
        return;
    }
    draft.model_mut(id).soft_delete = Some((field, span));
}

/// Why a field cannot hold the time of a deletion, and where that is seen.
fn problem(field: &ScalarFieldDraft<'_>) -> Option<(&'static str, Span)> {
    let r#type = field.ast.r#type.as_ref();
    let place = r#type.map_or(field.ast.span, |reference| reference.span);
    let is_time = field.r#type == FieldType::Scalar(ScalarType::DateTime)
        && matches!(
            field.column_type(),
            Some(NativeType::Timestamp(_) | NativeType::Timestamptz(_))
        );
    if !is_time {
        return Some(("not a date with a time", place));
    }
    if field.arity != Arity::Optional {
        return Some(("not optional: a row that is there has none", place));
    }
    if let Some((_, span)) = field.generated {
        return Some(("the database computes it always", span));
    }
    if field.default.is_some() || field.is_updated_at {
        return Some(("a new row would have one", field.ast.span));
    }
    None
}
