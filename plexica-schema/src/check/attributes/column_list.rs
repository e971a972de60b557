use std::collections::HashSet;

use crate::{
    Span,
    ast::{Expression, Value},
    check::{
        arguments::{Arguments, Owner},
        draft::{Draft, IndexColumn, ModelField},
        expect, operator_class,
    },
    diagnostics::{Diagnostic, Sink},
    schema::{FieldId, ModelId, ScalarFieldId, SortOrder},
};

/// The columns that an argument such as `[a, b(sort: Desc)]` names.
pub(super) fn read(
    draft: &Draft<'_>,
    model: ModelId,
    value: &Expression,
    owner: Owner<'_>,
    sink: &mut Sink,
) -> Vec<IndexColumn> {
    let items = expect::list(value);
    if items.is_empty() {
        sink.push(
            Diagnostic::error("plx::index::empty", format!("{owner} names no column"))
                .at(value.span, "this list is empty")
                .help("name at least one field, or take the attribute away"),
        );
    }
    let mut columns: Vec<IndexColumn> = Vec::new();
    let mut seen = HashSet::new();
    for item in items {
        let mut sort = None;
        let mut operator_class = None;
        let mut is_partial = false;
        let name = match &item.value {
            Value::Function(function) if function.name.text == "raw" => {
                sink.push(
                    Diagnostic::error(
                        "plx::unsupported::expression_index",
                        "indexes over an expression are not supported yet",
                    )
                    .at(item.span, "asked for here")
                    .help("name a field instead"),
                );
                continue;
            }
            Value::Function(function) => {
                let mut arguments = Arguments::of_function(function);
                sort = arguments
                    .take("sort", sink)
                    .and_then(|value| sort_order(value, sink));
                if let Some(value) = arguments.take("ops", sink) {
                    operator_class = operator_class::read(value, sink);
                    is_partial = operator_class.is_none();
                }
                arguments.finish(sink);
                function.name.text.as_str()
            }
            _ => match expect::word(item, sink) {
                Some(name) => name,
                None => continue,
            },
        };
        let Some(field) = column(draft, model, name, item.span, sink) else {
            continue;
        };
        if !seen.insert(field) {
            sink.push(
                Diagnostic::error(
                    "plx::index::duplicate_column",
                    format!("{owner} names `{name}` twice"),
                )
                .at(item.span, "again here")
                .help("take it away"),
            );
            continue;
        }
        columns.push(IndexColumn {
            field,
            sort,
            operator_class,
            is_partial,
        });
    }
    columns
}

/// The column of this name; anything else is reported.
pub(super) fn column(
    draft: &Draft<'_>,
    model: ModelId,
    name: &str,
    span: Span,
    sink: &mut Sink,
) -> Option<ScalarFieldId> {
    let model = draft.model(model);
    match model.fields_by_name.get(name) {
        Some(ModelField::Scalar(id)) => Some(*id),
        Some(ModelField::Refused) => None,
        Some(ModelField::Relation(id)) => {
            let field = draft.relation_field(*id);
            let columns = field.attribute.fields.as_ref();
            let help = match columns {
                Some(columns) => format!("write `{}`", draft.names(&columns.ids)),
                None => "name the columns of its foreign key instead".to_owned(),
            };
            sink.push(
                Diagnostic::error(
                    "plx::field::not_a_column",
                    format!("`{name}` is a relation, not a column"),
                )
                .at(span, "a column is needed here")
                .at(field.ast.span, "declared here")
                .help(help),
            );
            None
        }
        None => {
            let columns = model.fields.iter().filter_map(|field| match field {
                FieldId::Scalar(id) => Some(draft.scalar(*id).name()),
                FieldId::Relation(_) => None,
            });
            let otherwise = || {
                format!(
                    "declare it in `model {}`, or name another field",
                    model.name
                )
            };
            let help = sink.did_you_mean(name, columns, otherwise);
            sink.push(
                Diagnostic::error(
                    "plx::field::unknown",
                    format!("`{}` has no field `{name}`", model.name),
                )
                .at(span, "unknown field")
                .help(help),
            );
            None
        }
    }
}

pub(super) fn sort_order(value: &Expression, sink: &mut Sink) -> Option<(SortOrder, Span)> {
    match expect::word(value, sink)? {
        "Asc" => Some((SortOrder::Ascending, value.span)),
        "Desc" => Some((SortOrder::Descending, value.span)),
        other => expect::unknown_value("sort", other, &["Asc", "Desc"], value.span, sink),
    }
}
