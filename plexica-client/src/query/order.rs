use std::marker::PhantomData;

use super::Writer;
use crate::model::{ModelDef, ROOT_ALIAS};

/// An order of the rows of model `M` by one column.
#[must_use]
pub struct Order<M> {
    item: OrderItem,
    of: PhantomData<fn() -> M>,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct OrderItem {
    place: u16,
    direction: Direction,
    nulls: Option<Nulls>,
}

#[derive(Debug, Clone, Copy)]
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
        Self {
            item: OrderItem {
                place,
                direction,
                nulls: None,
            },
            of: PhantomData,
        }
    }

    /// Rows without a value come first. (Otherwise they come last in ascending order and first in
    /// descending order, as PostgreSQL has it.)
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

/// One order, or several, the first of which decides first.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an order of `{M}`",
    note = "an order is made with `.asc()` or `.desc()`, several of them as a tuple or an array"
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

impl<M> IntoOrder<M> for (Order<M>, Order<M>) {
    fn into_orders(self) -> Vec<Order<M>> {
        vec![self.0, self.1]
    }
}

impl<M> IntoOrder<M> for (Order<M>, Order<M>, Order<M>) {
    fn into_orders(self) -> Vec<Order<M>> {
        vec![self.0, self.1, self.2]
    }
}

impl OrderItem {
    pub(crate) fn all_of<M>(orders: impl IntoOrder<M>) -> impl Iterator<Item = Self> {
        orders.into_orders().into_iter().map(|order| order.item)
    }

    /// Writes ` ORDER BY …`, or nothing.
    pub(crate) fn write_all(items: &[Self], writer: &mut Writer<'_>, model: &'static ModelDef) {
        for (index, item) in items.iter().enumerate() {
            writer.push(if index == 0 { " ORDER BY " } else { ", " });
            item.write(writer, model);
        }
    }

    pub(crate) fn write(&self, writer: &mut Writer<'_>, model: &'static ModelDef) {
        model
            .column(self.place)
            .reference(&mut writer.sql, ROOT_ALIAS);
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
