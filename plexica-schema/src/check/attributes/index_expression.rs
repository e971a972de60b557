use crate::{
    Span,
    check::{arguments::Owner, draft::IndexDraft},
    diagnostics::{Diagnostic, Sink},
    schema::IndexKind,
};

/// The kind of an index with an expression in it. `is_named`: whether it has a name in the database.
pub(super) fn kind_of(
    index: &IndexDraft,
    is_named: bool,
    columns: Span,
    owner: Owner<'_>,
    sink: &mut Sink,
) -> IndexKind {
    if index.kind == IndexKind::Primary {
        sink.push(
            Diagnostic::error("plx::key::expression", "a primary key is of columns")
                .at(columns, "an expression is no column")
                .help("name fields only, and write a `@@unique` over the expression beside it"),
        );
        return IndexKind::Primary;
    }
    if !is_named {
        let example = owner.with_arguments("[raw(\"lower(email)\")], map: \"users_email_lower\"");
        sink.push(
            Diagnostic::error(
                "plx::index::unnamed_expression",
                "an index over an expression has no columns to be named by",
            )
            .at(index.span, "`map` is missing")
            .at(columns, "an expression is in here")
            .help(format!("give it a name, as in `{example}`")),
        );
    }
    match (index.kind, &index.name) {
        (IndexKind::Normal, _) => IndexKind::Normal,
        (_, name) => {
            if let Some((_, span)) = name {
                sink.push(
                    Diagnostic::error(
                        "plx::index::name_of_expression",
                        "a unique index over an expression is no key, and has no name in the client",
                    )
                    .at(*span, "a name in the client")
                    .at(columns, "an expression is in here")
                    .help("take `name` away; `map` is the name in the database"),
                );
            }
            IndexKind::UniqueIndex
        }
    }
}
