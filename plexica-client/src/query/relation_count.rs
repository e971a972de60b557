use std::{fmt, marker::PhantomData};

use tokio_postgres::Row;

use super::{
    Direction, Filter, Include, Node, Operator, Order, RelatedRows, Selectable, Selection, Writer,
};
use crate::model::{Many, Model, ROOT_ALIAS, Relation};

/// How many rows of a relation a row has: `user::posts.count()`. To ask about, to order by, and to
/// select.
///
/// ```ignore
/// let busy = user::posts.filter(post::published.eq(true)).count();
/// let asked = acme.user().find_many().filter(busy.gt(3)).order_by(user::posts.count().desc());
/// let counts: Vec<(Uuid, u64)> = asked.select((user::id, user::posts.count())).await?;
/// ```
#[must_use]
pub struct RelationCount<R> {
    rows: RelatedRows,
    of: PhantomData<fn() -> R>,
}

impl<R: Relation<Arity = Many>> Include<R> {
    /// How many related rows there are: those that match its `filter`, and without deleted ones
    /// unless it says otherwise. Its order, `take` and `skip` are of no account.
    pub fn count(self) -> RelationCount<R> {
        RelationCount {
            rows: self.rows(),
            of: PhantomData,
        }
    }
}

impl<R: Relation> RelationCount<R> {
    /// Just so many.
    pub fn eq(self, number: u64) -> Filter<R::Source> {
        self.compare(Operator::Equal, number)
    }

    /// Not so many.
    pub fn ne(self, number: u64) -> Filter<R::Source> {
        self.compare(Operator::NotEqual, number)
    }

    /// Fewer.
    pub fn lt(self, number: u64) -> Filter<R::Source> {
        self.compare(Operator::Less, number)
    }

    /// So many or fewer.
    pub fn lte(self, number: u64) -> Filter<R::Source> {
        self.compare(Operator::LessOrEqual, number)
    }

    /// More.
    pub fn gt(self, number: u64) -> Filter<R::Source> {
        self.compare(Operator::Greater, number)
    }

    /// So many or more.
    pub fn gte(self, number: u64) -> Filter<R::Source> {
        self.compare(Operator::GreaterOrEqual, number)
    }

    /// Those with the fewest first.
    pub fn asc(self) -> Order<R::Source> {
        Order::by_count(self.rows, Direction::Ascending)
    }

    /// Those with the most first.
    pub fn desc(self) -> Order<R::Source> {
        Order::by_count(self.rows, Direction::Descending)
    }

    fn compare(self, operator: Operator, number: u64) -> Filter<R::Source> {
        Filter::from_node(Node::RelatedCount {
            rows: Box::new(self.rows),
            operator,
            // No table has more rows.
            number: i64::try_from(number).unwrap_or(i64::MAX),
        })
    }
}

impl<R> Clone for RelationCount<R> {
    fn clone(&self) -> Self {
        Self {
            rows: self.rows.clone(),
            of: PhantomData,
        }
    }
}

impl<R> fmt::Debug for RelationCount<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.rows.fmt(f)
    }
}

impl<M: Model, R: Relation<Source = M>> Selectable<M> for RelationCount<R> {
    type Value = u64;

    fn write(&self, writer: &mut Writer<'_>) {
        self.rows.clone().write_count(writer, M::def(), ROOT_ALIAS);
    }

    fn selected_column(&self) -> Option<u16> {
        None
    }

    fn decode(row: &Row, index: usize) -> Result<u64, tokio_postgres::Error> {
        let count: i64 = row.try_get(index)?;
        // A count is never negative.
        Ok(u64::try_from(count).unwrap_or_default())
    }
}

impl<M: Model, R: Relation<Source = M>> Selection<M> for RelationCount<R> {
    type Row = u64;

    fn write(&self, writer: &mut Writer<'_>) {
        Selectable::write(self, writer);
    }

    fn selected_columns(&self) -> Vec<Option<u16>> {
        vec![None]
    }

    fn decode(row: &Row) -> Result<u64, tokio_postgres::Error> {
        <Self as Selectable<M>>::decode(row, 0)
    }
}
