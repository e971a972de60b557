use super::{
    changes::Changes, composite_types, declarations::Declarations, defaults, indexes, native_types,
    parts::Parts, provider::Provider, relation_lists, unsupported,
};
use crate::ast::{Block, Line};

/// The fields and block attributes of a model or view.
pub(super) fn import(
    changes: &mut Changes<'_>,
    block: &Block,
    parts: &Parts<'_>,
    declarations: &Declarations<'_>,
) {
    let part = parts.of_file(block.span.file);
    for line in &block.lines {
        match line {
            Line::Field(field) => {
                composite_types::import_field(changes, field, declarations);
                native_types::import(changes, field, part, parts.prefix());
                if part.provider == Provider::PostgreSql {
                    continue;
                }
                unsupported::import(changes, field, part.provider);
                defaults::import(changes, field, part.provider);
                for attribute in &field.attributes {
                    indexes::import(changes, attribute);
                }
                relation_lists::import(changes, field, declarations);
            }
            Line::Attribute(attribute) if part.provider != Provider::PostgreSql => {
                if attribute.name.text == "fulltext" {
                    indexes::import_fulltext(changes, attribute, block);
                } else {
                    indexes::import(changes, attribute);
                }
            }
            Line::Attribute(_) | Line::Property(_) | Line::Unknown(_) => {}
        }
    }
}
