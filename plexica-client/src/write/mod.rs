//! Queries that write. Each is one statement, except a `create_many` whose rows set different
//! fields, and one with nested writes: that is one transaction.

mod change;
mod copy;
mod create;
mod create_many;
mod delete;
mod generated_value;
mod links;
mod nested;
mod restore;
mod row_changes;
mod row_values;
mod statement;
mod update;
mod upsert;
mod version;

pub use change::{
    Arithmetic, Change, ColumnChange, Push, decrement, divide, increment, multiply, push, push_all,
};
pub use copy::CopyIn;
pub use create::{Creating, NewRecord};
pub use create_many::{CreateMany, CreateManyReturning};
pub use delete::{Delete, DeleteMany, DeleteManyReturning};
pub use generated_value::GeneratedValue;
pub(crate) use generated_value::complete_new;
pub use links::ChangeLinks;
pub(crate) use links::LinkChange;
pub(crate) use nested::tree_with;
pub use nested::{
    IntoKeys, IntoTree, Nest, Nested, NestedFor, NewRelated, Parent, ParentChange, Parents, Part,
    RelatedChanges, Tree, with,
};
pub use restore::{Restore, RestoreMany};
pub use row_changes::RowChanges;
pub use row_values::{Detached, RowValues, RunWrite, Write};
pub(crate) use statement::{delete_where, insert_returning, update_where};
pub use update::{Updating, UpdatingMany, UpdatingManyReturning};
pub use upsert::{ConflictTarget, Upsert};
