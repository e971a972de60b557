use std::ops::{Bound, RangeBounds};

use super::{Compared, Filter, Operator, Side};
use crate::{
    model::{Column, Model},
    value::{Bind, ColumnValue, Ordered},
};

impl<M: Model, T: ColumnValue> Column<M, T>
where
    T::Scalar: Ordered,
{
    /// In a range, which has the ends that Rust says: `a..b` is without `b`, `a..=b` with it. A row
    /// without a value is in none, not even in `..`.
    ///
    /// ```ignore
    /// post::created_at.in_range(monday..next_monday)
    /// ```
    pub fn in_range<V: Bind<T::Scalar> + Clone>(self, range: impl RangeBounds<V>) -> Filter<M> {
        let compare = |operator, value: &V| {
            let value = Compared(Side::Value(value.clone().bind()));
            Filter::compare(self.place(), operator, value)
        };
        let start = match range.start_bound() {
            Bound::Included(value) => Some(compare(Operator::GreaterOrEqual, value)),
            Bound::Excluded(value) => Some(compare(Operator::Greater, value)),
            Bound::Unbounded => None,
        };
        let end = match range.end_bound() {
            Bound::Included(value) => Some(compare(Operator::LessOrEqual, value)),
            Bound::Excluded(value) => Some(compare(Operator::Less, value)),
            Bound::Unbounded => None,
        };
        match (start, end) {
            (Some(start), Some(end)) => start & end,
            (Some(filter), None) | (None, Some(filter)) => filter,
            (None, None) => Filter::null(self.place(), true),
        }
    }
}
