//! Types that PostgreSQL has of an extension.

use super::draft::Draft;
use crate::{
    Dialect, Sources,
    diagnostics::{Diagnostic, Sink},
    schema::NativeType,
};

/// Warns once of a type whose extension is not declared: no DDL makes it then, and a new database
/// has it only if somebody makes it by hand.
pub(super) fn check_extension_types(draft: &Draft<'_>, sources: &Sources, sink: &mut Sink) {
    let extensions = &draft.settings.datasource.extensions;
    let is_declared = extensions.iter().any(|found| found.name == "citext");
    if is_declared || sources.dialect() == Dialect::Prisma {
        return;
    }
    let is_citext = |native| native == Some(NativeType::Citext);
    let mut fields = draft.scalar_fields.iter();
    let Some(field) = fields.find(|field| is_citext(field.column_type())) else {
        return;
    };
    sink.push(
        Diagnostic::advice(
            "plx::native_type::extension",
            "`Citext` is a type of the extension `citext`, which is not declared",
        )
        .at(field.ast.span, "the first column of this type")
        .help(format!(
            "{}, so that the DDL makes it",
            declare(draft, "citext")
        )),
    );
}

/// What to write to have the extension declared.
pub(super) fn declare(draft: &Draft<'_>, name: &str) -> String {
    if draft.settings.datasource.extensions.is_empty() {
        format!("write `extensions = [{name}]` in the `datasource` block")
    } else {
        format!("add `{name}` to the `extensions` of the `datasource` block")
    }
}
