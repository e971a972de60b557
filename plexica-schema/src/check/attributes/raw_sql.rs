use crate::{
    ast::{Expression, Function},
    check::{
        arguments::{Arguments, Owner},
        expect, sql_text,
    },
    diagnostics::{Diagnostic, Sink},
};

/// The SQL that `raw("…")` holds, which is its first argument; `arguments` are those of the call.
pub(super) fn take(
    function: &Function,
    arguments: &mut Arguments<'_>,
    example: &str,
    sink: &mut Sink,
) -> Option<String> {
    let Some(value) = arguments.take_unnamed() else {
        let span = function.arguments.span;
        sink.push(expect::missing(
            Owner::Function("raw"),
            span,
            "sql",
            example,
        ));
        return None;
    };
    expression(value, example, sink)
}

/// A string that holds one SQL expression.
pub(super) fn expression(value: &Expression, example: &str, sink: &mut Sink) -> Option<String> {
    let sql = expect::string(value, sink)?;
    if sql.trim().is_empty() {
        sink.push(
            Diagnostic::error("plx::sql::empty", "this SQL says nothing")
                .at(value.span, "nothing between the quotes")
                .help(format!("write an expression, as in `{example}`")),
        );
        return None;
    }
    sql_text::check(sql, value.span, sink).then(|| sql.to_owned())
}
