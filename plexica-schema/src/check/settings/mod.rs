//! The `datasource` and `generator` blocks.

mod datasource;
mod extensions;
mod generator;
mod properties;

use std::collections::HashSet;

use crate::{
    Span,
    ast::Block,
    diagnostics::{Diagnostic, Sink},
    schema::{ClientSettings, Datasource},
};

pub(super) use properties::Properties;

use super::names::Declarations;

/// What the settings blocks say.
pub(super) struct Settings {
    pub(super) datasource: Datasource,
    /// The `schemas` setting.
    pub(super) schemas_span: Option<Span>,
    /// The schemas of `datasource`, to look one up.
    pub(super) schema_names: HashSet<String>,
    pub(super) client: ClientSettings,
}

pub(super) fn check_settings(declarations: &Declarations<'_>, sink: &mut Sink) -> Settings {
    let (datasource, schemas_span) = datasource::check(declarations, sink);
    Settings {
        schema_names: datasource.schemas.iter().cloned().collect(),
        datasource,
        schemas_span,
        client: generator::check(declarations, sink),
    }
}

/// The only block of its kind.
pub(super) fn only<'a>(blocks: &[&'a Block], sink: &mut Sink) -> Option<&'a Block> {
    let (first, others) = blocks.split_first()?;
    let keyword = &first.keyword.text;
    let clash = |here: &Block, label: &'static str, other: &Block, other_label: &'static str| {
        Diagnostic::error(
            "plx::name::duplicate_block",
            format!("there are two `{keyword}` blocks"),
        )
        .at(here.header(), label)
        .at(other.header(), other_label)
        .help(format!(
            "a schema has one `{keyword}` block: take one of them away"
        ))
    };
    if let Some(again) = others.first() {
        sink.push(clash(first, "here", again, "and here"));
    }
    for again in others {
        sink.push(clash(again, "again here", first, "first here"));
    }
    Some(first)
}
