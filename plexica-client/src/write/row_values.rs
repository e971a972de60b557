use crate::{
    Error,
    connection::Executor,
    database::{BatchQuery, Scope},
    value::Value,
};

/// A set of fields to write, before it belongs to a query: a draft, or changes.
#[derive(Debug, Clone, Copy, Default)]
pub struct Detached;

/// A query that writes the columns it is given: [`RowValues`], or
/// [`RowChanges`](super::RowChanges) of rows that are there. The generated setters are on the type
/// around it.
pub trait RunWrite<V>: Send {
    /// What it gives.
    type Output: Send;

    /// The query under way.
    type Future: Future<Output = Result<Self::Output, Error>> + Send;

    /// Sends it. For generated code.
    #[doc(hidden)]
    fn run(self, values: V) -> Self::Future;

    #[doc(hidden)]
    fn scope(&self) -> &Scope;

    /// Sends it on a connection that is there.
    #[doc(hidden)]
    fn run_on(
        self,
        values: V,
        executor: &Executor<'_>,
    ) -> impl Future<Output = Result<Self::Output, Error>> + Send;
}

/// A write with its columns, on its way into a batch. For generated code.
#[doc(hidden)]
#[derive(Debug)]
pub struct Write<Q, V> {
    query: Q,
    values: V,
}

impl<Q, V> Write<Q, V> {
    /// A write of these columns.
    pub fn new(query: Q, values: V) -> Self {
        Self { query, values }
    }
}

impl<V: Send, Q: RunWrite<V>> BatchQuery for Write<Q, V> {
    type Output = Q::Output;

    const READS: bool = false;

    fn scope(&self) -> &Scope {
        self.query.scope()
    }

    async fn run(self, executor: &Executor<'_>) -> Result<Q::Output, Error> {
        self.query.run_on(self.values, executor).await
    }
}

/// The columns that a write sets, with their values.
#[derive(Debug, Clone, Default)]
pub struct RowValues {
    /// By place, each once.
    columns: Vec<(u16, Value)>,
}

impl RowValues {
    /// No columns yet, with room for so many that have to be set, and for some that need not be.
    #[must_use]
    pub fn with_capacity(columns: usize) -> Self {
        /// What setters add and what the client makes: growing costs more than room.
        const OPTIONAL: usize = 4;
        Self {
            columns: Vec::with_capacity(columns + OPTIONAL),
        }
    }

    /// Sets a column; a later value takes the place of an earlier one.
    pub fn set(&mut self, place: u16, value: Value) {
        // Mostly in their order.
        if self.columns.last().is_none_or(|(last, _)| *last < place) {
            self.columns.push((place, value));
            return;
        }
        match self
            .columns
            .binary_search_by_key(&place, |(place, _)| *place)
        {
            Ok(index) => self.columns[index].1 = value,
            Err(index) => self.columns.insert(index, (place, value)),
        }
    }

    pub(crate) fn get(&self, place: u16) -> Option<&Value> {
        let index = self
            .columns
            .binary_search_by_key(&place, |(place, _)| *place)
            .ok()?;
        Some(&self.columns[index].1)
    }

    pub(crate) fn places(&self) -> impl Iterator<Item = u16> {
        self.columns.iter().map(|(place, _)| *place)
    }

    pub(crate) fn len(&self) -> usize {
        self.columns.len()
    }

    pub(crate) fn into_columns(self) -> Vec<(u16, Value)> {
        self.columns
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_later_value_takes_the_place_of_an_earlier_one() {
        let mut values = RowValues::default();
        values.set(3, Value::Integer(1));
        values.set(1, Value::Integer(2));
        values.set(3, Value::Integer(3));
        assert_eq!(
            values.into_columns(),
            [(1, Value::Integer(2)), (3, Value::Integer(3))]
        );
    }
}
