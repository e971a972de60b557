//! Types and operator classes that PostgreSQL has of an extension.

use super::{
    draft::{Draft, IndexDraft},
    operator_class::OperatorClass,
};
use crate::{
    Dialect, Sources, Span,
    diagnostics::{Diagnostic, Sink},
    schema::NativeType,
};

/// Operator classes that people write as `raw("…")`, and the extensions that have them (PostgreSQL
/// manual, appendix F).
const CLASSES: [(&str, &str); 2] = [("gin_trgm_ops", "pg_trgm"), ("gist_trgm_ops", "pg_trgm")];

/// Tells once of each extension that something needs and nothing declares: no DDL makes it then, and
/// a new database has it only if somebody makes it by hand.
pub(super) fn check_extension_types(draft: &Draft<'_>, sources: &Sources, sink: &mut Sink) {
    if sources.dialect() == Dialect::Prisma {
        return;
    }
    let is_citext = |native| native == Some(NativeType::Citext);
    let mut fields = draft.scalar_fields.iter();
    if let Some(field) = fields.find(|field| is_citext(field.column_type())) {
        let what = "`Citext` is a type";
        tell(draft, what, "citext", field.ast.span, sink);
    }
    let mut classes = draft.indexes.iter().flat_map(class_of_extension);
    if let Some((class, extension, span)) = classes.next() {
        let what = format!("`{class}` is an operator class");
        tell(draft, &what, extension, span, sink);
    }
}

/// The operator classes of an index that are an extension's, with the extension.
fn class_of_extension(
    index: &IndexDraft,
) -> impl Iterator<Item = (&'static str, &'static str, Span)> {
    index.columns.iter().filter_map(|column| {
        let (OperatorClass::Raw(name), span) = column.operator_class.as_ref()? else {
            return None;
        };
        let bare = name.rsplit('.').next().unwrap_or(name);
        let (class, extension) = CLASSES.iter().find(|(class, _)| *class == bare)?;
        Some((*class, *extension, *span))
    })
}

fn tell(draft: &Draft<'_>, what: &str, extension: &str, span: Span, sink: &mut Sink) {
    let declared = &draft.settings.datasource.extensions;
    if declared.iter().any(|found| found.name == extension) {
        return;
    }
    sink.push(
        Diagnostic::advice(
            "plx::native_type::extension",
            format!("{what} of the extension `{extension}`, which is not declared"),
        )
        .at(span, "the first that needs it")
        .help(format!(
            "{}, so that the DDL makes it",
            declare(draft, extension)
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
