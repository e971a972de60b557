use super::draft::Draft;
use crate::diagnostics::Sink;

/// The last pass: names that would meet in the database.
pub(super) fn check_database_names(_draft: &Draft<'_>, _sink: &mut Sink) {}
