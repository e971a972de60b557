use tokio_postgres::Row;

use crate::{
    model::{Column, Unique},
    value::{ColumnValue, Ordered},
};

/// A column, or a tuple of columns, of model `M` to group rows by.
#[diagnostic::on_unimplemented(
    message = "rows of `{M}` cannot be grouped by `{Self}`",
    note = "they are grouped by a column or by a tuple of at most eight, none of them JSON or a list"
)]
pub trait GroupKeys<M>: Copy + Send + Sync {
    /// A tuple of what the columns give; of a single column, what it gives.
    type Row: Send;

    /// How many columns there are.
    #[doc(hidden)]
    const COUNT: usize;

    #[doc(hidden)]
    fn places(&self) -> Vec<u16>;

    #[doc(hidden)]
    fn decode(row: &Row) -> Result<Self::Row, tokio_postgres::Error>;
}

/// A column to group by, by itself or as a member of a tuple.
#[diagnostic::on_unimplemented(
    message = "rows of `{M}` cannot be grouped by `{Self}`",
    label = "not a column of `{M}` whose values have an order"
)]
pub trait GroupKey<M>: Copy + Send + Sync {
    /// What it is of.
    type Value: ColumnValue;

    #[doc(hidden)]
    fn key_place(self) -> u16;
}

macro_rules! columns {
    ($($column:ident)*) => {$(
        impl<M, T: ColumnValue> GroupKey<M> for $column<M, T>
        where
            T::Scalar: Ordered,
        {
            type Value = T;

            fn key_place(self) -> u16 {
                self.place()
            }
        }

        impl<M, T: ColumnValue> GroupKeys<M> for $column<M, T>
        where
            T::Scalar: Ordered,
        {
            type Row = T::Rust;

            const COUNT: usize = 1;

            fn places(&self) -> Vec<u16> {
                vec![self.place()]
            }

            fn decode(row: &Row) -> Result<T::Rust, tokio_postgres::Error> {
                T::decode(row, 0)
            }
        }
    )*};
}

columns!(Column Unique);

macro_rules! key_tuples {
    ($count:literal: $($key:ident $place:tt),*) => {
        impl<M, $($key: GroupKey<M>),*> GroupKeys<M> for ($($key,)*) {
            type Row = ($(<$key::Value as ColumnValue>::Rust,)*);

            const COUNT: usize = $count;

            fn places(&self) -> Vec<u16> {
                vec![$(self.$place.key_place()),*]
            }

            fn decode(row: &Row) -> Result<Self::Row, tokio_postgres::Error> {
                Ok(($(<$key::Value as ColumnValue>::decode(row, $place)?,)*))
            }
        }
    };
}

key_tuples!(1: A 0);
key_tuples!(2: A 0, B 1);
key_tuples!(3: A 0, B 1, C 2);
key_tuples!(4: A 0, B 1, C 2, D 3);
key_tuples!(5: A 0, B 1, C 2, D 3, E 4);
key_tuples!(6: A 0, B 1, C 2, D 3, E 4, F 5);
key_tuples!(7: A 0, B 1, C 2, D 3, E 4, F 5, G 6);
key_tuples!(8: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7);
