use crate::{
    Span,
    check::draft::{Columns, Draft, ScalarFieldDraft},
    diagnostics::{Diagnostic, Sink},
    schema::{Arity, FieldType, NativeType, RelationFieldId},
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
            let prefix = &draft.settings.datasource.name;
            let help = format!("write `{}`", column_like(column, reference, prefix));
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

/// The column as it has to be to refer to the other one: `ownerId String? @db.Uuid`.
fn column_like(
    column: &ScalarFieldDraft<'_>,
    reference: &ScalarFieldDraft<'_>,
    prefix: &str,
) -> String {
    let mark = match column.arity {
        Arity::Optional => "?",
        Arity::Required | Arity::List => "",
    };
    format!("{} {}", column.name(), type_like(reference, mark, prefix))
}

/// The type that a column needs to refer to this one: `String? @db.Uuid`.
pub(super) fn type_like(reference: &ScalarFieldDraft<'_>, mark: &str, prefix: &str) -> String {
    let name = match (&reference.r#type, &reference.ast.r#type) {
        (FieldType::Unsupported(sql), _) => format!("Unsupported(\"{sql}\")"),
        (_, Some(r#type)) => r#type.name.text.clone(),
        (_, None) => String::new(),
    };
    let native = match (&reference.r#type, reference.native_type) {
        (FieldType::Scalar(scalar), Some(native))
            if !can_refer(NativeType::default_for(*scalar), native) =>
        {
            format!(" @{prefix}.{}", written(native))
        }
        _ => String::new(),
    };
    format!("{name}{mark}{native}")
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
