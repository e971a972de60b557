//! The generated client's code: one file for what belongs to the whole schema, one a model.
//!
//! What is generated is thin: structs, constants and small impls. Everything that works on them
//! is generic and lives in `plexica-client`.

mod column;
mod definition;
mod r#enum;
mod format;
mod model;
mod names;
mod record;
mod relation;
mod root;
mod write;

use plexica_schema::schema::Schema;

use self::names::Names;
use crate::embedded::Embedded;

/// The files of the client: relative paths and texts.
pub(crate) fn emit(schema: &Schema, embedded: &Embedded<'_>) -> Vec<(String, String)> {
    let names = Names::new(schema);
    let mut files = vec![(
        "mod.rs".to_owned(),
        format::file(root::emit(schema, &names, embedded)),
    )];
    for model in schema.models() {
        let file = format::file(model::emit(model, &names));
        files.push((format!("{}.rs", names.model(model.id()).file), file));
    }
    files
}
