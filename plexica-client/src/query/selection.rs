//! What `.select(…)` takes: columns, numbers of related rows, what is computed, and tuples of them.

use tokio_postgres::Row;

use super::Writer;
use crate::{
    model::{Column, Model, ROOT_ALIAS, Unique},
    value::ColumnValue,
};

/// What is read of each row of model `M`: a column, a column of a related row, a number of related
/// rows, what is computed of them, or a tuple of them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be selected of `{M}`",
    note = "columns of `{M}`, `.select(…)` and `.count()` of its relations, and what is computed of them can be, and tuples of at most twelve"
)]
pub trait Selection<M>: Send + Sync {
    /// A tuple of what the members give; of a single one, what it gives.
    type Row: Send;

    #[doc(hidden)]
    fn write(&self, writer: &mut Writer<'_>);

    /// The places of those that are columns, for errors.
    #[doc(hidden)]
    fn selected_columns(&self) -> Vec<Option<u16>>;

    #[doc(hidden)]
    fn decode(row: &Row) -> Result<Self::Row, tokio_postgres::Error>;
}

/// What can be selected by itself or as a member of a tuple.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be selected of `{M}`",
    label = "not a column of `{M}`, nor of its relations, nor computed of them"
)]
pub trait Selectable<M>: Send + Sync {
    /// What it gives.
    type Value: Send;

    #[doc(hidden)]
    fn write(&self, writer: &mut Writer<'_>);

    #[doc(hidden)]
    fn selected_column(&self) -> Option<u16>;

    #[doc(hidden)]
    fn decode(row: &Row, index: usize) -> Result<Self::Value, tokio_postgres::Error>;
}

macro_rules! columns {
    ($($column:ident)*) => {$(
        impl<M: Model, T: ColumnValue> Selectable<M> for $column<M, T> {
            type Value = T::Rust;

            fn write(&self, writer: &mut Writer<'_>) {
                M::def().column(self.place()).select(&mut writer.sql, ROOT_ALIAS);
            }

            fn selected_column(&self) -> Option<u16> {
                Some(self.place())
            }

            fn decode(row: &Row, index: usize) -> Result<T::Rust, tokio_postgres::Error> {
                T::decode(row, index)
            }
        }

        impl<M: Model, T: ColumnValue> Selection<M> for $column<M, T> {
            type Row = T::Rust;

            fn write(&self, writer: &mut Writer<'_>) {
                Selectable::write(self, writer);
            }

            fn selected_columns(&self) -> Vec<Option<u16>> {
                vec![Some(self.place())]
            }

            fn decode(row: &Row) -> Result<T::Rust, tokio_postgres::Error> {
                T::decode(row, 0)
            }
        }
    )*};
}

columns!(Column Unique);

macro_rules! tuples {
    ($first:ident 0 $(, $member:ident $place:tt)*) => {
        impl<M: Model, $first: Selectable<M> $(, $member: Selectable<M>)*> Selection<M>
            for ($first, $($member,)*)
        {
            type Row = ($first::Value, $($member::Value,)*);

            fn write(&self, writer: &mut Writer<'_>) {
                self.0.write(writer);
                $(
                    writer.push(", ");
                    self.$place.write(writer);
                )*
            }

            fn selected_columns(&self) -> Vec<Option<u16>> {
                vec![self.0.selected_column() $(, self.$place.selected_column())*]
            }

            fn decode(row: &Row) -> Result<Self::Row, tokio_postgres::Error> {
                Ok(($first::decode(row, 0)?, $($member::decode(row, $place)?,)*))
            }
        }
    };
}

tuples!(A 0);
tuples!(A 0, B 1);
tuples!(A 0, B 1, C 2);
tuples!(A 0, B 1, C 2, D 3);
tuples!(A 0, B 1, C 2, D 3, E 4);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5, G 6);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11);
