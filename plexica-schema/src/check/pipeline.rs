use super::{
    attributes::check_attributes,
    completion::{Missing, may_lack_something, missing_of},
    database_names::check_database_names,
    dialect::check_dialect,
    draft::Draft,
    exclusion_rules::check_exclusions,
    extension_types::check_extension_types,
    finish::finish,
    generated_rules::check_generated,
    index_rules::check_indexes,
    names::declare,
    relations::check_relations,
    settings::check_settings,
    tenancy::check_tenancy,
    types::resolve_types,
    version_rules::check_versions,
    views::check_views,
    warnings::warn,
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
    let schema = check_files(&files, sources, &mut sink).map(|schema| Schema {
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

/// What is missing of the relations of a schema whose names, types and attributes are right, and has
/// one way to be written.
pub(crate) fn missing_parts(sources: &Sources, files: &[File]) -> Vec<Missing> {
    if !may_lack_something(files) {
        return Vec::new();
    }
    let mut sink = Sink::default();
    let declarations = declare(files, &mut sink);
    // What is wrong with them says nothing of relations.
    let settings = check_settings(&declarations, &mut Sink::default());
    let mut draft = Draft::new(sources.dialect(), settings, &declarations);
    resolve_types(&mut draft, &declarations, &mut sink);
    check_attributes(&mut draft, &mut sink);
    // What is refused only for now hides nothing.
    let is_unbuilt = |error: &Diagnostic| error.code().split("::").nth(1) == Some("unsupported");
    let mut errors = sink.list().iter().filter(|found| found.is_error());
    if !errors.all(is_unbuilt) {
        return Vec::new();
    }
    missing_of(&draft, sources)
}

fn parse_files(sources: &Sources, sink: &mut Sink) -> Vec<File> {
    sources
        .files()
        .map(|(id, file)| syntax::parse(id, file, sink))
        .collect()
}

fn check_files(files: &[File], sources: &Sources, sink: &mut Sink) -> Option<Schema> {
    let declarations = declare(files, sink);
    let settings = check_settings(&declarations, sink);
    let mut draft = Draft::new(sources.dialect(), settings, &declarations);
    resolve_types(&mut draft, &declarations, sink);
    check_attributes(&mut draft, sink);
    check_extension_types(&draft, sources, sink);
    check_views(&mut draft, sources, sink);
    check_indexes(&draft, sink);
    check_exclusions(&draft, sink);
    check_generated(&draft, sink);
    check_relations(&mut draft, sink);
    check_versions(&draft, sink);
    check_tenancy(&mut draft, &declarations, sink);
    check_database_names(&draft, sink);
    if sink.list().iter().any(Diagnostic::is_error) {
        return None;
    }
    warn(&draft, sources.dialect(), sink);
    finish(draft)
}
