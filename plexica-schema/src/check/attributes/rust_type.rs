use crate::{
    check::{attribute_list::Taken, draft::Draft, expect, rust_type},
    diagnostics::{Diagnostic, Sink},
    schema::{FieldType, NativeType, ScalarFieldId, ScalarType},
};

const EXAMPLE: &str = "@rust(\"crate::billing::Address\")";

/// `@rust("crate::billing::Address")`.
pub(super) fn check(
    draft: &mut Draft<'_>,
    id: ScalarFieldId,
    mut taken: Taken<'_>,
    sink: &mut Sink,
) {
    let span = taken.ast.span;
    let value = taken.arguments.take_first("type", sink);
    taken.arguments.finish(sink);
    let field = draft.scalar(id);
    if !can_be_typed(&field.r#type, field.column_type()) {
        let r#type = field.ast.r#type.as_ref();
        sink.push(
            Diagnostic::error(
                "plx::rust_type::column",
                format!("`{}` has a Rust type already", field.name()),
            )
            .at(span, "another one is asked for here")
            .at(
                r#type.map_or(span, |reference| reference.span),
                "neither `Json` nor a `String` that is text in the database",
            )
            .help("take the attribute away, or make the field a `Json` or a `String`"),
        );
        return;
    }
    let Some(value) = value else {
        sink.push(expect::missing("`@rust`", span, "type", EXAMPLE));
        return;
    };
    let Some(text) = expect::string(value, sink) else {
        return;
    };
    match rust_type::read(text) {
        Ok(found) => draft.scalar_fields[id.index()].rust_type = Some(found),
        Err(problem) => sink.push(
            Diagnostic::error(
                "plx::rust_type::path",
                format!("`{text}` is not a Rust type that generated code can name: {problem}"),
            )
            .at(value.span, "a path that says where it begins is needed here")
            .help("write it from the crate's root, as in `crate::billing::Address`, or from a crate's name, as in `::url::Url`"),
        ),
    }
}

/// The client reads and writes these as JSON and as text; it has a type of its own for the others.
fn can_be_typed(r#type: &FieldType, column: Option<NativeType>) -> bool {
    match r#type {
        FieldType::Scalar(ScalarType::Json) => true,
        FieldType::Scalar(ScalarType::String) => {
            !matches!(column, Some(NativeType::Uuid | NativeType::Inet))
        }
        _ => false,
    }
}
