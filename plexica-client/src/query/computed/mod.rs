//! Values that the server computes of a row: columns of related rows, functions and arithmetic.

mod coalesce;
mod node;
mod number;
mod operand;
mod related;
mod text;
mod value;

pub use coalesce::Fallback;
use node::{Function, Node, Operation, Right};
pub use operand::{ComputedOperand, Joined, OtherValue};
pub use value::{Computed, IntoComputed};
