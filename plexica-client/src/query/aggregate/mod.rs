//! Counts, sums, averages and the like of the rows that match.

mod columns;
mod expression;
mod query;
mod set;

pub use expression::Aggregate;
pub(crate) use expression::{AggregateCondition, Expression};
pub use query::AggregateQuery;
pub use set::{AggregateSet, Expressions};
