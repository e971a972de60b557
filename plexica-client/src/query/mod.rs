//! Queries that read: what they are made of, and how they become a statement.

mod aggregate;
mod computed;
mod count;
mod deleted;
mod distinct;
mod exists;
mod explain;
mod filter;
mod find;
mod group_by;
mod include;
mod joins;
mod json;
mod keyset;
mod list;
mod loaded_stream;
mod lock;
mod network;
mod operand;
mod order;
mod pattern;
mod per_parent;
mod projection;
mod range;
mod related;
mod relation_count;
mod rows;
mod select;
mod select_as;
mod selection;
mod stream;
mod text;
mod text_search;
mod through;
mod with_both;
mod with_count;
mod writer;

pub use aggregate::{Aggregate, AggregateQuery, AggregateSet, Expressions};
pub(crate) use aggregate::{AggregateCondition, Expression};
pub use computed::{Computed, ComputedOperand, Fallback, IntoComputed, Joined, OtherValue};
pub use count::Count;
pub(crate) use deleted::Deleted;
pub use deleted::SoftDelete;
pub use exists::Exists;
pub use explain::{Explain, PlanForm, PlanJson, PlanText};
pub use filter::Filter;
pub(crate) use filter::{Node, Operator};
pub use find::{Find, FindFirst, FindMany, FindUnique};
pub use group_by::{
    GroupBy, GroupKey, GroupKeys, GroupOrder, GroupOrders, Having, IntoGroupOrder, NoAggregates,
};
pub use include::{Back, Forward, Include, Load};
pub(crate) use json::JsonNode;
pub use json::JsonPath;
pub(crate) use keyset::Cursor;
pub use list::ListLength;
pub(crate) use list::ListNode;
pub use loaded_stream::LoadedStream;
pub(crate) use lock::Lock;
pub use lock::{Lockable, Locked};
pub(crate) use network::NetworkNode;
pub(crate) use operand::Side;
pub use operand::{ByColumn, ByValue, Compared, Operand, OrderedOperand};
pub(crate) use order::{Direction, OrderItem, Step};
pub use order::{IntoOrder, Order};
pub use projection::{ColumnSet, Projection, Records, RowByRow, Selected, SelectedColumn};
pub(crate) use related::RelatedRows;
pub use relation_count::RelationCount;
pub use rows::{
    AtMostOne, Conditional, Exactly, Keyed, Listing, ManyRows, Optional, Rows, Several,
};
pub use select::Select;
#[doc(hidden)]
pub use select_as::read_field;
pub use select_as::{FieldValue, SelectAs, SelectedColumns, Whole};
pub use selection::{Selectable, Selection};
pub use stream::RowStream;
pub(crate) use text::TextOperator;
pub(crate) use text_search::SearchNode;
pub use text_search::{SearchLanguage, TextColumn, TextRank, TextSearch};
pub use with_both::{LoadedAndCounted, RowsAndCount};
pub use with_count::Counted;
pub(crate) use writer::Statement;
#[doc(hidden)]
pub use writer::Writer;
