use crate::{
    Span,
    check::{attribute_list::Taken, draft::Draft},
    diagnostics::{Diagnostic, Sink},
    schema::{Arity, DefaultValue, FieldType, NativeType, ScalarFieldId, ScalarType},
};

/// `@version`: the column counts the updates of its row. `default` is where its `@default` stands.
pub(super) fn check(
    draft: &mut Draft<'_>,
    id: ScalarFieldId,
    taken: Taken<'_>,
    default: Option<Span>,
    sink: &mut Sink,
) {
    let span = taken.ast.span;
    taken.arguments.finish(sink);
    let field = draft.scalar(id);
    let (name, model) = (field.name(), field.model);
    let is_number = matches!(
        field.r#type,
        FieldType::Scalar(ScalarType::Int | ScalarType::BigInt)
    ) && field.column_type() != Some(NativeType::Oid);
    if !is_number || field.arity != Arity::Required {
        let r#type = field.ast.r#type.as_ref();
        sink.push(
            Diagnostic::error(
                "plx::version::column",
                format!("`@version` needs a required `Int` or `BigInt`, and `{name}` is none"),
            )
            .at(span, "asked for here")
            .at(
                r#type.map_or(span, |reference| reference.span),
                "the field's type",
            )
            .help(format!("write `{name} Int @version`")),
        );
        return;
    }
    let is_constant = match &field.default {
        None => true,
        Some(value) => matches!(value, DefaultValue::Integer(_)),
    };
    if let Some(default) = default.filter(|_| !is_constant) {
        sink.push(
            Diagnostic::error(
                "plx::version::default",
                format!("the first version in `{name}` must be a number"),
            )
            .at(default, "not a number")
            .at(span, "counts from it")
            .help("write `@default(1)`, or take it away: the first version is 0 then"),
        );
        return;
    }
    if let Some((first, first_span)) = draft.model(model).version {
        let first = draft.scalar(first).name();
        sink.push(
            Diagnostic::error(
                "plx::version::second",
                format!("`{first}` counts the updates of this model already"),
            )
            .at(span, "again here")
            .at(first_span, "first here")
            .help("take one of them away"),
        );
        return;
    }
    if default.is_none() {
        let first = DefaultValue::Integer("0".to_owned());
        draft.scalar_fields[id.index()].default = Some(first);
    }
    draft.model_mut(model).version = Some((id, span));
}
