use std::collections::HashMap;

use super::{Model, RelationDef};
use crate::value::{ColumnValue, Value};

/// A relation field, as a type. Generated, one a field.
pub trait Relation: Send + Sync + 'static {
    /// The model with the field.
    type Source: Model;
    /// The model of the related rows.
    type Target: Model;
    /// How many rows there are to one of the source.
    type Arity: RelationArity;
    /// The columns that hold it.
    fn def() -> &'static RelationDef;
}

/// A relation that a join table holds: its links are made and taken away by keys.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a many-to-many relation",
    label = "its rows are related by a foreign key: set that column"
)]
pub trait ManyToMany: Relation<Arity = Many> {
    /// The type of the source's key.
    type SourceKey;
    /// The type of the target's key.
    type TargetKey;
}

/// How many related rows there are: [`Many`], [`One`] or [`Maybe`].
pub trait RelationArity: Send + Sync + 'static {
    /// What the field is when the relation is loaded.
    type Loaded<T: Send + Sync>: Send + Sync;

    /// Whether there has to be a row. It is loaded then even if it is deleted.
    const IS_REQUIRED: bool = false;

    /// Hands the rows found out to the source rows, by equal keys.
    ///
    /// `sources` are the keys of the source rows, in their order; the result is in that order
    /// too, or `None` when a source row lacks a row that it must have. `found` are the related
    /// rows, each with its key.
    fn distribute<T: Clone + Send + Sync>(
        sources: Vec<Value>,
        found: Vec<(Value, T)>,
    ) -> Option<Vec<Self::Loaded<T>>>;
}

/// Any number of rows: a `Vec`.
#[derive(Debug, Clone, Copy)]
pub struct Many;

/// Exactly one row.
#[derive(Debug, Clone, Copy)]
pub struct One;

/// One row or none: an `Option`.
#[derive(Debug, Clone, Copy)]
pub struct Maybe;

/// At most one related row: [`One`] or [`Maybe`].
pub trait ToOne: RelationArity {
    /// What a value of the related row is of, where it is selected of the source.
    type Selected<V: ColumnValue>: ColumnValue;
}

impl ToOne for One {
    type Selected<V: ColumnValue> = V;
}

impl ToOne for Maybe {
    type Selected<V: ColumnValue> = V::Optional;
}

impl RelationArity for Many {
    type Loaded<T: Send + Sync> = Vec<T>;

    fn distribute<T: Clone + Send + Sync>(
        sources: Vec<Value>,
        found: Vec<(Value, T)>,
    ) -> Option<Vec<Vec<T>>> {
        let mut by_key: HashMap<Value, Vec<T>> = HashMap::with_capacity(sources.len());
        for (key, row) in found {
            by_key.entry(key).or_default().push(row);
        }
        // The key on this side is unique, so each list has one taker.
        Some(
            sources
                .iter()
                .map(|key| by_key.remove(key).unwrap_or_default())
                .collect(),
        )
    }
}

impl RelationArity for One {
    type Loaded<T: Send + Sync> = T;

    const IS_REQUIRED: bool = true;

    fn distribute<T: Clone + Send + Sync>(
        sources: Vec<Value>,
        found: Vec<(Value, T)>,
    ) -> Option<Vec<T>> {
        share(sources, found).into_iter().collect()
    }
}

impl RelationArity for Maybe {
    type Loaded<T: Send + Sync> = Option<T>;

    fn distribute<T: Clone + Send + Sync>(
        sources: Vec<Value>,
        found: Vec<(Value, T)>,
    ) -> Option<Vec<Option<T>>> {
        Some(share(sources, found))
    }
}

/// Gives each source row its one related row; the last taker of a row gets it without a copy.
fn share<T: Clone>(sources: Vec<Value>, found: Vec<(Value, T)>) -> Vec<Option<T>> {
    let mut rows = Vec::with_capacity(found.len());
    let mut places = HashMap::with_capacity(found.len());
    for (key, row) in found {
        places.insert(key, rows.len());
        rows.push((0_usize, Some(row)));
    }
    let taken: Vec<Option<usize>> = sources
        .iter()
        .map(|key| {
            let place = *places.get(key)?;
            rows.get_mut(place)?.0 += 1;
            Some(place)
        })
        .collect();
    taken
        .into_iter()
        .map(|place| {
            let (takers, row) = rows.get_mut(place?)?;
            *takers -= 1;
            if *takers == 0 {
                row.take()
            } else {
                row.clone()
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(keys: &[i32]) -> Vec<Value> {
        keys.iter()
            .map(|key| {
                if *key == 0 {
                    Value::Null
                } else {
                    Value::Integer(*key)
                }
            })
            .collect()
    }

    fn found(rows: &[(i32, &'static str)]) -> Vec<(Value, &'static str)> {
        rows.iter()
            .map(|(key, row)| (Value::Integer(*key), *row))
            .collect()
    }

    #[test]
    fn many_rows_go_to_their_source_in_the_order_found() {
        let rows = Many::distribute(keys(&[1, 2, 3]), found(&[(3, "c"), (1, "a"), (3, "d")]));
        assert_eq!(rows, Some(vec![vec!["a"], vec![], vec!["c", "d"]]));
    }

    #[test]
    fn one_row_is_shared_by_all_its_sources() {
        let rows = One::distribute(keys(&[1, 2, 1]), found(&[(1, "a"), (2, "b")]));
        assert_eq!(rows, Some(vec!["a", "b", "a"]));
    }

    #[test]
    fn a_missing_required_row_is_noticed() {
        assert_eq!(One::distribute(keys(&[1, 2]), found(&[(1, "a")])), None);
    }

    #[test]
    fn a_source_without_a_key_has_no_optional_row() {
        assert_eq!(
            Maybe::distribute(keys(&[0, 1]), found(&[(1, "a")])),
            Some(vec![None, Some("a")])
        );
    }
}
