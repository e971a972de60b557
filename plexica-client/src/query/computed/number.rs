//! Arithmetic.

use super::{Computed, ComputedOperand, Node, Operation, operand::Joined};
use crate::{
    model::{Column, Model},
    value::{ColumnValue, Numeric},
};

macro_rules! arithmetic {
    ($($of:ident)*) => {$(
        impl<M: Model, T: ColumnValue> $of<M, T>
        where
            T::Scalar: Numeric,
        {
            /// The sum with a value or a column. One that does not fit its type is an error, as it
            /// is in PostgreSQL.
            ///
            /// ```ignore
            /// acme.invoice().find_many().select((invoice::id, invoice::net.plus(invoice::tax)))
            /// ```
            pub fn plus<K, O: ComputedOperand<M, T, K>>(self, other: O) -> Joined<M, T, K, O> {
                Computed::new(operation(self.into_node(), Operation::Plus, other))
            }

            /// The difference to a value or a column.
            pub fn minus<K, O: ComputedOperand<M, T, K>>(self, other: O) -> Joined<M, T, K, O> {
                Computed::new(operation(self.into_node(), Operation::Minus, other))
            }

            /// The product with a value or a column.
            pub fn times<K, O: ComputedOperand<M, T, K>>(self, other: O) -> Joined<M, T, K, O> {
                Computed::new(operation(self.into_node(), Operation::Times, other))
            }

            /// The quotient by a value or a column; of integers without its fraction. By zero it is
            /// an error of the kind [`InvalidValue`](crate::ErrorKind::InvalidValue).
            pub fn divided_by<K, O: ComputedOperand<M, T, K>>(
                self,
                other: O,
            ) -> Joined<M, T, K, O> {
                Computed::new(operation(self.into_node(), Operation::DividedBy, other))
            }
        }
    )*};
}

arithmetic!(Column Computed);

pub(super) fn operation<M, T, K>(
    left: Node,
    operation: Operation,
    right: impl ComputedOperand<M, T, K>,
) -> Node {
    Node::Operation(Box::new(left), operation, right.into_other().0)
}
