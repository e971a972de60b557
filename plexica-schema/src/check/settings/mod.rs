//! The `datasource` and `generator` blocks.

mod datasource;
mod generator;
mod properties;

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
    pub(super) client: ClientSettings,
}

pub(super) fn check_settings(declarations: &Declarations<'_>, sink: &mut Sink) -> Settings {
    let (datasource, schemas_span) = datasource::check(declarations, sink);
    Settings {
        datasource,
        schemas_span,
        client: generator::check(declarations, sink),
    }
}

/// The only block of its kind.
pub(super) fn only<'a>(blocks: &[&'a Block], sink: &mut Sink) -> Option<&'a Block> {
    let (first, others) = blocks.split_first()?;
    for again in others {
        let keyword = &first.keyword.text;
        sink.push(
            Diagnostic::error(
                "plx::name::duplicate_block",
                format!("there are two `{keyword}` blocks"),
            )
            .at(again.header(), "again here")
            .at(first.header(), "first here")
            .help(format!(
                "a schema has one `{keyword}` block: take one of them away"
            )),
        );
    }
    Some(first)
}
