use crate::{
    Span,
    check::draft::{Columns, Draft, ScalarFieldDraft},
    diagnostics::{Diagnostic, Sink},
    schema::{FieldType, NativeType, RelationFieldId},
};

/// Checks that each column can be compared with the one it refers to.
pub(super) fn check(
    draft: &Draft<'_>,
    id: RelationFieldId,
    columns: &Columns,
    references: &Columns,
    sink: &mut Sink,
) {
    let relation = draft.relation_field(id).ast.span;
    for (column, reference) in columns.ids.iter().zip(&references.ids) {
        let (column, reference) = (draft.scalar(*column), draft.scalar(*reference));
        if column.r#type != reference.r#type {
            let help = match &reference.r#type {
                FieldType::Unsupported(sql) => {
                    format!("write `{} Unsupported(\"{sql}\")`", column.name())
                }
                _ => format!(
                    "write `{} {}`",
                    column.name(),
                    reference
                        .ast
                        .r#type
                        .as_ref()
                        .map_or("", |r#type| &r#type.name.text)
                ),
            };
            sink.push(mismatch(
                "plx::relation::types",
                relation,
                column,
                reference,
                help,
            ));
            continue;
        }
        let (Some(left), Some(right)) = (column.column_type(), reference.column_type()) else {
            continue;
        };
        if !can_refer(left, right) {
            let prefix = &draft.settings.datasource.name;
            let help = match reference.native_type {
                Some(_) => format!(
                    "write `@{prefix}.{}` on `{}`",
                    written(right),
                    column.name()
                ),
                None => format!(
                    "take the `@{prefix}.` attribute away from `{}`",
                    column.name()
                ),
            };
            sink.push(mismatch(
                "plx::relation::native_types",
                relation,
                column,
                reference,
                help,
            ));
        }
    }
}

fn mismatch(
    code: &'static str,
    relation: Span,
    column: &ScalarFieldDraft<'_>,
    reference: &ScalarFieldDraft<'_>,
    help: String,
) -> Diagnostic {
    let describe = |field: &ScalarFieldDraft<'_>| match field.column_type() {
        Some(native) => format!("stored as `{}`", written(native)),
        None if field.is_unsupported() => "a type that is not known here".to_owned(),
        None => "an enum".to_owned(),
    };
    Diagnostic::error(
        code,
        format!(
            "the column `{}` and the column `{}` that it refers to have different types",
            column.name(),
            reference.name()
        ),
    )
    .at(relation, "the relation")
    .at(column.ast.span, describe(column))
    .at(reference.ast.span, describe(reference))
    .help(help)
}

/// A type's name without its arguments: `VarChar`.
fn written(native: NativeType) -> String {
    let text = format!("{native:?}");
    let end = text.find('(').unwrap_or(text.len());
    text[..end].to_owned()
}

/// Whether PostgreSQL takes a foreign key of the left type to a key of the right one: there is an
/// equality operator for the two in the key's operator family, or the left type becomes the right
/// one by itself (`ATAddForeignKeyConstraint`). Both belong to one scalar type.
fn can_refer(left: NativeType, right: NativeType) -> bool {
    use NativeType::*;
    let is_text = |native| matches!(native, Text | VarChar(_) | Char(_));
    let is_bits = |native| matches!(native, Bit(_) | VarBit(_));
    let is_integer = |native| matches!(native, SmallInt | Integer);
    let is_float = |native| matches!(native, Real | DoublePrecision);
    let is_instant = |native| matches!(native, Timestamp(_) | Timestamptz(_) | Date);
    std::mem::discriminant(&left) == std::mem::discriminant(&right)
        || is_text(left) && is_text(right)
        || is_bits(left) && is_bits(right)
        || is_integer(left) && is_integer(right)
        || is_float(left) && is_float(right)
        || is_instant(left) && is_instant(right)
        || matches!(left, Citext) && matches!(right, Text | VarChar(_))
        || matches!(
            (left, right),
            (SmallInt | Integer, Oid) | (Time(_), Timetz(_))
        )
}
