use std::marker::PhantomData;

use tokio_postgres::Row;

use super::{Load, Select, Selection, Writer};
use crate::{
    Error,
    connection::Executor,
    model::{Column, Model, Unique},
    value::ColumnValue,
};

/// What a query gives for each row: records of the model, or some of its columns.
pub trait Projection: Send + Sync {
    /// The model that is asked.
    type Model: Model;
    /// What each row becomes.
    type Row: Send;

    #[doc(hidden)]
    fn columns(&self, writer: &mut Writer<'_>);

    #[doc(hidden)]
    fn fetch<'a>(
        &'a self,
        executor: &'a Executor<'a>,
        select: Select,
    ) -> impl Future<Output = Result<Vec<Self::Row>, Error>> + Send + 'a;
}

/// What a query gives for each row can be made of that row alone, so that it can be streamed.
pub trait RowByRow: Projection {
    /// What is read, as places of columns, where it is not the whole record.
    #[doc(hidden)]
    fn places(&self) -> Option<Vec<Option<u16>>>;

    #[doc(hidden)]
    fn decode(row: &Row) -> Result<Self::Row, tokio_postgres::Error>;
}

/// Whole records, with what `L` loads.
#[derive(Debug)]
pub struct Records<M, L = ()> {
    load: L,
    of: PhantomData<fn() -> M>,
}

impl<M> Records<M> {
    pub(crate) fn new() -> Self {
        Self {
            load: (),
            of: PhantomData,
        }
    }
}

impl<M, L> Records<M, L> {
    /// What is loaded.
    pub(super) fn into_load(self) -> L {
        self.load
    }

    /// The records with one more thing to load with them.
    pub(super) fn loading<I>(self, more: I) -> Records<M, (L, I)> {
        Records {
            load: (self.load, more),
            of: PhantomData,
        }
    }
}

impl<M: Model, L: Load<M>> Projection for Records<M, L> {
    type Model = M;
    type Row = L::Output;

    fn columns(&self, writer: &mut Writer<'_>) {
        writer.push(M::def().select_list());
    }

    async fn fetch<'a>(
        &'a self,
        executor: &'a Executor<'a>,
        select: Select,
    ) -> Result<Vec<L::Output>, Error> {
        let records = executor.records::<M>(select).await?;
        self.load.load(executor, records).await
    }
}

impl<M: Model> RowByRow for Records<M> {
    fn places(&self) -> Option<Vec<Option<u16>>> {
        None
    }

    fn decode(row: &Row) -> Result<M, tokio_postgres::Error> {
        M::decode(row)
    }
}

/// Some columns, and what is computed or counted, as a tuple or a struct.
#[derive(Debug)]
pub struct Selected<M, S> {
    selection: S,
    of: PhantomData<fn() -> M>,
}

impl<M, S> Selected<M, S> {
    pub(crate) fn new(selection: S) -> Self {
        Self {
            selection,
            of: PhantomData,
        }
    }
}

impl<M: Model, S: Selection<M>> Projection for Selected<M, S> {
    type Model = M;
    type Row = S::Row;

    fn columns(&self, writer: &mut Writer<'_>) {
        self.selection.write(writer);
    }

    async fn fetch<'a>(
        &'a self,
        executor: &'a Executor<'a>,
        select: Select,
    ) -> Result<Vec<S::Row>, Error> {
        let columns = |writer: &mut Writer<'_>| self.columns(writer);
        let statement = select.statement_of(M::def(), executor.tenant_schema(), columns);
        executor
            .rows(&statement, S::decode)
            .await
            .map_err(|error| error.in_selection(M::def(), &self.selection.selected_columns()))
    }
}

impl<M: Model, S: Selection<M>> RowByRow for Selected<M, S> {
    fn places(&self) -> Option<Vec<Option<u16>>> {
        Some(self.selection.selected_columns())
    }

    fn decode(row: &Row) -> Result<S::Row, tokio_postgres::Error> {
        S::decode(row)
    }
}

/// A column, or a tuple of columns, of model `M`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a column or a tuple of columns of `{M}`",
    note = "a tuple has at most twelve columns"
)]
pub trait ColumnSet<M>: Copy + Send + Sync {
    #[doc(hidden)]
    fn places(&self) -> Vec<u16>;
}

/// A column by itself or as a member of a tuple.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a column of `{M}`",
    label = "not a column of `{M}`"
)]
pub trait SelectedColumn<M>: Copy + Send + Sync {
    #[doc(hidden)]
    fn selected_place(self) -> u16;
}

impl<M, T: ColumnValue> SelectedColumn<M> for Column<M, T> {
    fn selected_place(self) -> u16 {
        self.place()
    }
}

impl<M, T: ColumnValue> SelectedColumn<M> for Unique<M, T> {
    fn selected_place(self) -> u16 {
        self.place()
    }
}

impl<M, T: ColumnValue> ColumnSet<M> for Column<M, T> {
    fn places(&self) -> Vec<u16> {
        vec![self.place()]
    }
}

impl<M, T: ColumnValue> ColumnSet<M> for Unique<M, T> {
    fn places(&self) -> Vec<u16> {
        vec![self.place()]
    }
}

macro_rules! column_sets {
    ($($column:ident $place:tt),*) => {
        impl<M, $($column: SelectedColumn<M>),*> ColumnSet<M> for ($($column,)*) {
            fn places(&self) -> Vec<u16> {
                vec![$(self.$place.selected_place()),*]
            }
        }
    };
}

column_sets!(A 0);
column_sets!(A 0, B 1);
column_sets!(A 0, B 1, C 2);
column_sets!(A 0, B 1, C 2, D 3);
column_sets!(A 0, B 1, C 2, D 3, E 4);
column_sets!(A 0, B 1, C 2, D 3, E 4, F 5);
column_sets!(A 0, B 1, C 2, D 3, E 4, F 5, G 6);
column_sets!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7);
column_sets!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8);
column_sets!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9);
column_sets!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10);
column_sets!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11);
