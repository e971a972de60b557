//! `coalesce`: something else in place of `NULL`.

use super::{Computed, Node, OtherValue, Right};
use crate::{
    model::{Column, Model, Unique},
    query::{ByColumn, ByValue},
    value::{Bind, ColumnValue, Nullable},
};

/// What stands in for a value of type `T` of model `M` that is `NULL`: a value (see [`Bind`]), a
/// column of the model, or what is computed of its rows, of the same type.
///
/// `K` is which of them it is; nobody names it.
#[diagnostic::on_unimplemented(
    message = "a `{Self}` cannot stand in for a `{T}` of `{M}`",
    label = "expected a value, or a column of `{M}`, of the same type"
)]
pub trait Fallback<M, T, K> {
    /// What there is then: no `Option`, unless this may be `NULL` itself.
    type Value: ColumnValue;

    #[doc(hidden)]
    fn into_other(self) -> OtherValue;
}

#[diagnostic::do_not_recommend]
impl<M, T: ColumnValue, V: Bind<T::Key>> Fallback<M, T, ByValue> for V {
    type Value = T::Key;

    fn into_other(self) -> OtherValue {
        OtherValue(Right::Value(self.bind()))
    }
}

macro_rules! fallbacks {
    ($($of:ident)*) => {$(
        impl<M: Model, T, U> Fallback<M, T, ByColumn> for $of<M, U>
        where
            T: ColumnValue,
            U: ColumnValue<Key = T::Key>,
        {
            type Value = U;

            fn into_other(self) -> OtherValue {
                OtherValue(Right::Node(Box::new(self.into_node())))
            }
        }
    )*};
}

fallbacks!(Column Unique Computed);

macro_rules! coalesce {
    ($($of:ident)*) => {$(
        impl<M: Model, T: ColumnValue<Nullability = Nullable>> $of<M, T> {
            /// Where it is `NULL`, a value or another column in its place.
            ///
            /// ```ignore
            /// user::nickname.coalesce(user::first_name).coalesce("somebody")
            /// ```
            pub fn coalesce<K, F: Fallback<M, T, K>>(self, fallback: F) -> Computed<M, F::Value> {
                let this = Box::new(self.into_node());
                Computed::new(Node::Coalesce(this, fallback.into_other().0))
            }
        }
    )*};
}

coalesce!(Column Computed);
