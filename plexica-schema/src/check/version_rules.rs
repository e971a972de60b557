use super::draft::Draft;
use crate::{
    Span,
    diagnostics::{Diagnostic, Sink},
};

/// What changes at every update tells no row from another, and refers to none.
pub(super) fn check_versions(draft: &Draft<'_>, sink: &mut Sink) {
    for model in &draft.models {
        let Some((version, attribute)) = model.version else {
            continue;
        };
        if draft.scalar(version).is_ignored || model.ignored.is_some() {
            sink.push(
                Diagnostic::error(
                    "plx::version::ignored",
                    format!(
                        "programs do not see `{}`, and cannot count it up",
                        draft.scalar(version).name()
                    ),
                )
                .at(attribute, "counted up by programs")
                .at(
                    model.ignored.unwrap_or(draft.scalar(version).ast.span),
                    "not seen by them",
                )
                .help("take one of the two attributes away"),
            );
        }
        let mut refuse = |place: Span, what: &str| {
            sink.push(
                Diagnostic::error(
                    "plx::version::in_a_key",
                    format!(
                        "`{}` changes at every update, and cannot be in a {what}",
                        draft.scalar(version).name()
                    ),
                )
                .at(place, format!("the {what}"))
                .at(attribute, "changes at every update")
                .help("name another column, or take `@version` away"),
            );
        };
        for index in model.indexes.iter().map(|id| &draft.indexes[id.index()]) {
            if index.kind.is_key() && index.fields().any(|field| field == version) {
                refuse(index.span, "key");
            }
        }
        for relation in &draft.relations {
            if relation.columns.contains(&version) {
                let field = draft.relation_field(relation.forward);
                refuse(field.ast.span, "relation");
            }
        }
    }
}
