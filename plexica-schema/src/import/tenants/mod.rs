//! What it takes to give models to every tenant: marks on them and their enums, no fields for them
//! on core models, and a `tenancy` block.

mod enums;
mod mark;
mod registry;
mod relations;
mod selection;

pub(super) use mark::mark;
pub(super) use selection::read;
