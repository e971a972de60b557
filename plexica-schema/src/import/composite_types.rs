use super::{
    changes::{Changes, taken_away},
    declarations::Declarations,
    note::Note,
    tree::name,
};
use crate::ast::{Block, Field};

/// A `type` block: what MongoDB keeps inside of a document.
pub(super) fn import_block(changes: &mut Changes<'_>, block: &Block) {
    let Some(composite) = name(block).filter(|_| changes.is_whole(block)) else {
        return;
    };
    let comments = changes.remove_block(block);
    let message = taken_away(format_args!("the composite type `{composite}`"), &comments);
    changes.note(Note::warning(block.header(), message).help(
        "its fields are inside of a `Json` column now; write a model for it to find rows by them",
    ));
}

pub(super) fn import_field(
    changes: &mut Changes<'_>,
    field: &Field,
    declarations: &Declarations<'_>,
) {
    let Some(reference) = &field.r#type else {
        return;
    };
    let composite = &reference.name.text;
    if declarations.is_composite_type(composite) {
        changes.replace(reference.name.span, "Json");
        let message = format!(
            "the type `{composite}` of `{}` became `Json`",
            field.name.text
        );
        changes.note(Note::changed(reference.span, message));
    }
}
