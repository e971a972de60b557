use std::ops::{BitAnd, BitOr, Not};

use crate::query::{AggregateCondition, Filter, Node};

/// A condition on the groups of rows of model `M`. Combined with `&`, `|` and `!`.
///
/// ```ignore
/// post::views.sum().gt(10) & post::id.count().lt(100)
/// ```
#[must_use]
#[derive(Debug, Clone)]
pub struct Having<M>(Filter<M>);

impl<M> Having<M> {
    pub(crate) fn new(condition: AggregateCondition) -> Self {
        Self(Filter::from_node(Node::Aggregate(Box::new(condition))))
    }

    pub(super) fn into_node(self) -> Node {
        self.0.node
    }
}

impl<M> BitAnd for Having<M> {
    type Output = Self;

    fn bitand(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

impl<M> BitOr for Having<M> {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl<M> Not for Having<M> {
    type Output = Self;

    fn not(self) -> Self {
        Self(!self.0)
    }
}
