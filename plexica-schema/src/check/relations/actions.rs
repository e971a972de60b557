use super::{Sides, foreign_key::ForeignKey};
use crate::{
    Dialect, Span,
    check::draft::Draft,
    diagnostics::{Diagnostic, Sink},
    schema::{Arity, ReferentialAction, RelationMode, ScalarFieldId},
};

/// Checks what happens to the referring rows; gives what `onDelete` is, where it is not the
/// default that the walkers know.
pub(super) fn check(
    draft: &Draft<'_>,
    sides: &Sides,
    key: &ForeignKey,
    sink: &mut Sink,
) -> Option<ReferentialAction> {
    let field = draft.relation_field(sides.forward);
    let attribute = &field.attribute;
    let required = first_required(draft, key);
    let written = [
        ("onDelete", attribute.on_delete),
        ("onUpdate", attribute.on_update),
    ];
    let has_keys = draft.settings.datasource.relation_mode == RelationMode::ForeignKeys;
    for (argument, action) in written {
        match action {
            Some((
                action @ (ReferentialAction::NoAction | ReferentialAction::SetDefault),
                span,
            )) if !has_keys => sink.push(
                Diagnostic::error(
                    "plx::relation::action_without_keys",
                    format!("`{argument}: {action:?}` needs a foreign key"),
                )
                .at(span, "`relationMode` is `prisma`")
                .help("write `Cascade`, `Restrict` or `SetNull`, or take `relationMode` away"),
            ),
            Some((ReferentialAction::SetNull, span)) => {
                if let Some(column) = required {
                    report_set_null(draft, argument, span, column, sink);
                }
            }
            Some((ReferentialAction::SetDefault, span)) => {
                report_no_default(draft, argument, span, key, sink);
            }
            _ => {}
        }
    }
    let on_delete = attribute.on_delete.map(|(action, _)| action);
    // One required column makes the default that of a required relation, as in Prisma: not all
    // columns could be set to null.
    if on_delete.is_none() && required.is_some() && field.arity == Arity::Optional {
        return Some(ReferentialAction::Restrict);
    }
    on_delete
}

fn first_required(draft: &Draft<'_>, key: &ForeignKey) -> Option<ScalarFieldId> {
    let is_required = |id: &&ScalarFieldId| draft.scalar(**id).arity == Arity::Required;
    key.columns.iter().find(is_required).copied()
}

fn report_set_null(
    draft: &Draft<'_>,
    argument: &str,
    span: Span,
    column: ScalarFieldId,
    sink: &mut Sink,
) {
    let column = draft.scalar(column);
    let report = severity(draft);
    sink.push(
        report(
            "plx::relation::set_null",
            format!(
                "`{argument}: SetNull` cannot set the required column `{}` to null",
                column.name()
            ),
        )
        .at(span, "asked for here")
        .at(column.ast.span, "this column is required")
        .help(format!(
            "write `{argument}: Cascade` or `{argument}: Restrict`, or make the column optional"
        )),
    );
}

fn report_no_default(
    draft: &Draft<'_>,
    argument: &str,
    span: Span,
    key: &ForeignKey,
    sink: &mut Sink,
) {
    for id in &key.columns {
        let column = draft.scalar(*id);
        let has_value = column.default.is_some() || column.generated.is_some();
        if has_value || column.arity != Arity::Required {
            continue;
        }
        let report = severity(draft);
        sink.push(
            report(
                "plx::relation::set_default",
                format!(
                    "`{argument}: SetDefault` needs a default on the column `{}`",
                    column.name()
                ),
            )
            .at(span, "asked for here")
            .at(column.ast.span, "this column has none")
            .help("write `@default(…)` on the column, or another action"),
        );
    }
}

/// PostgreSQL makes such a foreign key, and refuses the rows when it comes to it. So Prisma only
/// warns; where its client would have to do it, it refuses.
fn severity(draft: &Draft<'_>) -> fn(&'static str, String) -> Diagnostic {
    match (draft.dialect, draft.settings.datasource.relation_mode) {
        (Dialect::Prisma, RelationMode::ForeignKeys) => Diagnostic::warning,
        _ => Diagnostic::error,
    }
}
