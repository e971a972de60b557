use super::{Sides, foreign_key::ForeignKey};
use crate::{
    Span,
    check::draft::Draft,
    diagnostics::{Diagnostic, Sink},
    schema::{Arity, ReferentialAction, RelationMode},
};

/// PostgreSQL makes no foreign key whose actions would write to a generated column. `on_delete` is
/// the action where it is known not to be the usual one.
pub(super) fn check(
    draft: &Draft<'_>,
    sides: &Sides,
    key: &ForeignKey,
    on_delete: Option<ReferentialAction>,
    sink: &mut Sink,
) {
    use ReferentialAction::{Cascade, NoAction, Restrict, SetDefault, SetNull};
    let columns = key.columns.iter().map(|id| draft.scalar(*id));
    let mut generated = columns.filter_map(|column| Some((column, column.generated.as_ref()?.1)));
    let Some((column, attribute_span)) = generated.next() else {
        return;
    };
    if draft.settings.datasource.relation_mode != RelationMode::ForeignKeys {
        return;
    }
    let field = draft.relation_field(sides.forward);
    let attribute = &field.attribute;
    let usual = match field.arity {
        Arity::Required => Restrict,
        _ => SetNull,
    };
    let relation = attribute.ast.map_or(field.ast.span, |ast| ast.span);
    let mut refuse = |argument: &str, action: ReferentialAction, span: Option<Span>, help: &str| {
        let label = match span {
            Some(_) => "this would write to it".to_owned(),
            None => format!("`{argument}` is `{action:?}` here, which would write to it"),
        };
        sink.push(
            Diagnostic::error(
                "plx::generated::action",
                format!(
                    "`{argument}: {action:?}` cannot change the generated column `{}`",
                    column.name()
                ),
            )
            .at(span.unwrap_or(relation), label)
            .at(attribute_span, "the database computes it always")
            .help(help),
        );
    };
    let delete_span = attribute.on_delete.map(|(_, span)| span);
    let on_delete = on_delete.unwrap_or(usual);
    if matches!(on_delete, SetNull | SetDefault) {
        let help = "write `onDelete: Cascade` or `onDelete: Restrict`";
        refuse("onDelete", on_delete, delete_span, help);
    }
    let (on_update, update_span) = match attribute.on_update {
        Some((action, span)) => (action, Some(span)),
        None => (Cascade, None),
    };
    if !matches!(on_update, NoAction | Restrict) {
        let help = "write `onUpdate: NoAction` or `onUpdate: Restrict`";
        refuse("onUpdate", on_update, update_span, help);
    }
}
