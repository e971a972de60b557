//! Functions of texts.

use super::{
    Computed, ComputedOperand, Function, Node, Operation, number::operation, operand::Joined,
};
use crate::{
    model::{Column, Model},
    value::{ColumnValue, Nullability, Textual},
};

/// An `S`, or `NULL` where a `T` is.
type Like<T, S> = <<T as ColumnValue>::Nullability as Nullability>::Of<S>;

macro_rules! texts {
    ($($of:ident)*) => {$(
        impl<M: Model, T: ColumnValue> $of<M, T>
        where
            T::Scalar: Textual,
        {
            /// The text in lower case.
            ///
            /// ```ignore
            /// acme.user().find_many().select((user::id, user::email.lower()))
            /// ```
            pub fn lower(self) -> Computed<M, Like<T, String>> {
                function(Function::Lower, self.into_node())
            }

            /// The text in upper case.
            pub fn upper(self) -> Computed<M, Like<T, String>> {
                function(Function::Upper, self.into_node())
            }

            /// The text without spaces at its ends.
            pub fn trim(self) -> Computed<M, Like<T, String>> {
                function(Function::Trim, self.into_node())
            }

            /// How many characters the text has.
            pub fn char_length(self) -> Computed<M, Like<T, i32>> {
                function(Function::CharLength, self.into_node())
            }

            /// The text with a value or another column behind it.
            ///
            /// ```ignore
            /// user::first_name.concat(" ").concat(user::last_name)
            /// ```
            pub fn concat<K, O: ComputedOperand<M, T, K>>(self, other: O) -> Joined<M, T, K, O> {
                Computed::new(operation(self.into_node(), Operation::Concat, other))
            }
        }
    )*};
}

texts!(Column Computed);

fn function<M, V>(function: Function, of: Node) -> Computed<M, V> {
    Computed::new(Node::Function(function, Box::new(of)))
}
