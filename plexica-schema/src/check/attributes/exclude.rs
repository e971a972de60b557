use super::{
    column_list::{self, Class},
    index, map, predicate,
};
use crate::{
    Span,
    ast::Expression,
    check::{
        attribute_list::Taken,
        draft::{Draft, ExclusionDraft, ExclusionElementDraft},
        expect,
    },
    diagnostics::{Diagnostic, Sink},
    schema::{IndexAlgorithm, ModelId},
};

const EXAMPLE: &str = "@@exclude([roomId(op: \"=\"), raw(\"tsrange(starts, ends)\", op: \"&&\")], map: \"no_overlap\")";
const ITEM: &str = "raw(\"tsrange(starts, ends)\", op: \"&&\")";

/// `@@exclude([roomId(op: "="), raw("tsrange(starts, ends)", op: "&&")], map: "no_overlap")`.
pub(super) fn check(draft: &mut Draft<'_>, id: ModelId, mut taken: Taken<'_>, sink: &mut Sink) {
    let span = taken.ast.span;
    let arguments = &mut taken.arguments;
    let list = arguments.take_first("fields", sink);
    let algorithm = arguments.take("type", sink);
    let predicate = arguments.take("where", sink);
    let name = arguments.take("map", sink);
    taken.arguments.finish(sink);
    let predicate = predicate.and_then(|value| predicate::read(draft, id, value, sink));
    let algorithm = match algorithm {
        None => Some((IndexAlgorithm::Gist, span)),
        Some(value) => index::algorithm_of(value, sink).map(|found| (found, value.span)),
    };
    let map = name.and_then(|value| map::database_name(value, sink));
    let Some(list) = list else {
        sink.push(expect::missing("`@@exclude`", span, "fields", EXAMPLE));
        return;
    };
    let elements = elements(draft, id, list, sink);
    let has_expression = elements.iter().any(|element| element.field().is_none());
    if has_expression && name.is_none() {
        sink.push(
            Diagnostic::error(
                "plx::exclude::unnamed",
                "an exclusion constraint over an expression has no columns to be named by",
            )
            .at(span, "`map` is missing")
            .at(list.span, "an expression is in here")
            .help(format!("give it a name, as in `{EXAMPLE}`")),
        );
    }
    if let Some(algorithm) = algorithm
        && !elements.is_empty()
    {
        draft.model_mut(id).exclusions.push(ExclusionDraft {
            span,
            elements,
            algorithm,
            predicate,
            map,
        });
    }
}

fn elements(
    draft: &Draft<'_>,
    id: ModelId,
    list: &Expression,
    sink: &mut Sink,
) -> Vec<ExclusionElementDraft> {
    let items = expect::list(list);
    if items.is_empty() {
        sink.push(
            Diagnostic::error("plx::index::empty", "`@@exclude` names no column")
                .at(list.span, "this list is empty")
                .help(format!("write what is compared, as in `{EXAMPLE}`")),
        );
    }
    let mut elements = Vec::with_capacity(items.len());
    for item in items {
        let (indexed, arguments) = column_list::indexed(draft, id, item, ITEM, sink);
        let mut class = Class::default();
        let mut operator = None;
        if let Some(mut arguments) = arguments {
            operator = arguments.take("op", sink);
            class = Class::take(&mut arguments, sink);
            arguments.finish(sink);
        }
        let Some(indexed) = indexed else {
            continue;
        };
        let Some(value) = operator else {
            sink.push(
                Diagnostic::error(
                    "plx::exclude::operator",
                    "nothing says how two rows are compared",
                )
                .at(item.span, "`op` is missing")
                .help(
                    "write the operator that no two rows may answer with true: `roomId(op: \"=\")`",
                ),
            );
            continue;
        };
        let Some(operator) = expect::string(value, sink) else {
            continue;
        };
        if let Some(problem) = operator_problem(operator) {
            sink.push(
                Diagnostic::error(
                    "plx::exclude::operator",
                    format!("`{operator}` is no operator: {problem}"),
                )
                .at(value.span, "an operator of PostgreSQL's is needed here")
                .help("write one such as `=`, `&&` or `<>`"),
            );
            continue;
        }
        elements.push(ExclusionElementDraft {
            indexed,
            span: item.span,
            operator: operator.to_owned(),
            operator_class: class.given,
            is_partial: class.is_refused,
        });
    }
    elements
}

/// Why PostgreSQL's scanner would not read an operator's name as one (manual, section 4.1.3).
fn operator_problem(operator: &str) -> Option<&'static str> {
    const OF_OPERATORS: &str = "+-*/<>=~!@#%^&|`?";
    const SETS_APART: &str = "~!@#%^&|`?";
    if operator.is_empty() {
        return Some("nothing is in it");
    }
    if !operator.chars().all(|c| OF_OPERATORS.contains(c)) {
        return Some("a character in it is in none");
    }
    if operator.len() > plexica_ident::MAX_IDENTIFIER_BYTES {
        return Some("it is too long");
    }
    if operator.contains("--") || operator.contains("/*") {
        return Some("a comment begins in it");
    }
    let ends_in_sign = operator.len() > 1 && operator.ends_with(['+', '-']);
    if ends_in_sign && !operator.contains(|c| SETS_APART.contains(c)) {
        return Some("it ends in a sign, which belongs to what follows");
    }
    None
}

/// The span of a constraint's name, or of what it is made from.
pub(in crate::check) fn name_span(exclusion: &ExclusionDraft) -> Span {
    exclusion
        .map
        .as_ref()
        .map_or(exclusion.span, |map| map.span)
}

#[cfg(test)]
mod tests {
    use super::operator_problem;

    #[test]
    fn an_operator_is_what_postgresql_reads_as_one() {
        for operator in ["=", "&&", "<>", "-|-", "@-", "-", "<<=", "?&"] {
            assert_eq!(operator_problem(operator), None, "{operator}");
        }
        let long = "=".repeat(64);
        for operator in [
            "", "a", "= ", "=)", "--", "=--", "/*", "=-", "OR", "=,", &long,
        ] {
            assert!(operator_problem(operator).is_some(), "{operator}");
        }
    }
}
