//! Rows in groups that have the same values, and aggregates of each group.

mod having;
mod keys;
mod order;
mod query;

pub use having::Having;
pub use keys::{GroupKey, GroupKeys};
pub use order::{GroupOrder, GroupOrders, IntoGroupOrder};
pub use query::{GroupBy, NoAggregates};
