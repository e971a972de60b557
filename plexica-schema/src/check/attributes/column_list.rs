use rustc_hash::FxHashSet;

use super::raw_sql;
use crate::{
    Span,
    ast::{Expression, Value},
    check::{
        arguments::{Arguments, Owner},
        draft::{Draft, IndexColumn, ModelField},
        expect,
        operator_class::{self, OperatorClass},
    },
    diagnostics::{Diagnostic, Sink},
    schema::{FieldId, Indexed, ModelId, ScalarFieldId, SortOrder},
};

/// An item that is an expression.
const EXAMPLE: &str = "raw(\"lower(email)\")";

/// The columns that an argument such as `[a, b(sort: Desc), raw("lower(c)")]` names.
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
    let mut named = FxHashSet::default();
    for item in items {
        let mut sort = None;
        let mut class = Class::default();
        let (indexed, arguments) = indexed(draft, model, item, EXAMPLE, sink);
        if let Some(mut arguments) = arguments {
            sort = arguments
                .take("sort", sink)
                .and_then(|value| sort_order(value, sink));
            class = Class::take(&mut arguments, sink);
            arguments.finish(sink);
        }
        let Some(indexed) = indexed else {
            continue;
        };
        if let Indexed::Field(id) = indexed
            && !named.insert(id)
        {
            let name = draft.scalar(id).name();
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
            indexed,
            sort,
            operator_class: class.given,
            is_partial: class.is_refused,
        });
    }
    columns
}

/// What an item of a list of columns names, and its further arguments: `a`, `a(sort: Desc)`,
/// `raw("lower(a)", sort: Desc)`. `example` is an item with an expression.
pub(super) fn indexed<'a>(
    draft: &Draft<'_>,
    model: ModelId,
    item: &'a Expression,
    example: &str,
    sink: &mut Sink,
) -> (Option<Indexed<ScalarFieldId>>, Option<Arguments<'a>>) {
    let (name, arguments) = match &item.value {
        Value::Function(function) => {
            let mut arguments = Arguments::of_function(function);
            if function.name.text == "raw" {
                let sql = raw_sql::take(function, &mut arguments, example, sink);
                return (sql.map(Indexed::Expression), Some(arguments));
            }
            (function.name.text.as_str(), Some(arguments))
        }
        _ => match expect::word(item, sink) {
            Some(name) => (name, None),
            None => return (None, None),
        },
    };
    let field = column(draft, model, name, item.span, sink);
    (field.map(Indexed::Field), arguments)
}

/// What `ops` says.
#[derive(Default)]
pub(super) struct Class {
    pub(super) given: Option<(OperatorClass, Span)>,
    /// Something was said, and is refused.
    pub(super) is_refused: bool,
}

impl Class {
    pub(super) fn take(arguments: &mut Arguments<'_>, sink: &mut Sink) -> Self {
        let Some(value) = arguments.take("ops", sink) else {
            return Self::default();
        };
        let given = operator_class::read(value, sink);
        Self {
            is_refused: given.is_none(),
            given,
        }
    }
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
