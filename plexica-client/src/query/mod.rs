//! Queries that read: what they are made of, and how they become a statement.

mod count;
mod deleted;
mod distinct;
mod exists;
mod explain;
mod filter;
mod find;
mod include;
mod keyset;
mod lock;
mod order;
mod per_parent;
mod projection;
mod related;
mod relation_count;
mod rows;
mod select;
mod selection;
mod stream;
mod through;
mod with_count;
mod writer;

pub use count::Count;
pub(crate) use deleted::Deleted;
pub use deleted::SoftDelete;
pub use exists::Exists;
pub use explain::{Explain, PlanForm, PlanJson, PlanText};
pub use filter::Filter;
pub(crate) use filter::{Node, Operator};
pub use find::{Find, FindFirst, FindMany, FindUnique};
pub use include::{Include, Load};
pub(crate) use keyset::Cursor;
pub(crate) use lock::Lock;
pub use lock::{Lockable, Locked};
pub(crate) use order::{Direction, OrderItem};
pub use order::{IntoOrder, Order};
pub use projection::{ColumnSet, Projection, Records, RowByRow, Selected, SelectedColumn};
pub(crate) use related::RelatedRows;
pub use relation_count::RelationCount;
pub use rows::{
    AtMostOne, Conditional, Exactly, Keyed, Listing, ManyRows, Optional, Rows, Several,
};
pub use select::Select;
pub use selection::{Selectable, Selection};
pub use stream::RowStream;
pub use with_count::Counted;
pub(crate) use writer::Statement;
#[doc(hidden)]
pub use writer::Writer;
