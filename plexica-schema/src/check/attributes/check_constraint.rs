use super::map;
use crate::{
    check::{
        attribute_list::Taken,
        draft::{CheckDraft, Draft},
        expect, sql_text,
    },
    diagnostics::{Diagnostic, Sink},
    schema::ModelId,
};

const EXAMPLE: &str = "@@check(\"price > 0\", map: \"price_is_positive\")";

/// `@@check("price > 0", map: "price_is_positive")`. It has a name, since the database speaks of it
/// by that name alone.
pub(super) fn check(draft: &mut Draft<'_>, id: ModelId, mut taken: Taken<'_>, sink: &mut Sink) {
    let condition = taken.arguments.take_first("sql", sink);
    let name = taken.arguments.take("map", sink);
    taken.arguments.finish(sink);
    for (argument, value) in [("sql", condition), ("map", name)] {
        if value.is_none() {
            let span = taken.ast.span;
            sink.push(expect::missing("`@@check`", span, argument, EXAMPLE));
        }
    }
    let condition = condition.and_then(|value| {
        let sql = expect::string(value, sink)?;
        if sql.trim().is_empty() {
            sink.push(
                Diagnostic::error("plx::check::empty", "a check says nothing")
                    .at(value.span, "nothing between the quotes")
                    .help(format!("write a condition, as in `{EXAMPLE}`")),
            );
            return None;
        }
        sql_text::check(sql, value.span, sink).then(|| sql.to_owned())
    });
    let name = name.and_then(|value| map::database_name(value, sink));
    if let (Some(condition), Some(name)) = (condition, name) {
        let checks = &mut draft.model_mut(id).checks;
        checks.push(CheckDraft { name, condition });
    }
}
