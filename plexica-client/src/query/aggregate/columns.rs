use super::{Aggregate, expression::Function};
use crate::{
    model::{Column, Model},
    value::{ColumnValue, MinMax, RowCount, Summable},
};

impl<M: Model, T: ColumnValue> Column<M, T> {
    /// How many rows have a value.
    pub fn count(self) -> Aggregate<M, RowCount> {
        Aggregate::of(Function::Count(self.place()))
    }

    /// How many different values there are.
    pub fn count_distinct(self) -> Aggregate<M, RowCount> {
        Aggregate::of(Function::CountDistinct(self.place()))
    }
}

impl<M: Model, T: ColumnValue> Column<M, T>
where
    T::Scalar: Summable,
{
    /// The sum of all values; `None` where there is none.
    ///
    /// It is an `i64` of whole numbers, an `f64` of floats and a `Decimal` of decimals. A sum that does
    /// not fit is an error of the kind [`InvalidValue`](crate::ErrorKind::InvalidValue).
    ///
    /// ```ignore
    /// let views: Option<i64> = acme.post().aggregate(post::views.sum()).await?;
    /// ```
    pub fn sum(self) -> Aggregate<M, <T::Scalar as Summable>::Sum> {
        Aggregate::of(Function::Sum(self.place()))
    }

    /// The average of all values; `None` where there is none.
    ///
    /// It is a `Decimal` of decimals, rounded to what one holds, and an `f64` of all other numbers.
    pub fn avg(self) -> Aggregate<M, <T::Scalar as Summable>::Average> {
        Aggregate::of(Function::Average(self.place()))
    }
}

impl<M: Model, T: ColumnValue> Column<M, T>
where
    T::Scalar: MinMax,
{
    /// The least value; `None` where there is none.
    pub fn min(self) -> Aggregate<M, T::Optional> {
        Aggregate::of(Function::Min(self.place()))
    }

    /// The greatest value; `None` where there is none.
    ///
    /// ```ignore
    /// let latest = acme.post().aggregate(post::created_at.max()).await?;
    /// ```
    pub fn max(self) -> Aggregate<M, T::Optional> {
        Aggregate::of(Function::Max(self.place()))
    }
}
