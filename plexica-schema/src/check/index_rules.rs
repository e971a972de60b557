use std::collections::HashSet;

use super::{
    draft::{Draft, IndexDraft, ScalarFieldDraft},
    operator_class::OperatorClass,
};
use crate::{
    Span,
    diagnostics::{Diagnostic, Sink},
    schema::{Arity, IndexAlgorithm, IndexKind, NativeType},
};

/// `INDEX_MAX_KEYS` of PostgreSQL as it is usually built.
const MAX_COLUMNS: usize = 32;

/// Checks that PostgreSQL can make each index: its access method must have a default operator
/// class for the column (`pg_opclass`), and take what is asked of it.
pub(super) fn check_indexes(draft: &Draft<'_>, sink: &mut Sink) {
    check_xml(draft, sink);
    for index in &draft.indexes {
        let (algorithm, span) = match index.algorithm {
            Some((algorithm, span)) => (algorithm, span),
            None => (IndexAlgorithm::BTree, index.span),
        };
        for column in &index.columns {
            let field = column.field().map(|id| draft.scalar(id));
            if let Some((class, span)) = &column.operator_class {
                if index.kind != IndexKind::Normal && field.is_some() {
                    sink.push(class_of_key(index, *span));
                } else {
                    check_class(index.span, algorithm, field, class, *span, sink);
                }
            } else if let Some(field) = field
                && !column.is_partial
                && !can_index(algorithm, field)
            {
                sink.push(not_indexable(draft, index, algorithm, field));
            }
            let Some((_, sort)) = column.sort else {
                continue;
            };
            if index.kind == IndexKind::Primary {
                sink.push(
                    Diagnostic::error("plx::key::sort", "a primary key has no order")
                        .at(sort, "an order is asked for here")
                        .help("take `sort` away, or write a `@@unique` that has one"),
                );
            } else if algorithm != IndexAlgorithm::BTree {
                sink.push(
                    Diagnostic::error(
                        "plx::index::sort",
                        format!("an index of type `{algorithm:?}` has no order"),
                    )
                    .at(sort, "an order is asked for here")
                    .at(span, "only `BTree` keeps one")
                    .help("take `sort` away, or write `type: BTree`"),
                );
            }
        }
        check_columns(index.span, index.columns.len(), algorithm, sink);
    }
}

/// Nothing can be done about a column of XML in an index: it is the column that is pointed at.
fn check_xml(draft: &Draft<'_>, sink: &mut Sink) {
    let mut reported = HashSet::new();
    for index in &draft.indexes {
        for id in index.fields() {
            let field = draft.scalar(id);
            if field.column_type() == Some(NativeType::Xml) && reported.insert(id) {
                sink.push(
                    Diagnostic::error(
                        "plx::index::xml",
                        format!("the column `{}` is XML, which has no order", field.name()),
                    )
                    .at(field.ast.span, "cannot be in a key or an index")
                    .at(index.span, "asked for here")
                    .help("take the column out of the index, or store it as text"),
                );
            }
        }
    }
}

/// An operator class belongs to an access method, and is for some types. `field` is none for an
/// expression, whose type PostgreSQL alone knows.
pub(super) fn check_class(
    index: Span,
    algorithm: IndexAlgorithm,
    field: Option<&ScalarFieldDraft<'_>>,
    class: &OperatorClass,
    span: Span,
    sink: &mut Sink,
) {
    // PostgreSQL alone knows what it has by other names.
    let OperatorClass::Named(class) = class else {
        return;
    };
    let name = class.name;
    if !class.is_for(algorithm) {
        sink.push(
            Diagnostic::error(
                "plx::index::class_and_method",
                format!("indexes of type `{algorithm:?}` have no operator class `{name}`"),
            )
            .at(index, format!("an index of type `{algorithm:?}`"))
            .at(span, "asked for here")
            .help(format!(
                "write `type: {}`",
                class.methods().replace('`', "")
            )),
        );
    } else if let Some(field) = field
        && !class.fits(field.column_type(), field.arity == Arity::List)
    {
        sink.push(
            Diagnostic::error(
                "plx::index::class_and_type",
                format!("`{name}` is not for the column `{}`", field.name()),
            )
            .at(index, "asked for here")
            .at(field.ast.span, "not a column of its type")
            .help("name the operator class of the column's type, or give the column the `@db.` type that it is for"),
        );
    }
}

/// Prisma's rule, whose keys are of columns.
fn class_of_key(index: &IndexDraft, span: Span) -> Diagnostic {
    Diagnostic::error(
        "plx::index::class_of_key",
        "the columns of a key have no operator class",
    )
    .at(index.span, "this is a key")
    .at(span, "asked for here")
    .help("take `ops` away, or write an `@@index`")
}

/// How many columns an index of a type takes.
pub(super) fn check_columns(index: Span, count: usize, algorithm: IndexAlgorithm, sink: &mut Sink) {
    let is_single = matches!(algorithm, IndexAlgorithm::Hash | IndexAlgorithm::SpGist);
    let max = if is_single { 1 } else { MAX_COLUMNS };
    if count <= max {
        return;
    }
    let help = if is_single {
        "write one index a column, or `type: BTree`".to_owned()
    } else {
        format!("name at most {max} columns")
    };
    sink.push(
        Diagnostic::error(
            "plx::index::too_many_columns",
            format!("{count} columns are more than a key or index of type `{algorithm:?}` takes"),
        )
        .at(index, format!("at most {max}"))
        .help(help),
    );
}

fn not_indexable(
    draft: &Draft<'_>,
    index: &IndexDraft,
    algorithm: IndexAlgorithm,
    field: &ScalarFieldDraft<'_>,
) -> Diagnostic {
    let is_json = matches!(field.column_type(), Some(NativeType::Json));
    let help = if is_json && field.arity != Arity::List {
        let prefix = &draft.settings.datasource.name;
        format!("write `@{prefix}.JsonB` on the column: `JsonB` can be indexed, `Json` cannot")
    } else {
        let others = [
            IndexAlgorithm::BTree,
            IndexAlgorithm::Gin,
            IndexAlgorithm::Hash,
        ];
        match others.into_iter().find(|other| can_index(*other, field)) {
            Some(other) if index.kind == IndexKind::Normal => format!("write `type: {other:?}`"),
            _ => "take the column out of the index".to_owned(),
        }
    };
    Diagnostic::error(
        "plx::index::access_method",
        format!(
            "the column `{}` cannot be in a `{algorithm:?}` index",
            field.name()
        ),
    )
    .at(index.span, "asked for here")
    .at(
        field.ast.span,
        "PostgreSQL has no default operator class for this type",
    )
    .help(help)
}

/// Whether PostgreSQL itself has an operator class for the column.
pub(super) fn can_index(algorithm: IndexAlgorithm, field: &ScalarFieldDraft<'_>) -> bool {
    use NativeType::*;
    if field.is_unsupported() {
        return true;
    }
    let native = field.column_type();
    let is_list = field.arity == Arity::List;
    let is_comparable = !matches!(native, Some(Json));
    match algorithm {
        // XML is reported by itself.
        IndexAlgorithm::BTree => is_comparable,
        IndexAlgorithm::Hash => {
            is_comparable && !matches!(native, Some(Money | Bit(_) | VarBit(_)))
        }
        IndexAlgorithm::Gin => is_list && is_comparable || matches!(native, Some(JsonB)),
        IndexAlgorithm::Gist => false,
        IndexAlgorithm::SpGist => !is_list && matches!(native, Some(Text | VarChar(_) | Inet)),
        IndexAlgorithm::Brin => {
            !is_list
                && !matches!(
                    native,
                    None | Some(Boolean | Citext | Json | JsonB | Money | Xml)
                )
        }
    }
}
