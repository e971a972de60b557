//! Names in the database that differ in upper and lower case alone.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use crate::{
    Span,
    check::draft::Draft,
    diagnostics::{Diagnostic, Sink},
    schema::{FieldId, Scope},
};

pub(super) fn warn(draft: &Draft<'_>, sink: &mut Sink) {
    let mut scopes: FxHashMap<&Scope, Vec<(&str, Span)>> = FxHashMap::default();
    for model in &draft.models {
        if let Some(scope) = &model.scope {
            let name = &model.database_name;
            scopes
                .entry(scope)
                .or_default()
                .push((&name.text, name.span));
        }
        let columns = model.fields.iter().filter_map(|field| match field {
            FieldId::Scalar(id) => Some(&draft.scalar(*id).database_name),
            FieldId::Relation(_) => None,
        });
        let columns = columns.map(|name| (name.text.as_str(), name.span));
        warn_pairs(columns, UNQUOTED, sink);
    }
    for r#enum in &draft.enums {
        if let Some(scope) = &r#enum.scope {
            let name = &r#enum.database_name;
            scopes
                .entry(scope)
                .or_default()
                .push((&name.text, name.span));
        }
        let labels = r#enum.values.iter();
        let labels = labels.map(|value| (value.database_name.as_str(), value.ast.span));
        warn_pairs(labels, LABELS, sink);
    }
    for names in scopes.into_values() {
        warn_pairs(names.into_iter(), UNQUOTED, sink);
    }
}

/// Why it matters for tables, columns and types.
const UNQUOTED: &str = "SQL without quotes reads both in lower case";

/// And for the labels of an enum, which are always quoted and never the same.
const LABELS: &str = "in the database they are two values, and easily taken for one";

fn warn_pairs<'d>(names: impl Iterator<Item = (&'d str, Span)>, why: &str, sink: &mut Sink) {
    let mut seen: FxHashMap<Cow<'_, str>, (&str, Span)> = FxHashMap::default();
    for (name, span) in names {
        let folded = folded(name);
        let Some((first, first_span)) = seen.get(&folded) else {
            seen.insert(folded, (name, span));
            continue;
        };
        // The same name twice is another matter.
        if *first == name {
            continue;
        }
        sink.push(
            Diagnostic::advice(
                "plx::name::letter_case",
                format!("`{first}` and `{name}` differ in upper and lower case alone"),
            )
            .at(span, "this one")
            .at(*first_span, "and this one")
            .help(format!(
                "give one of them another name in the database: {why}"
            )),
        );
    }
}

/// As PostgreSQL folds: other letters stay as they are.
fn folded(name: &str) -> Cow<'_, str> {
    if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(name.to_ascii_lowercase())
    } else {
        Cow::Borrowed(name)
    }
}
