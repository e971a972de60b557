use std::{
    marker::PhantomData,
    ops::{BitAnd, BitOr, Not},
};

use super::{Node, Operator};
use crate::{
    query::{Compared, RelatedRows, Side},
    value::Value,
};

/// A condition on the rows of model `M`. Combined with `&`, `|` and `!`.
///
/// ```ignore
/// user::email.ends_with("@acme.test") & !user::first_name.is_null()
/// ```
#[must_use]
pub struct Filter<M> {
    pub(crate) node: Node,
    of: PhantomData<fn() -> M>,
}

impl<M> Clone for Filter<M> {
    fn clone(&self) -> Self {
        Self::from_node(self.node.clone())
    }
}

impl<M> std::fmt::Debug for Filter<M> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.node.fmt(f)
    }
}

impl<M> Filter<M> {
    pub(crate) fn from_node(node: Node) -> Self {
        Self {
            node,
            of: PhantomData,
        }
    }

    pub(crate) fn compare(place: u16, operator: Operator, with: Compared) -> Self {
        Self::from_node(match (operator, with.0) {
            (Operator::Equal, Side::Value(Value::Null)) => Node::Null {
                place,
                negated: false,
            },
            (Operator::NotEqual, Side::Value(Value::Null)) => Node::Null {
                place,
                negated: true,
            },
            (operator, Side::Value(value)) => Node::Compare {
                place,
                operator,
                value,
            },
            (operator, Side::Column(other)) => Node::CompareColumns {
                place,
                operator,
                other,
            },
        })
    }

    pub(crate) fn null(place: u16, negated: bool) -> Self {
        Self::from_node(Node::Null { place, negated })
    }

    pub(crate) fn in_list(place: u16, values: Value, negated: bool) -> Self {
        Self::from_node(Node::InList {
            place,
            values,
            negated,
        })
    }

    pub(crate) fn related(rows: RelatedRows, negated: bool) -> Self {
        Self::from_node(Node::Related {
            rows: Box::new(rows),
            negated,
        })
    }

    /// Matches every row: the empty `&`. A start to add conditions to in a loop.
    pub fn all() -> Self {
        Self::from_node(Node::All(Vec::new()))
    }

    /// Matches no row: the empty `|`. A start to add alternatives to in a loop.
    pub fn none() -> Self {
        Self::from_node(Node::Any(Vec::new()))
    }
}

impl<M> BitAnd for Filter<M> {
    type Output = Self;

    fn bitand(self, other: Self) -> Self {
        Self::from_node(self.node.and(other.node))
    }
}

impl<M> BitOr for Filter<M> {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self::from_node(match self.node {
            Node::Any(mut nodes) => {
                nodes.push(other.node);
                Node::Any(nodes)
            }
            node => Node::Any(vec![node, other.node]),
        })
    }
}

impl<M> Not for Filter<M> {
    type Output = Self;

    fn not(self) -> Self {
        Self::from_node(Node::Not(Box::new(self.node)))
    }
}
