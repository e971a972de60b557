use super::{
    draft::{Draft, ExclusionDraft, ExclusionElementDraft, ScalarFieldDraft},
    extension_types::declare,
    index_rules::{can_index, check_class, check_columns},
};
use crate::{
    diagnostics::{Diagnostic, Sink},
    schema::{Arity, IndexAlgorithm, NativeType},
};

/// The extension with GiST operator classes for types that are ordered.
const BTREE_GIST: &str = "btree_gist";

/// Checks that PostgreSQL can make each exclusion constraint.
pub(super) fn check_exclusions(draft: &Draft<'_>, sink: &mut Sink) {
    for exclusion in draft.models.iter().flat_map(|model| &model.exclusions) {
        let (algorithm, span) = exclusion.algorithm;
        if matches!(algorithm, IndexAlgorithm::Gin | IndexAlgorithm::Brin) {
            sink.push(
                Diagnostic::error(
                    "plx::exclude::access_method",
                    format!("an index of type `{algorithm:?}` cannot hold an exclusion constraint"),
                )
                .at(span, "asked for here")
                .help("write `type: Gist`, or leave `type` out, which means the same"),
            );
            continue;
        }
        check_columns(exclusion.span, exclusion.elements.len(), algorithm, sink);
        for element in &exclusion.elements {
            check_element(draft, exclusion, element, sink);
        }
    }
}

fn check_element(
    draft: &Draft<'_>,
    exclusion: &ExclusionDraft,
    element: &ExclusionElementDraft,
    sink: &mut Sink,
) {
    let algorithm = exclusion.algorithm.0;
    let field = element.field().map(|id| draft.scalar(id));
    if let Some((class, span)) = &element.operator_class {
        check_class(exclusion.span, algorithm, field, class, *span, sink);
        return;
    }
    let Some(field) = field.filter(|_| !element.is_partial) else {
        return;
    };
    // What a type that is not known here can do, PostgreSQL knows.
    let is_ordered = field.arity != Arity::List
        && !field.is_unsupported()
        && !matches!(
            field.column_type(),
            Some(NativeType::Json | NativeType::JsonB | NativeType::Xml | NativeType::Citext)
        );
    if algorithm == IndexAlgorithm::Gist && is_ordered {
        let extensions = &draft.settings.datasource.extensions;
        if !extensions.iter().any(|found| found.name == BTREE_GIST) {
            sink.push(missing_extension(draft, element, field));
        }
    } else if !can_index(algorithm, field) {
        sink.push(
            Diagnostic::error(
                "plx::exclude::column",
                format!(
                    "the column `{}` cannot be in an exclusion constraint of type `{algorithm:?}`",
                    field.name()
                ),
            )
            .at(element.span, "asked for here")
            .at(
                field.ast.span,
                "PostgreSQL has no default operator class for this type",
            )
            .help("compare an expression over it, as `raw(\"…\", op: \"…\")`, or take it out"),
        );
    }
}

fn missing_extension(
    draft: &Draft<'_>,
    element: &ExclusionElementDraft,
    field: &ScalarFieldDraft<'_>,
) -> Diagnostic {
    Diagnostic::error(
        "plx::exclude::extension",
        format!(
            "the column `{}` needs the extension `{BTREE_GIST}` here",
            field.name()
        ),
    )
    .at(
        element.span,
        "without it a `Gist` index cannot hold this type",
    )
    .help(declare(draft, BTREE_GIST))
}
