//! Queries that read: what they are made of, and how they become a statement.

mod aggregate;
mod count;
mod deleted;
mod filter;
mod find;
mod group_by;
mod include;
mod json;
mod list;
mod network;
mod operand;
mod order;
mod pattern;
mod projection;
mod range;
mod select;
mod text;
mod text_search;
mod through;
mod writer;

pub use aggregate::{Aggregate, AggregateQuery, AggregateSet, Expressions};
pub(crate) use aggregate::{AggregateCondition, Expression};
pub use count::Count;
pub(crate) use deleted::Deleted;
pub use deleted::SoftDelete;
pub use filter::Filter;
pub(crate) use filter::{Node, Operator};
pub use find::{
    AtMostOne, Conditional, Exactly, Find, FindFirst, FindMany, FindUnique, Keyed, Listing,
    ManyRows, Rows,
};
pub use group_by::{
    GroupBy, GroupKey, GroupKeys, GroupOrder, GroupOrders, Having, IntoGroupOrder, NoAggregates,
};
pub use include::{Include, Load};
pub(crate) use json::JsonNode;
pub use json::JsonPath;
pub use list::ListLength;
pub(crate) use list::ListNode;
pub(crate) use network::NetworkNode;
pub(crate) use operand::Side;
pub use operand::{ByColumn, ByValue, Compared, Operand, OrderedOperand};
pub(crate) use order::{Direction, OrderItem};
pub use order::{IntoOrder, Order};
pub use projection::{ColumnSet, Projection, Records, Selected, SelectedColumn};
pub use select::Select;
pub(crate) use text::TextOperator;
pub(crate) use text_search::SearchNode;
pub use text_search::{SearchLanguage, TextColumn, TextSearch};
pub(crate) use writer::{Statement, Writer};
