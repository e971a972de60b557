//! What can be used and is probably not meant. Looked for only where nothing is wrong: a warning
//! beside an error may come of it.
//!
//! A `.prisma` file gets the warnings that Prisma has, and no others.

mod letter_case;
mod redundant_indexes;
mod redundant_maps;
mod shadowed_names;
mod unindexed_keys;

use super::draft::Draft;
use crate::{Dialect, diagnostics::Sink};

/// Adds the warnings to a draft without errors.
pub(super) fn warn(draft: &Draft<'_>, dialect: Dialect, sink: &mut Sink) {
    unindexed_keys::warn(draft, dialect, sink);
    if dialect == Dialect::Prisma {
        return;
    }
    redundant_indexes::warn(draft, sink);
    redundant_maps::warn(draft, sink);
    shadowed_names::warn(draft, sink);
    letter_case::warn(draft, sink);
}
