use std::collections::HashSet;

use super::registry::{self, Registry};
use crate::{
    ast::Block,
    diagnostics::did_you_mean,
    import::{
        ImportError, Options,
        declarations::Declarations,
        parts::Parts,
        tree::{block_attributes, name},
    },
};

/// Which models are tenants', and who lists the tenants.
pub(in crate::import) struct Tenants<'a> {
    models: HashSet<&'a str>,
    pub(super) registry: Option<Registry<'a>>,
}

impl Tenants<'_> {
    pub(super) fn has(&self, model: &str) -> bool {
        self.models.contains(model)
    }

    pub(super) fn has_model(&self, model: &Block) -> bool {
        name(model).is_some_and(|name| self.has(name))
    }
}

/// Finds what the options name; `None` where they ask for nothing.
pub(in crate::import) fn read<'a>(
    declarations: &Declarations<'a>,
    parts: &Parts<'a>,
    options: &Options,
) -> Result<Option<Tenants<'a>>, ImportError> {
    if !options.has_tenants() && options.registry.is_none() {
        return Ok(None);
    }
    let mut models = HashSet::new();
    for wanted in &options.tenants {
        let block = model(declarations, wanted)?;
        models.extend(name(block));
    }
    for block in &declarations.models {
        let is_marked = block_attributes(block).any(|found| found.name.text == "tenant");
        if parts.is_tenant(block.span.file) || is_marked {
            models.extend(name(block));
        }
    }
    let mut tenants = Tenants {
        models,
        registry: None,
    };
    tenants.registry = registry::find(declarations, &tenants, options)?;
    Ok(Some(tenants))
}

/// The model or view with this name.
pub(super) fn model<'a>(
    declarations: &Declarations<'a>,
    wanted: &str,
) -> Result<&'a Block, ImportError> {
    declarations.model(wanted).ok_or_else(|| {
        let names: Vec<_> = declarations.model_names().collect();
        let all = || format!("the models are {}", names.join(", "));
        ImportError::UnknownModel {
            name: wanted.to_owned(),
            help: did_you_mean(wanted, names.iter().copied(), all),
        }
    })
}
