use std::marker::PhantomData;

use super::{Deleted, Include, RelatedRows, SearchNode, Writer};
use crate::model::{ModelDef, ROOT_ALIAS, Relation, RelationArity as _, RelationDef, ToOne};

/// An order of the rows of model `M`, by one column, by a column of a related row, by how many related
/// rows there are, or by how well its words fit a query.
///
/// ```ignore
/// acme.post().find_many().order_by((post::author.by(user::email.asc()), post::stars.desc()))
/// ```
#[must_use]
pub struct Order<M> {
    item: OrderItem,
    of: PhantomData<fn() -> M>,
}

#[derive(Debug, Clone)]
pub(crate) struct OrderItem {
    /// The way to the row that is asked for its value, of relations to one row each.
    path: Vec<Step>,
    by: By,
    direction: Direction,
    nulls: Option<Nulls>,
}

/// A relation to at most one row.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Step {
    pub(crate) relation: &'static RelationDef,
    pub(crate) deleted: Deleted,
}

impl Step {
    /// Where a related row has to be there, it is there even if it is deleted.
    pub(crate) fn to<R: Relation<Arity: ToOne>, D>(include: &Include<R, (), D>) -> Self {
        let rows = include.rows();
        Self {
            relation: rows.relation,
            deleted: match R::Arity::IS_REQUIRED {
                true => Deleted::Included,
                false => rows.deleted,
            },
        }
    }

    pub(crate) fn is_same(&self, other: &Self) -> bool {
        std::ptr::eq(self.relation, other.relation) && self.deleted == other.deleted
    }
}

/// What the row at the end of the way is asked for.
#[derive(Debug, Clone)]
enum By {
    Column(u16),
    Count(RelatedRows),
    Rank(Box<SearchNode>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    Ascending,
    Descending,
}

#[derive(Debug, Clone, Copy)]
enum Nulls {
    First,
    Last,
}

impl<M> Order<M> {
    pub(crate) fn new(place: u16, direction: Direction) -> Self {
        Self::of(By::Column(place), direction)
    }

    pub(crate) fn by_count(rows: RelatedRows, direction: Direction) -> Self {
        Self::of(By::Count(rows), direction)
    }

    pub(crate) fn by_rank(search: SearchNode, direction: Direction) -> Self {
        Self::of(By::Rank(Box::new(search)), direction)
    }

    fn of(by: By, direction: Direction) -> Self {
        Self {
            item: OrderItem {
                path: Vec::new(),
                by,
                direction,
                nulls: None,
            },
            of: PhantomData,
        }
    }

    /// The same order of the related row, for rows of the model with the relation.
    pub(crate) fn through<N>(mut self, step: Step) -> Order<N> {
        self.item.path.insert(0, step);
        Order {
            item: self.item,
            of: PhantomData,
        }
    }

    /// Rows without a value come first. (Otherwise they come last in ascending order and first in
    /// descending order, as PostgreSQL has it.) A row without the related row has no value.
    pub fn nulls_first(mut self) -> Self {
        self.item.nulls = Some(Nulls::First);
        self
    }

    /// Rows without a value come last.
    pub fn nulls_last(mut self) -> Self {
        self.item.nulls = Some(Nulls::Last);
        self
    }
}

/// One order, or several, the first of which decides first: a tuple, an array, or a `Vec` where they are
/// not known before the program runs.
///
/// ```ignore
/// let by = match wanted {
///     "email" => user::email.asc(),
///     _ => user::created_at.desc(),
/// };
/// acme.user().find_many().order_by(vec![by, user::id.asc()]).await?;
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an order of `{M}`",
    note = "an order is made with `.asc()` or `.desc()`, several of them as a tuple of at most six, an array or a `Vec`"
)]
pub trait IntoOrder<M> {
    /// The orders, the one that decides first before the others.
    fn into_orders(self) -> Vec<Order<M>>;
}

impl<M> IntoOrder<M> for Order<M> {
    fn into_orders(self) -> Vec<Order<M>> {
        vec![self]
    }
}

impl<M, const N: usize> IntoOrder<M> for [Order<M>; N] {
    fn into_orders(self) -> Vec<Order<M>> {
        self.into()
    }
}

impl<M> IntoOrder<M> for Vec<Order<M>> {
    fn into_orders(self) -> Vec<Order<M>> {
        self
    }
}

macro_rules! tuples {
    ($($order:ident $place:tt),*) => {
        impl<M> IntoOrder<M> for ($($order<M>,)*) {
            fn into_orders(self) -> Vec<Order<M>> {
                vec![$(self.$place),*]
            }
        }
    };
}

tuples!(Order 0, Order 1);
tuples!(Order 0, Order 1, Order 2);
tuples!(Order 0, Order 1, Order 2, Order 3);
tuples!(Order 0, Order 1, Order 2, Order 3, Order 4);
tuples!(Order 0, Order 1, Order 2, Order 3, Order 4, Order 5);

impl OrderItem {
    pub(crate) fn all_of<M>(orders: impl IntoOrder<M>) -> impl Iterator<Item = Self> {
        orders.into_orders().into_iter().map(|order| order.item)
    }

    pub(super) fn by_column(place: u16, direction: Direction) -> Self {
        Self {
            path: Vec::new(),
            by: By::Column(place),
            direction,
            nulls: None,
        }
    }

    /// The column, where the order is by one of the row itself.
    pub(super) fn own_column(&self) -> Option<u16> {
        match self.by {
            By::Column(place) if self.path.is_empty() => Some(place),
            _ => None,
        }
    }

    pub(super) fn direction(&self) -> Direction {
        self.direction
    }

    pub(super) fn are_nulls_first(&self) -> bool {
        match self.nulls {
            Some(Nulls::First) => true,
            Some(Nulls::Last) => false,
            None => self.direction == Direction::Descending,
        }
    }

    /// The order from its end.
    pub(super) fn reversed(&self) -> Self {
        Self {
            direction: match self.direction {
                Direction::Ascending => Direction::Descending,
                Direction::Descending => Direction::Ascending,
            },
            nulls: self.nulls.map(|nulls| match nulls {
                Nulls::First => Nulls::Last,
                Nulls::Last => Nulls::First,
            }),
            ..self.clone()
        }
    }

    /// Writes the joins that lead to what the orders are by. They never multiply rows.
    pub(crate) fn join<'i>(
        items: &'i [Self],
        writer: &mut Writer<'_>,
        model: &'static ModelDef,
    ) -> JoinedOrder<'i> {
        // Joins are shared by the orders that go the same way.
        let mut joined: Vec<(&[Step], String)> = Vec::new();
        let ends = items.iter().map(|item| {
            let mut end = End {
                model,
                alias: ROOT_ALIAS.to_owned(),
            };
            for length in 1..=item.path.len() {
                let path = &item.path[..length];
                let step = path[length - 1];
                let known = joined.iter().find(|(known, _)| is_same_way(known, path));
                let alias = match known {
                    Some((_, alias)) => alias.clone(),
                    None => {
                        let alias = writer.left_join(step, &end.alias);
                        joined.push((path, alias.clone()));
                        alias
                    }
                };
                end = End {
                    model: step.relation.target,
                    alias,
                };
            }
            end
        });
        let ends = ends.collect();
        JoinedOrder { items, ends }
    }
}

fn is_same_way(one: &[Step], other: &[Step]) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| one.is_same(other))
}

/// Orders, with the tables that they are by.
#[derive(Debug)]
pub(crate) struct JoinedOrder<'i> {
    items: &'i [OrderItem],
    ends: Vec<End>,
}

/// A table that a join has led to.
#[derive(Debug)]
struct End {
    model: &'static ModelDef,
    alias: String,
}

impl JoinedOrder<'_> {
    /// Writes ` ORDER BY …`, or nothing.
    pub(crate) fn write(&self, writer: &mut Writer<'_>) {
        for (index, (item, end)) in self.items.iter().zip(&self.ends).enumerate() {
            writer.push(if index == 0 { " ORDER BY " } else { ", " });
            item.write(writer, end.model, &end.alias);
        }
    }
}

impl OrderItem {
    /// Writes it of the row at the end of its way, whose table is `model`'s.
    pub(crate) fn write(&self, writer: &mut Writer<'_>, model: &'static ModelDef, alias: &str) {
        match &self.by {
            By::Column(place) => model.column(*place).reference(&mut writer.sql, alias),
            By::Count(rows) => rows.clone().write_count(writer, model, alias),
            By::Rank(search) => search.write_rank(writer, model, alias),
        }
        writer.push(match self.direction {
            Direction::Ascending => " ASC",
            Direction::Descending => " DESC",
        });
        writer.push(match self.nulls {
            None => "",
            Some(Nulls::First) => " NULLS FIRST",
            Some(Nulls::Last) => " NULLS LAST",
        });
    }
}
