//! Conditions: what a query's rows have to fulfil.

mod column_pair;
mod condition;
mod in_rows;
mod node;
mod write;

pub use condition::Filter;
pub(crate) use node::{Node, Operator};
