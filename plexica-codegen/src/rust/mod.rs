//! The generated client's code.

use plexica_schema::schema::Schema;

use crate::embedded::Embedded;

/// The files of the client: relative paths and texts.
pub(crate) fn emit(_schema: &Schema, _embedded: &Embedded<'_>) -> Vec<(String, String)> {
    Vec::new()
}
