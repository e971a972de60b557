use std::{marker::PhantomData, ops::Deref};

use super::{Key, Model};
use crate::{
    query::{Direction, Filter, Operand, Operator, Order, OrderedOperand},
    value::{Bind, BindList, Codec, ColumnValue, OptionalTyped, Ordered, Scalar},
};

/// A column of model `M` that gives a `T`: `user::email`.
pub struct Column<M, T> {
    place: u16,
    of: PhantomData<fn() -> (M, T)>,
}

impl<M, T> Clone for Column<M, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<M, T> Copy for Column<M, T> {}

impl<M, T> Column<M, T> {
    /// The column at this place in the model's [`ModelDef::columns`](super::ModelDef::columns).
    /// For generated code.
    #[doc(hidden)]
    #[must_use]
    pub const fn new(place: u16) -> Self {
        Self {
            place,
            of: PhantomData,
        }
    }

    pub(crate) fn place(self) -> u16 {
        self.place
    }
}

impl<M: Model, T: ColumnValue> Column<M, T> {
    /// Equal to the value, or to another column of the model. The value `None` means `IS NULL`.
    ///
    /// ```ignore
    /// post::slug.eq("news") | post::slug.eq(post::title)
    /// ```
    pub fn eq<K>(self, value: impl Operand<M, T, K>) -> Filter<M> {
        Filter::compare(self.place, Operator::Equal, value.into_compared())
    }

    /// Not equal to the value, or to another column. As in SQL, a row without a value is neither
    /// equal nor unequal to one; the value `None` means `IS NOT NULL`.
    pub fn ne<K>(self, value: impl Operand<M, T, K>) -> Filter<M> {
        Filter::compare(self.place, Operator::NotEqual, value.into_compared())
    }

    /// Equal to one of the values. No value matches an empty list.
    pub fn is_in(self, values: impl BindList<T>) -> Filter<M> {
        Filter::in_list(self.place, values.bind_list(), false)
    }

    /// Equal to none of the values. Every value matches an empty list.
    pub fn not_in(self, values: impl BindList<T>) -> Filter<M> {
        Filter::in_list(self.place, values.bind_list(), true)
    }

    /// Smallest first.
    pub fn asc(self) -> Order<M> {
        Order::new(self.place, Direction::Ascending)
    }

    /// Largest first.
    pub fn desc(self) -> Order<M> {
        Order::new(self.place, Direction::Descending)
    }
}

impl<M: Model, T: Scalar> Column<M, Option<T>> {
    /// Without a value.
    pub fn is_null(self) -> Filter<M> {
        Filter::null(self.place, false)
    }

    /// With a value.
    pub fn is_not_null(self) -> Filter<M> {
        Filter::null(self.place, true)
    }
}

impl<M: Model, T, C: Codec<T>> Column<M, OptionalTyped<T, C>> {
    /// Without a value.
    pub fn is_null(self) -> Filter<M> {
        Filter::null(self.place, false)
    }

    /// With a value.
    pub fn is_not_null(self) -> Filter<M> {
        Filter::null(self.place, true)
    }
}

impl<M: Model, T: ColumnValue> Column<M, T>
where
    T::Scalar: Ordered,
{
    /// Less than the value, or than another column of the model.
    ///
    /// ```ignore
    /// order::paid.lt(order::total)
    /// ```
    pub fn lt<K>(self, value: impl OrderedOperand<M, T, K>) -> Filter<M> {
        Filter::compare(self.place, Operator::Less, value.into_compared())
    }

    /// Less than the value or another column, or equal to it.
    pub fn lte<K>(self, value: impl OrderedOperand<M, T, K>) -> Filter<M> {
        Filter::compare(self.place, Operator::LessOrEqual, value.into_compared())
    }

    /// Greater than the value, or than another column of the model.
    pub fn gt<K>(self, value: impl OrderedOperand<M, T, K>) -> Filter<M> {
        Filter::compare(self.place, Operator::Greater, value.into_compared())
    }

    /// Greater than the value or another column, or equal to it.
    pub fn gte<K>(self, value: impl OrderedOperand<M, T, K>) -> Filter<M> {
        Filter::compare(self.place, Operator::GreaterOrEqual, value.into_compared())
    }

    /// Between two values or columns, both included.
    pub fn between<L, H>(
        self,
        low: impl OrderedOperand<M, T, L>,
        high: impl OrderedOperand<M, T, H>,
    ) -> Filter<M> {
        self.gte(low) & self.lte(high)
    }
}

/// A column that is a unique key by itself: everything that a [`Column`] is, and a [`key`](Self::key).
pub struct Unique<M, T> {
    column: Column<M, T>,
}

impl<M, T> Clone for Unique<M, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<M, T> Copy for Unique<M, T> {}

impl<M, T> Unique<M, T> {
    /// The column at this place. For generated code.
    #[doc(hidden)]
    #[must_use]
    pub const fn new(place: u16) -> Self {
        Self {
            column: Column::new(place),
        }
    }
}

impl<M: Model, T: ColumnValue> Unique<M, T> {
    /// The one row with this value, for `find_unique`, `update`, `delete` and `upsert`.
    #[must_use]
    pub fn key(self, value: impl Bind<T::Key>) -> Key<M> {
        Key::single(self.column.place, value.bind())
    }
}

impl<M, T> Deref for Unique<M, T> {
    type Target = Column<M, T>;

    fn deref(&self) -> &Column<M, T> {
        &self.column
    }
}
