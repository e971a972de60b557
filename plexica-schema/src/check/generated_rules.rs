use super::{draft::Draft, sql_columns};
use crate::diagnostics::{Diagnostic, Sink};

/// PostgreSQL computes no generated column from another one.
pub(super) fn check_generated(draft: &Draft<'_>, sink: &mut Sink) {
    for field in &draft.scalar_fields {
        let Some((sql, span)) = &field.generated else {
            continue;
        };
        for column in sql_columns::columns(sql) {
            let mut others = draft.scalar_fields.iter();
            let named = others
                .find(|other| other.model == field.model && other.database_name.text == column);
            let Some((other, (_, other_span))) =
                named.and_then(|other| Some((other, other.generated.as_ref()?)))
            else {
                continue;
            };
            let (name, other_name) = (field.name(), other.name());
            sink.push(match name == other_name {
                true => Diagnostic::error(
                    "plx::generated::of_generated",
                    format!("`{name}` is computed from itself"),
                )
                .at(*span, "names its own column")
                .help("name the columns that it is computed from"),
                false => Diagnostic::error(
                    "plx::generated::of_generated",
                    format!("`{name}` is computed from `{other_name}`, which is generated too"),
                )
                .at(*span, format!("names `{column}`"))
                .at(*other_span, "the database computes it always")
                .help(format!(
                    "write what `{other_name}` is computed by in place of its name"
                )),
            });
        }
    }
}
