use std::collections::{HashMap, HashSet};

use super::tree::name;
use crate::ast::{Block, File};

/// What the names of a schema stand for.
pub(super) struct Declarations<'a> {
    /// Models and views, in the order of the source.
    pub(super) models: Vec<&'a Block>,
    pub(super) enums: Vec<&'a Block>,
    pub(super) tenancy: Option<&'a Block>,
    models_by_name: HashMap<&'a str, &'a Block>,
    composite_types: HashSet<&'a str>,
}

impl<'a> Declarations<'a> {
    pub(super) fn of(files: &'a [File]) -> Self {
        let mut found = Self {
            models: Vec::new(),
            enums: Vec::new(),
            tenancy: None,
            models_by_name: HashMap::new(),
            composite_types: HashSet::new(),
        };
        for block in files.iter().flat_map(|file| &file.blocks) {
            if block.keyword.text == "tenancy" {
                found.tenancy = Some(block);
            }
            let Some(name) = name(block) else { continue };
            match block.keyword.text.as_str() {
                "model" | "view" => {
                    found.models.push(block);
                    found.models_by_name.entry(name).or_insert(block);
                }
                "enum" => found.enums.push(block),
                "type" => {
                    found.composite_types.insert(name);
                }
                _ => {}
            }
        }
        found
    }

    /// The model or view with this name.
    pub(super) fn model(&self, name: &str) -> Option<&'a Block> {
        self.models_by_name.get(name).copied()
    }

    pub(super) fn model_names(&self) -> impl Iterator<Item = &'a str> {
        self.models.iter().filter_map(|block| name(block))
    }

    pub(super) fn is_composite_type(&self, name: &str) -> bool {
        self.composite_types.contains(name)
    }
}
