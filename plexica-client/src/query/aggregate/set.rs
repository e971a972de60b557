use tokio_postgres::Row;

use super::{Aggregate, Expression};
use crate::{
    model::{ModelDef, ROOT_ALIAS},
    query::Writer,
    value::ColumnValue,
};

/// An aggregate, or a tuple of aggregates, of model `M`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an aggregate or a tuple of aggregates of `{M}`",
    note = "an aggregate is made of a column: `.count()`, `.sum()`, `.avg()`, `.min()`, `.max()`",
    note = "a tuple has at most twelve"
)]
pub trait AggregateSet<M>: Send + Sync {
    /// A tuple of what the aggregates give; of a single one, what it gives.
    type Row: Send;

    #[doc(hidden)]
    fn expressions(&self) -> Expressions;

    #[doc(hidden)]
    fn decode(row: &Row, first: usize) -> Result<Self::Row, tokio_postgres::Error>;
}

/// What an [`AggregateSet`] consists of.
#[derive(Debug)]
pub struct Expressions(Vec<Expression>);

impl Expressions {
    /// The places of their columns, as far as all before them have one too: for errors, which know a
    /// result by its index.
    pub(crate) fn places(&self) -> impl Iterator<Item = u16> {
        self.0.iter().map_while(Expression::place)
    }

    pub(crate) fn write(self, writer: &mut Writer<'_>, model: &'static ModelDef) {
        for (index, expression) in self.0.into_iter().enumerate() {
            writer.push(if index > 0 { ", " } else { "" });
            expression.select(writer, model, ROOT_ALIAS);
        }
    }
}

impl<M, V: ColumnValue> AggregateSet<M> for Aggregate<M, V> {
    type Row = V::Rust;

    fn expressions(&self) -> Expressions {
        Expressions(vec![self.expression().clone()])
    }

    fn decode(row: &Row, first: usize) -> Result<V::Rust, tokio_postgres::Error> {
        V::decode(row, first)
    }
}

macro_rules! aggregate_sets {
    ($($value:ident $place:tt),*) => {
        impl<M, $($value: ColumnValue),*> AggregateSet<M> for ($(Aggregate<M, $value>,)*) {
            type Row = ($($value::Rust,)*);

            fn expressions(&self) -> Expressions {
                Expressions(vec![$(self.$place.expression().clone()),*])
            }

            fn decode(row: &Row, first: usize) -> Result<Self::Row, tokio_postgres::Error> {
                Ok(($($value::decode(row, first + $place)?,)*))
            }
        }
    };
}

aggregate_sets!(A 0);
aggregate_sets!(A 0, B 1);
aggregate_sets!(A 0, B 1, C 2);
aggregate_sets!(A 0, B 1, C 2, D 3);
aggregate_sets!(A 0, B 1, C 2, D 3, E 4);
aggregate_sets!(A 0, B 1, C 2, D 3, E 4, F 5);
aggregate_sets!(A 0, B 1, C 2, D 3, E 4, F 5, G 6);
aggregate_sets!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7);
aggregate_sets!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8);
aggregate_sets!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9);
aggregate_sets!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10);
aggregate_sets!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11);
