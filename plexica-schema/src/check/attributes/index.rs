use super::map;
use crate::{
    Span,
    ast::{Expression, Value},
    check::{
        arguments::Arguments,
        attribute_list::Taken,
        draft::{Draft, IndexColumn, IndexDraft, ModelField},
        expect,
    },
    diagnostics::{Diagnostic, Sink, did_you_mean},
    schema::{
        Arity, FieldId, IndexAlgorithm, IndexId, IndexKind, ModelId, ScalarFieldId, SortOrder,
        to_u32,
    },
};

/// `@id` or `@unique` on a field.
pub(super) fn check_field(
    draft: &mut Draft<'_>,
    field: ScalarFieldId,
    kind: IndexKind,
    mut taken: Taken<'_>,
    sink: &mut Sink,
) {
    let map = taken.arguments.take("map", sink);
    let sort = taken.arguments.take("sort", sink);
    let index = IndexDraft {
        model: draft.scalar(field).model,
        kind,
        span: taken.ast.span,
        fields: vec![IndexColumn {
            field,
            sort: sort.and_then(|value| sort_order(value, sink)),
        }],
        name: None,
        map: map.and_then(|value| map::database_name(value, sink)),
        algorithm: None,
    };
    refuse_unbuilt(&mut taken.arguments, sink);
    taken.arguments.finish(sink);
    add(draft, index, sink);
}

/// `@@id`, `@@unique` or `@@index` on a model.
pub(super) fn check_block(
    draft: &mut Draft<'_>,
    model: ModelId,
    kind: IndexKind,
    mut taken: Taken<'_>,
    sink: &mut Sink,
) {
    let arguments = &mut taken.arguments;
    let fields = arguments.take_first("fields", sink);
    let map = arguments.take("map", sink);
    // An index has no name in the client. Prisma reads one as `map`, for old schemas.
    let name = arguments.take("name", sink);
    let algorithm = match kind {
        IndexKind::Normal => arguments.take("type", sink),
        IndexKind::Primary | IndexKind::Unique => None,
    };
    refuse_unbuilt(arguments, sink);
    let owner = arguments.owner().to_owned();
    taken.arguments.finish(sink);
    let Some(fields) = fields else {
        let example = format!("{}([a, b])", owner.trim_matches('`'));
        sink.push(expect::missing(&owner, taken.ast.span, "fields", &example));
        draft.model_mut(model).is_partial = true;
        return;
    };
    let mut map = map.and_then(|value| map::database_name(value, sink));
    let mut client_name = None;
    match (name, kind) {
        (None, _) => {}
        (Some(value), IndexKind::Normal) if map.is_none() => {
            map = map::database_name(value, sink);
        }
        (Some(value), IndexKind::Normal) => sink.push(
            Diagnostic::error(
                "plx::index::name_and_map",
                "an index has one name, that in the database",
            )
            .at(value.span, "a second name")
            .help("take `name` away, and keep `map`"),
        ),
        (Some(value), _) => {
            client_name = expect::string(value, sink).map(|name| (name.to_owned(), value.span));
        }
    }
    if let Some((name, span)) = &client_name {
        check_client_name(draft, model, name, *span, sink);
    }
    let columns = columns(draft, model, fields, &owner, sink);
    if columns.is_empty() {
        draft.model_mut(model).is_partial = true;
        return;
    }
    let index = IndexDraft {
        model,
        kind,
        span: taken.ast.span,
        fields: columns,
        name: client_name,
        map,
        algorithm: algorithm.and_then(|value| Some((algorithm_of(value, sink)?, value.span))),
    };
    add(draft, index, sink);
}

fn check_client_name(draft: &Draft<'_>, model: ModelId, name: &str, span: Span, sink: &mut Sink) {
    let name = crate::ast::Name {
        text: name.to_owned(),
        span,
    };
    crate::check::names::check_identifier(&name, "key", sink);
    if draft
        .model(model)
        .fields_by_name
        .contains_key(name.text.as_str())
    {
        sink.push(
            Diagnostic::error(
                "plx::key::name",
                format!(
                    "the key is named `{}`, like a field of the model",
                    name.text
                ),
            )
            .at(span, "the client could not tell them apart")
            .help("choose another `name`"),
        );
    }
}

fn add(draft: &mut Draft<'_>, index: IndexDraft, sink: &mut Sink) {
    if index.kind == IndexKind::Primary {
        check_primary_columns(draft, &index, sink);
    }
    let id = IndexId(to_u32(draft.indexes.len()));
    draft.model_mut(index.model).indexes.push(id);
    draft.indexes.push(index);
}

fn check_primary_columns(draft: &Draft<'_>, index: &IndexDraft, sink: &mut Sink) {
    for column in &index.fields {
        let field = draft.scalar(column.field);
        let what = match field.arity {
            Arity::Required => continue,
            Arity::Optional => "optional",
            Arity::List => "a list",
        };
        let r#type = field.ast.r#type.as_ref();
        sink.push(
            Diagnostic::error(
                "plx::key::primary_column",
                format!(
                    "`{}` is {what}, and cannot be in a primary key",
                    field.name()
                ),
            )
            .at(
                r#type.map_or(index.span, |reference| reference.span),
                format!("this is {what}"),
            )
            .at(index.span, "the primary key")
            .help(format!(
                "write `{} {}`",
                field.name(),
                r#type.map_or("", |reference| &reference.name.text)
            )),
        );
    }
}

/// The columns that an argument such as `[a, b(sort: Desc)]` names.
fn columns(
    draft: &Draft<'_>,
    model: ModelId,
    value: &Expression,
    owner: &str,
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
    for item in items {
        let mut sort = None;
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
                refuse_unbuilt(&mut arguments, sink);
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
        if columns.iter().any(|column| column.field == field) {
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
        columns.push(IndexColumn { field, sort });
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
            sink.push(
                Diagnostic::error(
                    "plx::field::unknown",
                    format!("`{}` has no field `{name}`", model.name),
                )
                .at(span, "unknown field")
                .help(did_you_mean(name, columns, otherwise)),
            );
            None
        }
    }
}

fn sort_order(value: &Expression, sink: &mut Sink) -> Option<(SortOrder, Span)> {
    match expect::word(value, sink)? {
        "Asc" => Some((SortOrder::Ascending, value.span)),
        "Desc" => Some((SortOrder::Descending, value.span)),
        other => unknown_value("sort", other, &["Asc", "Desc"], value.span, sink),
    }
}

fn algorithm_of(value: &Expression, sink: &mut Sink) -> Option<IndexAlgorithm> {
    const NAMES: [&str; 6] = ["BTree", "Hash", "Gist", "Gin", "SpGist", "Brin"];
    Some(match expect::word(value, sink)? {
        "BTree" => IndexAlgorithm::BTree,
        "Hash" => IndexAlgorithm::Hash,
        "Gist" => IndexAlgorithm::Gist,
        "Gin" => IndexAlgorithm::Gin,
        "SpGist" => IndexAlgorithm::SpGist,
        "Brin" => IndexAlgorithm::Brin,
        other => return unknown_value("type", other, &NAMES, value.span, sink),
    })
}

/// Reports a word that an argument does not know.
pub(super) fn unknown_value<T>(
    argument: &str,
    found: &str,
    known: &[&str],
    span: Span,
    sink: &mut Sink,
) -> Option<T> {
    let otherwise = || {
        let names: Vec<_> = known.iter().map(|name| format!("`{name}`")).collect();
        format!("write one of {}", names.join(", "))
    };
    sink.push(
        Diagnostic::error(
            "plx::argument::value",
            format!("`{found}` is not a value of `{argument}`"),
        )
        .at(span, "unknown value")
        .help(did_you_mean(found, known.iter().copied(), otherwise)),
    );
    None
}

/// Arguments of indexes that are not built yet.
fn refuse_unbuilt(arguments: &mut Arguments<'_>, sink: &mut Sink) {
    let unbuilt = [
        (
            "ops",
            "plx::unsupported::operator_class",
            "operator classes",
        ),
        (
            "where",
            "plx::unsupported::partial_index",
            "partial indexes",
        ),
    ];
    for (name, code, what) in unbuilt {
        if let Some(argument) = arguments.take_unbuilt(name) {
            sink.push(
                Diagnostic::error(code, format!("{what} are not supported yet"))
                    .at(argument.span, "asked for here")
                    .help(format!(
                        "take `{name}` away, and write the index into a migration"
                    )),
            );
        }
    }
}
