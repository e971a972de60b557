//! `@default`, checked against the type of its column.

mod decimal_text;
mod function;
mod literal;
mod sequence;
mod text_formats;

use super::{
    attribute_list::Taken,
    draft::{Draft, ScalarFieldDraft},
};
use crate::{
    ast::{Expression, Value},
    diagnostics::{Diagnostic, Sink},
    schema::{Arity, DefaultValue, ScalarFieldId},
};

/// What `@default(…)` says; nothing where it does not fit.
pub(super) fn check(
    draft: &Draft<'_>,
    field: ScalarFieldId,
    mut taken: Taken<'_>,
    sink: &mut Sink,
) -> Option<DefaultValue> {
    let value = taken.arguments.take_first("value", sink);
    taken.arguments.finish(sink);
    let field = draft.scalar(field);
    let Some(value) = value else {
        let diagnostic = Diagnostic::error(
            "plx::default::missing",
            "`@default` does not say which value",
        );
        let help = literal::example(draft, field);
        sink.push(
            diagnostic
                .at(taken.ast.span, "a value is missing")
                .help(help),
        );
        return None;
    };
    match (&value.value, field.arity) {
        (Value::Function(call), _) => function::check(field, value, call, sink),
        (Value::Array(items), Arity::List) if !field.is_unsupported() => {
            let items: Vec<_> = items
                .iter()
                .map(|item| literal::check(draft, field, item, sink))
                .collect();
            let values: Option<Vec<_>> = items.into_iter().collect();
            values.map(DefaultValue::List)
        }
        (_, Arity::List) if !field.is_unsupported() => {
            let help = "write a list: `@default([])`, `@default([a, b])`";
            mismatch(field, value, help, sink)
        }
        (Value::Array(_), _) if !field.is_unsupported() => {
            let help = "write one value; only a list column has a list as its default";
            mismatch(field, value, help, sink)
        }
        _ => literal::check(draft, field, value, sink),
    }
}

/// Reports a default that does not fit its column.
fn mismatch<T>(
    field: &ScalarFieldDraft<'_>,
    value: &Expression,
    help: impl Into<String>,
    sink: &mut Sink,
) -> Option<T> {
    let span = field
        .ast
        .r#type
        .as_ref()
        .map_or(value.span, |r#type| r#type.span);
    let diagnostic = Diagnostic::error(
        "plx::default::type",
        format!("this default does not fit the column `{}`", field.name()),
    );
    sink.push(
        diagnostic
            .at(value.span, format!("this is {}", value.describe()))
            .at(span, "the column's type")
            .help(help),
    );
    None
}
