use std::collections::HashSet;

use super::{
    changes::Changes,
    declarations::Declarations,
    indexes::table_name,
    note::Note,
    parts::Parts,
    provider::Provider,
    tree::{argument, block_attributes, fields, string},
};
use crate::ast::{Attribute, Block};

/// Names of indexes that other databases keep apart by table. PostgreSQL has one name space for
/// tables and indexes together, so a name's second use gives way to the default one.
pub(super) fn import(
    changes: &mut Changes<'_>,
    declarations: &Declarations<'_>,
    parts: &Parts<'_>,
) {
    let is_foreign = |block: &&&Block| {
        let provider = parts.of_file(block.span.file).provider;
        !matches!(provider, Provider::PostgreSql | Provider::CockroachDb)
    };
    let models: Vec<_> = declarations.models.iter().filter(is_foreign).collect();
    let mut taken: HashSet<&str> = models.iter().map(|model| table_name(model)).collect();
    for model in models {
        let of_fields = fields(model).flat_map(|field| &field.attributes);
        for attribute in of_fields.chain(block_attributes(model)) {
            let Some(name) = index_name(attribute) else {
                continue;
            };
            if taken.insert(name) {
                continue;
            }
            changes.remove_arguments(attribute.arguments.as_ref(), &["map"]);
            let message = format!(
                "the index's name `{name}` is taken away: a table or another index has it, and \
                 PostgreSQL allows that once"
            );
            changes.note(Note::changed(attribute.span, message));
        }
    }
}

fn index_name(attribute: &Attribute) -> Option<&str> {
    let is_index = matches!(attribute.name.text.as_str(), "id" | "unique" | "index");
    let map = is_index.then(|| argument(attribute, "map"))??;
    string(map)
}
