use super::{Computed, Right};
use crate::{
    model::{Column, Model, Unique},
    query::{ByColumn, ByValue},
    value::{Bind, ColumnValue, Nullability, Required},
};

/// What a value of type `T` of model `M` is computed with: a value of the same scalar (see
/// [`Bind`]), a column of the model, or what is computed of its rows. Whether one of them may be
/// `NULL` is of no account; the result is `NULL` where one of them is.
///
/// `K` is which of them it is; nobody names it.
#[diagnostic::on_unimplemented(
    message = "nothing is computed of a `{T}` of `{M}` and a `{Self}`",
    label = "expected a value, or a column of `{M}`, of the same type"
)]
pub trait ComputedOperand<M, T, K> {
    /// Whether it may be `NULL`.
    type Nullability: Nullability;

    #[doc(hidden)]
    fn into_other(self) -> OtherValue;
}

/// What a value is computed with.
#[derive(Debug)]
pub struct OtherValue(pub(super) Right);

#[diagnostic::do_not_recommend]
impl<M, T: ColumnValue, V: Bind<T::Scalar>> ComputedOperand<M, T, ByValue> for V {
    type Nullability = Required;

    fn into_other(self) -> OtherValue {
        OtherValue(Right::Value(self.bind()))
    }
}

macro_rules! operands {
    ($($of:ident)*) => {$(
        impl<M: Model, T, U> ComputedOperand<M, T, ByColumn> for $of<M, U>
        where
            T: ColumnValue,
            U: ColumnValue<Scalar = T::Scalar>,
        {
            type Nullability = U::Nullability;

            fn into_other(self) -> OtherValue {
                OtherValue(Right::Node(Box::new(self.into_node())))
            }
        }
    )*};
}

operands!(Column Unique Computed);

/// What is computed of a value and another: of the same scalar, and `NULL` where one of them is.
pub type Joined<M, T, K, O> = Computed<M, JoinedValue<M, T, K, O>>;

type JoinedValue<M, T, K, O> = <<<T as ColumnValue>::Nullability as Nullability>::With<
    <O as ComputedOperand<M, T, K>>::Nullability,
> as Nullability>::Of<<T as ColumnValue>::Scalar>;
