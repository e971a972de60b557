use std::collections::HashSet;

use super::registry::{self, Registry};
use crate::{
    Span,
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
    names: HashSet<&'a str>,
    /// Where their blocks are: a model of the platform may have the name of a tenants' one, by
    /// mistake.
    blocks: HashSet<Span>,
    pub(super) registry: Option<Registry<'a>>,
}

impl Tenants<'_> {
    /// Whether the name is that of a tenants' model.
    pub(super) fn has(&self, model: &str) -> bool {
        self.names.contains(model)
    }

    pub(super) fn has_model(&self, model: &Block) -> bool {
        self.blocks.contains(&model.span)
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
    let named: Result<Vec<_>, _> = options
        .tenants
        .iter()
        .map(|wanted| model(declarations, wanted))
        .collect();
    let is_tenant = |block: &&Block| {
        let is_marked = block_attributes(block).any(|found| found.name.text == "tenant");
        parts.is_tenant(block.span.file) || is_marked
    };
    let others = declarations.models.iter().copied().filter(is_tenant);
    let blocks: Vec<_> = named?.into_iter().chain(others).collect();
    let mut tenants = Tenants {
        names: blocks.iter().filter_map(|block| name(block)).collect(),
        blocks: blocks.iter().map(|block| block.span).collect(),
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
