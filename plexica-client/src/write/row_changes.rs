use super::change::ColumnChange;
use crate::value::Value;

/// The columns that an update changes, each once, with what happens to it.
#[derive(Debug, Clone, Default)]
pub struct RowChanges {
    /// By place.
    columns: Vec<(u16, ColumnChange)>,
}

impl RowChanges {
    /// Sets a column to a value.
    pub fn set(&mut self, place: u16, value: Value) {
        self.change(place, ColumnChange::set(value));
    }

    /// Changes a column; a later change takes the place of an earlier one.
    pub fn change(&mut self, place: u16, change: ColumnChange) {
        match self
            .columns
            .binary_search_by_key(&place, |(place, _)| *place)
        {
            Ok(index) => self.columns[index].1 = change,
            Err(index) => self.columns.insert(index, (place, change)),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }

    /// What a column is set to. One that is changed by what it is, is set to no one value.
    pub(super) fn get(&self, place: u16) -> Option<&Value> {
        // No column of a key is a list, so that it is equal to none of them.
        static CHANGED: Value = Value::Array(Vec::new());
        let (_, change) = self.columns.iter().find(|(own, _)| *own == place)?;
        Some(change.as_set().unwrap_or(&CHANGED))
    }

    pub(super) fn len(&self) -> usize {
        self.columns.len()
    }

    pub(super) fn has(&self, place: u16) -> bool {
        self.columns
            .binary_search_by_key(&place, |(place, _)| *place)
            .is_ok()
    }

    pub(super) fn into_columns(self) -> Vec<(u16, ColumnChange)> {
        self.columns
    }
}
