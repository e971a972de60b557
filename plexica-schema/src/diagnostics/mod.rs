//! What is wrong with a schema, where, and what to write instead.
//!
//! A [`Diagnostic`] has a stable code, a message (a lower-case fragment), labelled spans, and a
//! help line. It knows nothing of how it is shown: [`Diagnostics::reports`] gives values that
//! `miette` can draw, and [`Sources::place`](crate::Sources::place) lines and columns.

mod closest;
mod collection;
mod diagnostic;
mod name_list;
mod report;

pub use closest::closest;
pub(crate) use closest::did_you_mean;
pub use collection::Diagnostics;
pub use diagnostic::{Diagnostic, Label, Severity};
pub(crate) use name_list::name_list;
pub use report::Report;
pub(crate) use sink::Sink;

mod sink;
