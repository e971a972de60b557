use crate::{
    model::{Column, Model, Unique},
    value::{Bind, ColumnValue, Value},
};

/// What a column of type `T` of model `M` is equal to or not: a value (see [`Bind`]) or another
/// column of the same model and type. Whether one of them may be `NULL` is of no account.
///
/// `K` is which of the two it is; nobody names it.
#[diagnostic::on_unimplemented(
    message = "a column of type `{T}` of `{M}` cannot be compared with `{Self}`",
    label = "expected `{T}`, or a column of `{M}` of the same type"
)]
pub trait Operand<M, T, K> {
    #[doc(hidden)]
    fn into_compared(self) -> Compared;
}

/// What a column of type `T` of model `M` is less or greater than: a value (see [`Bind`]) or another
/// column of the same model and type.
#[diagnostic::on_unimplemented(
    message = "a column of type `{T}` of `{M}` cannot be compared with `{Self}`",
    label = "expected `{T}`, or a column of `{M}` of the same type"
)]
pub trait OrderedOperand<M, T, K> {
    #[doc(hidden)]
    fn into_compared(self) -> Compared;
}

/// A value, as an [`Operand`].
#[derive(Debug)]
pub struct ByValue;

/// A column, as an [`Operand`].
#[derive(Debug)]
pub struct ByColumn;

/// What stands on the other side of an operator.
#[derive(Debug)]
pub struct Compared(pub(crate) Side);

#[derive(Debug)]
pub(crate) enum Side {
    Value(Value),
    Column(u16),
}

impl<M, T, V: Bind<T>> Operand<M, T, ByValue> for V {
    fn into_compared(self) -> Compared {
        Compared(Side::Value(self.bind()))
    }
}

impl<M, T: ColumnValue, V: Bind<T::Scalar>> OrderedOperand<M, T, ByValue> for V {
    fn into_compared(self) -> Compared {
        Compared(Side::Value(self.bind()))
    }
}

macro_rules! columns {
    ($($column:ident)*) => {$(
        impl<M: Model, T, U> Operand<M, T, ByColumn> for $column<M, U>
        where
            T: ColumnValue,
            U: ColumnValue<Key = T::Key>,
        {
            fn into_compared(self) -> Compared {
                Compared(Side::Column(self.place()))
            }
        }

        impl<M: Model, T, U> OrderedOperand<M, T, ByColumn> for $column<M, U>
        where
            T: ColumnValue,
            U: ColumnValue<Key = T::Key>,
        {
            fn into_compared(self) -> Compared {
                Compared(Side::Column(self.place()))
            }
        }
    )*};
}

columns!(Column Unique);
