use super::raw_sql;
use crate::{
    Span,
    check::{attribute_list::Taken, draft::Draft, expect},
    diagnostics::{Diagnostic, Sink},
    schema::ScalarFieldId,
};

const EXAMPLE: &str = "@generated(\"price * amount\")";

/// `@generated("price * amount")`. `others` are the attributes that give the column a value too.
pub(super) fn check(
    draft: &mut Draft<'_>,
    id: ScalarFieldId,
    mut taken: Taken<'_>,
    others: &[(&'static str, Option<Span>)],
    sink: &mut Sink,
) {
    let span = taken.ast.span;
    let value = taken.arguments.take_first("sql", sink);
    taken.arguments.finish(sink);
    if value.is_none() {
        sink.push(expect::missing("`@generated`", span, "sql", EXAMPLE));
    }
    for (name, other) in others {
        let Some(other) = other else { continue };
        sink.push(
            Diagnostic::error(
                "plx::generated::other_value",
                format!(
                    "`{}` is generated, and cannot have `@{name}`",
                    draft.scalar(id).name()
                ),
            )
            .at(*other, "another value")
            .at(span, "the database computes it always")
            .help("take one of them away"),
        );
    }
    let sql = value.and_then(|value| raw_sql::expression(value, EXAMPLE, sink));
    draft.scalar_fields[id.index()].generated = sql.map(|sql| (sql, span));
}
