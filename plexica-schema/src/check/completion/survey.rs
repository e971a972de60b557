use rustc_hash::FxHashMap;

use crate::ast::{Block, Field, File, Line, Value};

/// Whether a relation may lack something, by a look at the trees alone. Most schemas lack nothing,
/// and then the passes, which are slower, need not run. Says yes where it is not sure.
pub(in crate::check) fn may_lack_something(files: &[File]) -> bool {
    let blocks = || files.iter().flat_map(|file| &file.blocks);
    // Enums are no ends of relations; whatever else has a name may be one.
    let models: FxHashMap<&str, bool> = blocks()
        .filter(|block| block.keyword.text != "enum")
        .filter_map(|block| Some((block.name.as_ref()?.text.as_str(), is_tenant(block))))
        .collect();
    // For two models and a relation's name: the fields with a foreign key, and the others.
    let mut sides: FxHashMap<(&str, &str, Option<&str>), [usize; 2]> = FxHashMap::default();
    for block in blocks() {
        let is_in_tenant = is_tenant(block);
        let Some(model) = block.name.as_ref().map(|name| name.text.as_str()) else {
            continue;
        };
        for line in &block.lines {
            let Line::Field(field) = line else { continue };
            let Some(target) = field
                .r#type
                .as_ref()
                .map(|r#type| r#type.name.text.as_str())
            else {
                continue;
            };
            let Some(target_is_tenant) = models.get(target) else {
                continue;
            };
            let (name, has_key) = relation(field);
            // The core model has no field for it.
            if has_key && is_in_tenant && !target_is_tenant {
                continue;
            }
            let ends = (model.min(target), model.max(target), name);
            sides.entry(ends).or_default()[usize::from(has_key)] += 1;
        }
    }
    sides.values().any(|[without, with]| without != with)
}

fn is_tenant(block: &Block) -> bool {
    let is_mark = |line: &Line| matches!(line, Line::Attribute(a) if a.name.text == "tenant");
    block.lines.iter().any(is_mark)
}

/// The name that `@relation` gives, and whether it has a whole foreign key.
fn relation(field: &Field) -> (Option<&str>, bool) {
    let mut name = None;
    let (mut has_fields, mut has_references) = (false, false);
    let attribute = field.attributes.iter().find(|a| a.name.text == "relation");
    let arguments = attribute.and_then(|attribute| attribute.arguments.as_ref());
    for argument in arguments.iter().flat_map(|arguments| &arguments.list) {
        match (
            argument.name.as_ref().map(|name| name.text.as_str()),
            &argument.value.value,
        ) {
            (None | Some("name"), Value::String(text)) => name = Some(text.as_str()),
            (Some("fields"), _) => has_fields = true,
            (Some("references"), _) => has_references = true,
            _ => {}
        }
    }
    (name, has_fields && has_references)
}
