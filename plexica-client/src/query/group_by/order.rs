use std::marker::PhantomData;

use crate::{
    model::{ModelDef, ROOT_ALIAS},
    query::{Expression, Order, OrderItem, Writer},
};

/// An order of groups of rows of model `M` by an aggregate.
#[must_use]
#[derive(Debug)]
pub struct GroupOrder<M> {
    expression: Expression,
    direction: &'static str,
    nulls: &'static str,
    of: PhantomData<fn() -> M>,
}

/// An order by an aggregate or by a key.
#[derive(Debug, Clone)]
pub(super) enum GroupOrderItem {
    Key(OrderItem),
    Aggregate {
        expression: Expression,
        direction: &'static str,
        nulls: &'static str,
    },
}

impl<M> GroupOrder<M> {
    fn new(expression: Expression, direction: &'static str) -> Self {
        Self {
            expression,
            direction,
            nulls: "",
            of: PhantomData,
        }
    }

    pub(crate) fn ascending(expression: Expression) -> Self {
        Self::new(expression, " ASC")
    }

    pub(crate) fn descending(expression: Expression) -> Self {
        Self::new(expression, " DESC")
    }

    /// Groups whose aggregate is of no values come first. (Otherwise they come last in ascending order
    /// and first in descending order, as PostgreSQL has it.)
    pub fn nulls_first(mut self) -> Self {
        self.nulls = " NULLS FIRST";
        self
    }

    /// Groups whose aggregate is of no values come last.
    pub fn nulls_last(mut self) -> Self {
        self.nulls = " NULLS LAST";
        self
    }
}

/// One order of groups, or several, the first of which decides first.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an order of groups of `{M}`",
    note = "an order is made with `.asc()` or `.desc()` of an aggregate or a key, several of them as a tuple"
)]
pub trait IntoGroupOrder<M> {
    /// The orders, the one that decides first before the others.
    #[doc(hidden)]
    fn into_group_orders(self) -> GroupOrders;
}

/// What an [`IntoGroupOrder`] consists of.
#[derive(Debug)]
pub struct GroupOrders(pub(super) Vec<GroupOrderItem>);

impl<M> IntoGroupOrder<M> for GroupOrder<M> {
    fn into_group_orders(self) -> GroupOrders {
        GroupOrders(vec![GroupOrderItem::Aggregate {
            expression: self.expression,
            direction: self.direction,
            nulls: self.nulls,
        }])
    }
}

impl<M> IntoGroupOrder<M> for Order<M> {
    fn into_group_orders(self) -> GroupOrders {
        GroupOrders(OrderItem::all_of(self).map(GroupOrderItem::Key).collect())
    }
}

macro_rules! order_tuples {
    ($($order:ident $place:tt),*) => {
        impl<M, $($order: IntoGroupOrder<M>),*> IntoGroupOrder<M> for ($($order,)*) {
            fn into_group_orders(self) -> GroupOrders {
                let mut orders = Vec::new();
                $(orders.extend(self.$place.into_group_orders().0);)*
                GroupOrders(orders)
            }
        }
    };
}

order_tuples!(A 0, B 1);
order_tuples!(A 0, B 1, C 2);
order_tuples!(A 0, B 1, C 2, D 3);

impl GroupOrderItem {
    pub(super) fn write(self, writer: &mut Writer<'_>, model: &'static ModelDef) {
        match self {
            Self::Key(item) => item.write(writer, model, ROOT_ALIAS),
            Self::Aggregate {
                expression,
                direction,
                nulls,
            } => {
                expression.write(writer, model, ROOT_ALIAS);
                writer.push(direction);
                writer.push(nulls);
            }
        }
    }
}
