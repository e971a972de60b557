//! What a model is to the client: constants that describe its table, and the traits that the
//! generated types implement.
//!
//! Generated code holds the constants and small impls; everything that works on them is generic
//! and lives in this crate.

mod column;
mod definition;
mod key;
mod nestable;
mod record;
mod relation;
mod versioned;

pub use column::{Column, Unique};
pub(crate) use definition::ROOT_ALIAS;
pub use definition::{ColumnDef, ColumnLists, KeyDef, ModelDef, RelationDef, ScopeDef, ThroughDef};
pub use key::{CompoundKey, Key, KeyColumns};
pub use nestable::{BackRelation, Connectable, KeyPart, Nestable, RelationKey, Severable};
#[doc(hidden)]
pub use record::is_unloaded;
pub use record::{Attach, Columns, Model, Unloaded, Writable};
pub use relation::{Many, ManyToMany, Maybe, One, Relation, RelationArity, ToOne};
pub use versioned::Versioned;
