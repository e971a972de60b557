//! Rows that are written with another one, in one transaction.
//!
//! A *step* ([`plan::Step`]) is what happens to the related rows of one row. It becomes statements as
//! soon as the key of that row is known: at once where the program makes it, and otherwise when the
//! database has given it back. A *parent* ([`Parent`]) is a row that the row refers to: it is written,
//! or found, before that one, which waits for its key in the same way. What is known goes out in one
//! flight.

mod before;
mod by_key;
mod change;
mod links;
mod many;
mod parent;
mod plan;
mod referred;
mod related;
mod row;
mod run;
mod target;
mod tree;

pub(super) use before::{resolve_present, resolve_tree};
pub(super) use by_key::{equal, key_of, lock, locking};
pub use change::RelatedChanges;
pub(crate) use parent::tree as tree_with;
pub use parent::{Parent, ParentChange, Parents, with};
pub(super) use plan::{Write, refer, select};
pub use related::IntoKeys;
pub use row::{Nested, NestedFor, NewRelated};
pub(super) use run::{Ready, Root, in_one_transaction, write};
pub use tree::{IntoTree, Nest, Part, Tree};
