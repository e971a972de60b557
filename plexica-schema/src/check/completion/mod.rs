//! What is missing of relations and can be written in one way only: for the formatter to add.
//!
//! Nothing is guessed. Where a name is taken, two fields may belong together under different names,
//! or a line of a model was refused, nothing is missing.

mod inflection;
mod key;
mod missing;
mod plan;
mod relations;
mod side;
mod survey;

pub(super) use key::Key;
pub(crate) use missing::Missing;
pub(super) use relations::missing_of;
pub(super) use survey::may_lack_something;
