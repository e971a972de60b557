use super::{enums, registry, relations, selection::Tenants};
use crate::{
    ast::Block,
    import::{
        changes::Changes,
        declarations::Declarations,
        note::Note,
        parts::Parts,
        tree::{block_attributes, name},
    },
};

/// Makes the models tenants', and everything that follows from it.
pub(in crate::import) fn mark(
    changes: &mut Changes<'_>,
    declarations: &Declarations<'_>,
    parts: &Parts<'_>,
    tenants: Option<&Tenants<'_>>,
) {
    let Some(tenants) = tenants else { return };
    for model in &declarations.models {
        if tenants.has_model(model) {
            mark_block(changes, model);
        }
    }
    enums::mark(changes, declarations, parts, tenants);
    relations::cut(changes, declarations, tenants);
    registry::write(changes, declarations, parts, tenants);
}

/// Writes `@@tenant`, in place of `@@schema` if there is one.
pub(super) fn mark_block(changes: &mut Changes<'_>, block: &Block) {
    let attribute = |name: &str| block_attributes(block).find(|found| found.name.text == name);
    if attribute("tenant").is_some() {
        return;
    }
    let Some(schema) = attribute("schema") else {
        changes.add_block_attribute(block, "@@tenant");
        return;
    };
    changes.replace(schema.span, "@@tenant");
    let message = format!(
        "`{}` of `{}` became `@@tenant`",
        changes.text(schema.span),
        name(block).unwrap_or_default()
    );
    changes.note(Note::changed(schema.span, message));
}
