//! Rows that are written with another one, in one transaction.
//!
//! A *step* ([`Step`]) is what happens to the related rows of one row. It becomes statements as soon
//! as the key of that row is known: at once where the program makes it, and otherwise when the
//! database has given it back. What is known goes out in one flight.

mod links;
mod many;
mod plan;
mod related;
mod row;
mod run;
mod target;

pub use plan::Step;
use plan::plan_known;
pub use related::IntoKeys;
pub use row::{Nest, Nested, NewRelated, Tree};
pub(super) use run::{Root, in_one_transaction, run};
