use super::{
    attributes::check_attributes, database_names::check_database_names, dialect::check_dialect,
    draft::Draft, exclusion_rules::check_exclusions, finish::finish, index_rules::check_indexes,
    names::declare, relations::check_relations, settings::check_settings, tenancy::check_tenancy,
    types::resolve_types, version_rules::check_versions,
};
use crate::{
    Diagnostics, Sources,
    ast::File,
    diagnostics::{Diagnostic, Sink},
    schema::Schema,
    syntax,
};

/// A schema without errors, and what its author may want to know.
#[derive(Debug, Clone)]
pub struct Checked {
    /// The schema.
    pub schema: Schema,
    /// Warnings; no errors.
    pub warnings: Diagnostics,
}

/// Reads and checks a schema.
///
/// # Errors
/// All diagnostics, warnings included, when at least one of them is an error.
pub fn check(sources: &Sources) -> Result<Checked, Diagnostics> {
    let mut sink = Sink::default();
    let files = parse_files(sources, &mut sink);
    check_dialect(sources, &files, &mut sink);
    let schema = check_files(&files, &mut sink).map(|schema| Schema {
        dialect: sources.dialect(),
        ..schema
    });
    let diagnostics = Diagnostics::new(sources.clone(), sink.into_list());
    match schema {
        Some(schema) if !diagnostics.has_errors() => Ok(Checked {
            schema,
            warnings: diagnostics,
        }),
        _ => Err(diagnostics),
    }
}

/// Reads a schema without checking what it means: the trees, and the lines that are not
/// understood.
#[must_use]
pub fn parse(sources: &Sources) -> (Vec<File>, Diagnostics) {
    let mut sink = Sink::default();
    let files = parse_files(sources, &mut sink);
    (files, Diagnostics::new(sources.clone(), sink.into_list()))
}

fn parse_files(sources: &Sources, sink: &mut Sink) -> Vec<File> {
    sources
        .files()
        .map(|(id, file)| syntax::parse(id, file, sink))
        .collect()
}

fn check_files(files: &[File], sink: &mut Sink) -> Option<Schema> {
    let declarations = declare(files, sink);
    let settings = check_settings(&declarations, sink);
    let mut draft = Draft::new(settings, &declarations);
    resolve_types(&mut draft, &declarations, sink);
    check_attributes(&mut draft, sink);
    check_indexes(&draft, sink);
    check_exclusions(&draft, sink);
    check_relations(&mut draft, sink);
    check_versions(&draft, sink);
    check_tenancy(&mut draft, &declarations, sink);
    check_database_names(&draft, sink);
    if sink.list().iter().any(Diagnostic::is_error) {
        return None;
    }
    finish(draft)
}
