use super::{column_list, index_expression, map, predicate};
use crate::{
    Span,
    ast::{Expression, Name},
    check::{
        attribute_list::Taken,
        draft::{Draft, IndexColumn, IndexDraft},
        expect,
        names::check_identifier,
    },
    diagnostics::{Diagnostic, Sink},
    schema::{Arity, IndexAlgorithm, IndexId, IndexKind, Indexed, ModelId, ScalarFieldId, to_u32},
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
    let predicate = match kind {
        IndexKind::Primary => None,
        _ => taken.arguments.take("where", sink),
    };
    let model = draft.scalar(field).model;
    let (kind, predicate) = predicate::of(draft, model, kind, predicate, sink);
    let index = IndexDraft {
        model,
        kind,
        span: taken.ast.span,
        columns: vec![IndexColumn {
            indexed: Indexed::Field(field),
            sort: sort.and_then(|value| column_list::sort_order(value, sink)),
            operator_class: None,
            is_partial: false,
        }],
        name: None,
        map: map.and_then(|value| map::database_name(value, sink)),
        algorithm: None,
        predicate,
    };
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
        _ => None,
    };
    let predicate = match kind {
        IndexKind::Primary => None,
        _ => arguments.take("where", sink),
    };
    let owner = arguments.owner();
    taken.arguments.finish(sink);
    let Some(fields) = fields else {
        let example = owner.with_arguments("[a, b]");
        sink.push(expect::missing(owner, taken.ast.span, "fields", &example));
        draft.model_mut(model).is_partial = true;
        return;
    };
    let is_named = map.is_some() || kind == IndexKind::Normal && name.is_some();
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
    let (kind, predicate) = predicate::of(draft, model, kind, predicate, sink);
    let columns = column_list::read(draft, model, fields, owner, sink);
    if columns.is_empty() {
        draft.model_mut(model).is_partial = true;
        return;
    }
    let mut index = IndexDraft {
        model,
        kind,
        span: taken.ast.span,
        columns,
        name: client_name,
        map,
        algorithm: algorithm.and_then(|value| Some((algorithm_of(value, sink)?, value.span))),
        predicate,
    };
    if index.has_expression() {
        index.kind = index_expression::kind_of(&index, is_named, fields.span, owner, sink);
    }
    add(draft, index, sink);
}

fn check_client_name(draft: &Draft<'_>, model: ModelId, name: &str, span: Span, sink: &mut Sink) {
    let name = Name {
        text: name.to_owned(),
        span,
    };
    check_identifier(&name, "key", sink);
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
            .at(draft.model(model).span(), "has a field of this name")
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
    for id in index.fields() {
        let field = draft.scalar(id);
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
            .at(index.span, "the primary key")
            .at(
                r#type.map_or(index.span, |reference| reference.span),
                format!("this is {what}"),
            )
            .help(format!(
                "write `{} {}`",
                field.name(),
                r#type.map_or("", |reference| &reference.name.text)
            )),
        );
    }
}

/// The access method that `type` names.
pub(super) fn algorithm_of(value: &Expression, sink: &mut Sink) -> Option<IndexAlgorithm> {
    const NAMES: [&str; 6] = ["BTree", "Hash", "Gist", "Gin", "SpGist", "Brin"];
    Some(match expect::word(value, sink)? {
        "BTree" => IndexAlgorithm::BTree,
        "Hash" => IndexAlgorithm::Hash,
        "Gist" => IndexAlgorithm::Gist,
        "Gin" => IndexAlgorithm::Gin,
        "SpGist" => IndexAlgorithm::SpGist,
        "Brin" => IndexAlgorithm::Brin,
        other => return expect::unknown_value("type", other, &NAMES, value.span, sink),
    })
}
