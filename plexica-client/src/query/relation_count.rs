use std::{fmt, marker::PhantomData};

use super::{Direction, Filter, Include, Node, Operator, Order, RelatedRows};
use crate::model::{Many, Relation};

/// How many related rows a row of model `M` has: `user::posts.count()`. To ask about, and to order
/// by.
///
/// ```ignore
/// let busy = user::posts.filter(post::published.eq(true)).count();
/// acme.user().find_many().filter(busy.gt(3)).order_by(user::posts.count().desc()).await?;
/// ```
#[must_use]
pub struct RelationCount<M> {
    rows: RelatedRows,
    of: PhantomData<fn() -> M>,
}

impl<R: Relation<Arity = Many>> Include<R> {
    /// How many related rows there are: those that match its `filter`, and without deleted ones
    /// unless it says otherwise. Its order, `take` and `skip` are of no account.
    pub fn count(self) -> RelationCount<R::Source> {
        RelationCount {
            rows: self.into_rows(),
            of: PhantomData,
        }
    }
}

impl<M> RelationCount<M> {
    /// Just so many.
    pub fn eq(self, number: u64) -> Filter<M> {
        self.compare(Operator::Equal, number)
    }

    /// Not so many.
    pub fn ne(self, number: u64) -> Filter<M> {
        self.compare(Operator::NotEqual, number)
    }

    /// Fewer.
    pub fn lt(self, number: u64) -> Filter<M> {
        self.compare(Operator::Less, number)
    }

    /// So many or fewer.
    pub fn lte(self, number: u64) -> Filter<M> {
        self.compare(Operator::LessOrEqual, number)
    }

    /// More.
    pub fn gt(self, number: u64) -> Filter<M> {
        self.compare(Operator::Greater, number)
    }

    /// So many or more.
    pub fn gte(self, number: u64) -> Filter<M> {
        self.compare(Operator::GreaterOrEqual, number)
    }

    /// Those with the fewest first.
    pub fn asc(self) -> Order<M> {
        Order::by_count(self.rows, Direction::Ascending)
    }

    /// Those with the most first.
    pub fn desc(self) -> Order<M> {
        Order::by_count(self.rows, Direction::Descending)
    }

    fn compare(self, operator: Operator, number: u64) -> Filter<M> {
        Filter::from_node(Node::RelatedCount {
            rows: Box::new(self.rows),
            operator,
            // No table has more rows.
            number: i64::try_from(number).unwrap_or(i64::MAX),
        })
    }
}

impl<M> Clone for RelationCount<M> {
    fn clone(&self) -> Self {
        Self {
            rows: self.rows.clone(),
            of: PhantomData,
        }
    }
}

impl<M> fmt::Debug for RelationCount<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.rows.fmt(f)
    }
}
