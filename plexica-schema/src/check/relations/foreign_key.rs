use super::{Sides, column_types, keys::Keys};
use crate::{
    check::draft::{Columns, Draft},
    diagnostics::{Diagnostic, Sink},
    schema::{Arity, RelationFieldId, ScalarFieldId},
};

/// The columns of a foreign key and those they refer to.
pub(super) struct ForeignKey {
    pub(super) columns: Vec<ScalarFieldId>,
    pub(super) references: Vec<ScalarFieldId>,
}

/// Checks the columns of a relation; nothing if they are not known.
pub(super) fn check(
    draft: &Draft<'_>,
    sides: &Sides,
    keys: &Keys,
    sink: &mut Sink,
) -> Option<ForeignKey> {
    let attribute = &draft.relation_field(sides.forward).attribute;
    let (columns, references) = (attribute.fields.as_ref()?, attribute.references.as_ref()?);
    if columns.is_partial || references.is_partial {
        return None;
    }
    if columns.ids.len() != references.ids.len() {
        report_lengths(columns, references, sink);
        return None;
    }
    check_arity(draft, sides.forward, columns, sink);
    check_references(draft, columns, references, sink);
    column_types::check(draft, sides.forward, columns, references, sink);
    check_unique(draft, sides.forward, references, keys, sink);
    Some(ForeignKey {
        columns: columns.ids.clone(),
        references: references.ids.clone(),
    })
}

fn report_lengths(columns: &Columns, references: &Columns, sink: &mut Sink) {
    let (left, right) = (columns.ids.len(), references.ids.len());
    sink.push(
        Diagnostic::error(
            "plx::relation::lengths",
            "`fields` and `references` must name the same number of columns",
        )
        .at(columns.span, format!("{left} here"))
        .at(references.span, format!("{right} here"))
        .help("name for each column the one that it refers to, in the same order"),
    );
}

/// Whether the field says of itself what its columns allow.
fn check_arity(draft: &Draft<'_>, id: RelationFieldId, columns: &Columns, sink: &mut Sink) {
    let field = draft.relation_field(id);
    for column in &columns.ids {
        let column = draft.scalar(*column);
        if column.arity == Arity::List {
            sink.push(
                Diagnostic::error(
                    "plx::relation::list_column",
                    format!(
                        "the column `{}` is a list, and cannot be in a foreign key",
                        column.name()
                    ),
                )
                .at(column.ast.span, "this is a list")
                .at(columns.span, "the foreign key")
                .help("name a column that holds one value"),
            );
        }
        if column.arity == Arity::Optional && field.arity == Arity::Required {
            let target = draft.model(field.target).name;
            sink.push(
                Diagnostic::error(
                    "plx::relation::optional_column",
                    format!(
                        "the relation `{}` is required, but its column `{}` is optional",
                        draft.path(id),
                        column.name()
                    ),
                )
                .at(
                    field
                        .ast
                        .r#type
                        .as_ref()
                        .map_or(field.ast.span, |r#type| r#type.span),
                    "required",
                )
                .at(column.ast.span, "optional")
                .help(format!(
                    "write `{} {target}?`, or make the column required",
                    field.ast.name.text
                )),
            );
        }
    }
}

fn check_references(draft: &Draft<'_>, columns: &Columns, references: &Columns, sink: &mut Sink) {
    for (column, reference) in columns.ids.iter().zip(&references.ids) {
        let (column, reference) = (draft.scalar(*column), draft.scalar(*reference));
        // Two lists are reported once, at the foreign key.
        if reference.arity == Arity::List && column.arity != Arity::List {
            sink.push(
                Diagnostic::error(
                    "plx::relation::list_column",
                    format!(
                        "the column `{}` is a list, and `{}` is none",
                        reference.name(),
                        column.name()
                    ),
                )
                .at(references.span, "the foreign key refers to it")
                .at(reference.ast.span, "this is a list")
                .help("refer to a column that holds one value"),
            );
        }
    }
}

/// PostgreSQL lets a foreign key refer to a key of the other table only, in any order.
fn check_unique(
    draft: &Draft<'_>,
    id: RelationFieldId,
    references: &Columns,
    keys: &Keys,
    sink: &mut Sink,
) {
    let target = draft.model(draft.relation_field(id).target);
    if target.is_partial || keys.has(&references.ids) {
        return;
    }
    let names = draft.names(&references.ids);
    let help = match references.ids.as_slice() {
        [_] => format!(
            "write `@unique` on `{}.{names}`, or refer to its `@id`",
            target.name
        ),
        _ => format!("write `@@unique([{names}])` in `model {}`", target.name),
    };
    sink.push(
        Diagnostic::error(
            "plx::relation::references_no_key",
            format!("`{names}` is not a key of `{}`", target.name),
        )
        .at(references.span, "a foreign key refers to a unique key")
        .at(
            target.span(),
            format!("`{}` has no key of just these columns", target.name),
        )
        .help(help),
    );
}
