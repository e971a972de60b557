use super::{generated, ignore, index, map, native_type, rust_type, version};
use crate::{
    Span,
    check::{attribute_list::Attributes, default, draft::Draft},
    diagnostics::{Diagnostic, Sink},
    schema::{Arity, FieldType, IndexKind, ScalarFieldId, ScalarType},
};

/// The attributes of a field that is a column.
pub(super) fn check(draft: &mut Draft<'_>, id: ScalarFieldId, sink: &mut Sink) {
    let field = draft.scalar(id);
    let ast = field.ast;
    let mut attributes = Attributes::of_field(ast, "a column");
    if let Some(name) = map::take(&mut attributes, sink) {
        draft.scalar_fields[id.index()].database_name = name;
    }
    if let Some(taken) = attributes.take("id", sink) {
        index::check_field(draft, id, IndexKind::Primary, taken, sink);
    }
    if let Some(taken) = attributes.take("unique", sink) {
        index::check_field(draft, id, IndexKind::Unique, taken, sink);
    }
    let natives = attributes.take_dotted(&draft.settings.datasource.name);
    if draft.scalar(id).native_type.is_some() {
        native_type::refuse_second(draft, id, natives, sink);
    } else {
        let native = native_type::check(draft, id, natives, sink);
        draft.scalar_fields[id.index()].native_type = native;
    }
    let mut updated_at_span = None;
    if let Some(taken) = attributes.take("updatedAt", sink) {
        taken.arguments.finish(sink);
        updated_at_span = Some(taken.ast.span);
        updated_at(draft, id, taken.ast.span, sink);
    }
    let mut default_span = None;
    if let Some(taken) = attributes.take("default", sink) {
        default_span = Some(taken.ast.span);
        let default = default::check(draft, id, taken, sink);
        draft.scalar_fields[id.index()].default = default;
    }
    if let Some(taken) = attributes.take("ignore", sink) {
        ignore::check_column(draft, id, taken, sink);
    }
    let mut version_span = None;
    if let Some(taken) = attributes.take("version", sink) {
        version_span = Some(taken.ast.span);
        version::check(draft, id, taken, default_span, sink);
    }
    if let Some(taken) = attributes.take("generated", sink) {
        let others = [
            ("default", default_span),
            ("updatedAt", updated_at_span),
            ("version", version_span),
        ];
        generated::check(draft, id, taken, &others, sink);
    }
    if let Some(taken) = attributes.take("rust", sink) {
        rust_type::check(draft, id, taken, sink);
    }
    for taken in attributes.take_dotted_other() {
        native_type::refuse_prefix(draft, taken, sink);
    }
    for taken in attributes.take_unbuilt("relation") {
        taken.arguments.discard();
        let r#type = ast
            .r#type
            .as_ref()
            .map_or("", |reference| &reference.name.text);
        sink.push(
            Diagnostic::error(
                "plx::relation::on_column",
                format!(
                    "`@relation` stands on `{}`, which is a column",
                    ast.name.text
                ),
            )
            .at(taken.ast.span, format!("`{type}` is not a model"))
            .help(
                "write it on a field whose type is a model, and name this column in its `fields`",
            ),
        );
    }
    attributes.finish(sink);
}

fn updated_at(draft: &mut Draft<'_>, id: ScalarFieldId, span: Span, sink: &mut Sink) {
    let field = &mut draft.scalar_fields[id.index()];
    let is_time = field.r#type == FieldType::Scalar(ScalarType::DateTime);
    if is_time && field.arity != Arity::List {
        field.is_updated_at = true;
        return;
    }
    sink.push(
        Diagnostic::error(
            "plx::attribute::updated_at",
            format!(
                "`@updatedAt` needs a `DateTime`, and `{}` is none",
                field.name()
            ),
        )
        .at(span, "asked for here")
        .at(
            field
                .ast
                .r#type
                .as_ref()
                .map_or(span, |reference| reference.span),
            "the field's type",
        )
        .help(format!("write `{} DateTime @updatedAt`", field.name())),
    );
}
