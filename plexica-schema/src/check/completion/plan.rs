use std::collections::HashMap;

use super::missing::Missing;
use crate::{check::draft::Draft, schema::ModelId};

/// What would make one relation whole.
#[derive(Default)]
pub(super) struct Plan {
    missing: Vec<Missing>,
    /// The fields that it adds, and the columns that it takes for its foreign key.
    names: Vec<(ModelId, String)>,
}

/// A field that may be added.
pub(super) struct NewField {
    pub(super) model: ModelId,
    pub(super) name: String,
    pub(super) r#type: String,
    pub(super) attributes: Vec<String>,
}

impl Plan {
    pub(super) fn push(&mut self, missing: Missing) {
        self.missing.push(missing);
    }

    pub(super) fn take(&mut self, model: ModelId, name: &str) {
        self.names.push((model, name.to_owned()));
    }

    pub(super) fn add(&mut self, draft: &Draft<'_>, field: NewField) {
        self.missing.push(Missing::Field {
            model: draft.model(field.model).ast.span,
            name: field.name,
            r#type: field.r#type,
            attributes: field.attributes,
        });
    }

    /// The parts of all plans but those that want a name that another wants.
    pub(super) fn uncontested(plans: Vec<Self>) -> Vec<Missing> {
        let mut wanted: HashMap<(ModelId, String), usize> = HashMap::new();
        for name in plans.iter().flat_map(|plan| &plan.names) {
            *wanted.entry(name.clone()).or_default() += 1;
        }
        let is_alone = |plan: &Self| plan.names.iter().all(|name| wanted.get(name) == Some(&1));
        plans
            .into_iter()
            .filter(is_alone)
            .flat_map(|plan| plan.missing)
            .collect()
    }
}
