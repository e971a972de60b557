use rustc_hash::FxHashMap;

use crate::check::Missing;

/// A field that is added: its name, its type and its attributes.
pub(super) type AddedField = [String; 3];

/// What is added to a file, by where the thing starts that it is added to.
#[derive(Default)]
pub(super) struct Additions {
    /// To a block: fields.
    pub(super) fields: FxHashMap<u32, Vec<AddedField>>,
    /// To a field: an attribute.
    pub(super) attributes: FxHashMap<u32, String>,
    /// To an attribute: arguments.
    pub(super) arguments: FxHashMap<u32, Vec<String>>,
}

impl Additions {
    /// What is missing, by file.
    pub(super) fn by_file(missing: Vec<Missing>, files: usize) -> Vec<Self> {
        let mut all: Vec<_> = (0..files).map(|_| Self::default()).collect();
        for part in missing {
            match part {
                Missing::Field {
                    model,
                    name,
                    r#type,
                    attributes,
                } => {
                    let fields = &mut all[model.file.index()].fields;
                    let added = [name, r#type, attributes.join(" ")];
                    fields.entry(model.start).or_default().push(added);
                }
                Missing::Relation { field, arguments } => {
                    let attributes = &mut all[field.file.index()].attributes;
                    attributes.insert(field.start, relation(&arguments));
                }
                Missing::Arguments {
                    attribute,
                    arguments,
                } => {
                    let added = &mut all[attribute.file.index()].arguments;
                    added.insert(attribute.start, arguments);
                }
            }
        }
        all
    }
}

fn relation(arguments: &[String]) -> String {
    format!("@relation({})", arguments.join(", "))
}
