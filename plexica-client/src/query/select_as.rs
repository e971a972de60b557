//! What `.select_as::<T>()` reads: a struct of the program's own, which says of what it is made.

use std::{fmt, marker::PhantomData};

use tokio_postgres::Row;

use super::{Selectable, Selection, Writer};
use crate::model::Model;

/// A struct that a query can give for each row: one with `#[derive(SelectAs)]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say what is selected for it",
    label = "it has no `#[derive(plexica_client::SelectAs)]`"
)]
pub trait SelectAs: Sized + Send {
    /// The model that is asked.
    type Model: Model;

    /// Names what is selected, in the order in which it is read.
    fn columns(columns: &mut SelectedColumns<'_, '_, Self::Model>);

    /// Reads a row of what is selected.
    ///
    /// # Errors
    /// When a column holds what its field cannot.
    fn decode(row: &Row) -> Result<Self, tokio_postgres::Error>;
}

/// What is selected for a struct.
#[derive(Debug)]
pub struct SelectedColumns<'w, 's, M> {
    /// None where only the columns are asked for.
    writer: Option<&'w mut Writer<'s>>,
    columns: Vec<Option<u16>>,
    of: PhantomData<fn() -> M>,
}

impl<'w, 's, M> SelectedColumns<'w, 's, M> {
    fn new(writer: Option<&'w mut Writer<'s>>) -> Self {
        Self {
            writer,
            columns: Vec::new(),
            of: PhantomData,
        }
    }

    /// Selects one thing more.
    pub fn add(&mut self, selected: &impl Selectable<M>) {
        if let Some(writer) = &mut self.writer {
            if !self.columns.is_empty() {
                writer.push(", ");
            }
            selected.write(writer);
        }
        self.columns.push(selected.selected_column());
    }
}

/// A value that a field of type `T` can take: itself.
#[diagnostic::on_unimplemented(
    message = "what is selected for a field of type `{T}` is a `{Self}`",
    label = "selected for it is a `{Self}`"
)]
pub trait FieldValue<T> {
    #[doc(hidden)]
    fn into_field(self) -> T;
}

impl<T> FieldValue<T> for T {
    fn into_field(self) -> T {
        self
    }
}

/// Reads a field of a struct, for which `selected` is selected. For `#[derive(SelectAs)]`, which
/// gives a function so that nothing is made anew for each row: it is there for its type.
#[doc(hidden)]
pub fn read_field<M, S: Selectable<M>, T>(
    _selected: impl FnOnce() -> S,
    row: &Row,
    index: usize,
) -> Result<T, tokio_postgres::Error>
where
    S::Value: FieldValue<T>,
{
    S::decode(row, index).map(FieldValue::into_field)
}

/// Everything that a struct is made of.
pub struct Whole<T>(PhantomData<fn() -> T>);

impl<T> Whole<T> {
    pub(super) fn new() -> Self {
        Self(PhantomData)
    }
}

impl<T> fmt::Debug for Whole<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Whole")
    }
}

impl<T: SelectAs> Selection<T::Model> for Whole<T> {
    type Row = T;

    fn write(&self, writer: &mut Writer<'_>) {
        T::columns(&mut SelectedColumns::new(Some(writer)));
    }

    fn selected_columns(&self) -> Vec<Option<u16>> {
        let mut columns = SelectedColumns::new(None);
        T::columns(&mut columns);
        columns.columns
    }

    fn decode(row: &Row) -> Result<T, tokio_postgres::Error> {
        T::decode(row)
    }
}
