//! Rows that a row refers to: they are there before it.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use super::{
    plan::{Plan, Step, Write, not_found},
    tree::{Made, Tree},
};
use crate::{
    Error,
    model::{Model, ModelDef, RelationDef},
    query::{Lock, Node, Select},
    value::Value,
    write::RowValues,
};

/// A row that another one refers to, or what becomes of it.
pub(in crate::write) struct Before<'a> {
    pub(super) relation: &'static RelationDef,
    /// Whether it depends on what the row refers to now.
    pub(super) asks: bool,
    pub(super) plan: BeforePlan<'a>,
}

/// Makes statements for a tenant's schema, and what waits for them. The values are what the row refers
/// to now, where that is asked; none otherwise.
pub(super) type BeforePlan<'a> =
    Box<dyn FnOnce(&str, Vec<Value>, Then<'a>) -> Result<Vec<Write<'a>>, Error> + Send + 'a>;

/// Goes on when it is known what the row refers to.
pub(super) type Then<'a> =
    Box<dyn FnOnce(&str, Found<'a>) -> Result<Vec<Write<'a>>, Error> + Send + 'a>;

/// Goes on when all of it is known.
type ThenAll<'a> =
    Box<dyn FnOnce(&str, Vec<Found<'a>>) -> Result<Vec<Write<'a>>, Error> + Send + 'a>;

/// What the row is to refer to.
#[derive(Default)]
pub(super) struct Found<'a> {
    /// Its columns, with their values.
    pub(super) columns: Vec<(u16, Value)>,
    /// What is written once the row no longer refers to what it did.
    pub(super) after: Vec<Write<'a>>,
}

impl fmt::Debug for Before<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Before")
            .field("relation", &self.relation.field)
            .finish_non_exhaustive()
    }
}

impl Found<'_> {
    /// A key of the row that is referred to.
    pub(super) fn key(relation: &RelationDef, key: Vec<Value>) -> Self {
        let own = relation.columns.iter().map(|(own, _)| *own);
        Self {
            columns: own.zip(key).collect(),
            after: Vec::new(),
        }
    }
}

/// Goes on with what each of the parents gives. Those that are not known at once are waited for
/// together.
fn resolve<'a>(
    schema: &str,
    parents: Vec<(Before<'a>, Vec<Value>)>,
    then: ThenAll<'a>,
) -> Result<Vec<Write<'a>>, Error> {
    if parents.is_empty() {
        return then(schema, Vec::new());
    }
    let gathered = Arc::new(Mutex::new(Gathered {
        found: parents.iter().map(|_| None).collect(),
        then: Some(then),
    }));
    let mut writes = Vec::new();
    for (place, (parent, present)) in parents.into_iter().enumerate() {
        let gathered = Arc::clone(&gathered);
        let then: Then<'a> = Box::new(move |schema, found| {
            // Nothing panics while it is held.
            let mut held = gathered.lock().unwrap_or_else(PoisonError::into_inner);
            let Some((found, then)) = held.add(place, found) else {
                return Ok(Vec::new());
            };
            drop(held);
            then(schema, found)
        });
        writes.extend((parent.plan)(schema, present, then)?);
    }
    Ok(writes)
}

struct Gathered<'a> {
    found: Vec<Option<Found<'a>>>,
    then: Option<ThenAll<'a>>,
}

impl<'a> Gathered<'a> {
    /// All of it, and what waits for it, where this was the last.
    fn add(&mut self, place: usize, found: Found<'a>) -> Option<(Vec<Found<'a>>, ThenAll<'a>)> {
        self.found[place] = Some(found);
        if self.found.iter().any(Option::is_none) {
            return None;
        }
        Some((self.found.drain(..).flatten().collect(), self.then.take()?))
    }
}

/// Goes on when it is known what a row that is there is to refer to. `row` is the condition for it.
pub(in crate::write) fn resolve_present<'a, M: Model>(
    schema: &str,
    parents: Vec<Before<'a>>,
    row: Node,
    then: impl FnOnce(&str, Vec<(u16, Value)>, Vec<Write<'a>>) -> Result<Vec<Write<'a>>, Error>
    + Send
    + 'a,
) -> Result<Vec<Write<'a>>, Error> {
    let then: ThenAll<'a> = Box::new(move |schema, found| {
        let Found { columns, after } = joined(M::def(), found)?;
        then(schema, columns, after)
    });
    let asked = |parent: &Before<'a>| match parent.asks {
        true => parent.relation.columns,
        false => &[],
    };
    let places: Vec<u16> = parents
        .iter()
        .flat_map(|parent| asked(parent).iter().map(|(own, _)| *own))
        .collect();
    if places.is_empty() {
        let parents = parents.into_iter().map(|parent| (parent, Vec::new()));
        return resolve(schema, parents.collect(), then);
    }
    let plan: Plan<'a> = Box::new(move |schema, present| {
        let mut present = present.into_iter();
        let parents = parents.into_iter().map(|parent| {
            let present = present.by_ref().take(asked(&parent).len()).collect();
            (parent, present)
        });
        resolve(schema, parents.collect(), then)
    });
    let select = Select {
        // Nobody makes it refer to something else in between.
        lock: Some(Lock::update()),
        ..Select::only(row)
    };
    let statement = select.statement(M::def(), schema, |sql| {
        sql.push_str(M::def().select_list());
    });
    let step = Step { places, plan };
    Ok(vec![Write::awaited::<M>(
        statement,
        vec![step],
        Some(not_found),
    )])
}

/// All of it as one. A column of several is one, with one value.
fn joined<'a>(model: &'static ModelDef, found: Vec<Found<'a>>) -> Result<Found<'a>, Error> {
    let mut all = Found::default();
    for found in found {
        for (place, value) in found.columns {
            given(model, place, &value, find(&all.columns, place))?;
            all.columns.push((place, value));
        }
        all.after.extend(found.after);
    }
    Ok(all)
}

fn find(columns: &[(u16, Value)], place: u16) -> Option<&Value> {
    let (_, value) = columns.iter().find(|(other, _)| *other == place)?;
    Some(value)
}

/// Refuses a column of a foreign key that another value was given for.
pub(super) fn given(
    model: &'static ModelDef,
    place: u16,
    value: &Value,
    before: Option<&Value>,
) -> Result<(), Error> {
    match before {
        Some(before) if before != value => Err(Error::given_twice(model, place)),
        _ => Ok(()),
    }
}

/// Goes on with a new row's values when the rows that it refers to are known: with what is written
/// after it, and what happens to the rows that refer to it.
pub(in crate::write) fn resolve_tree<'a>(
    model: &'static ModelDef,
    schema: &str,
    values: RowValues,
    tree: Tree<'a>,
    then: impl FnOnce(&str, RowValues, Vec<Step<'a>>) -> Result<Vec<Write<'a>>, Error> + Send + 'a,
) -> Result<Vec<Write<'a>>, Error> {
    let then: ThenRow<'a> = Box::new(then);
    row_of(model, schema, values, tree, then)
}

type ThenRow<'a> =
    Box<dyn FnOnce(&str, RowValues, Vec<Step<'a>>) -> Result<Vec<Write<'a>>, Error> + Send + 'a>;

fn row_of<'a>(
    model: &'static ModelDef,
    schema: &str,
    mut values: RowValues,
    tree: Tree<'a>,
    then: ThenRow<'a>,
) -> Result<Vec<Write<'a>>, Error> {
    let Tree {
        made,
        parents,
        steps,
    } = tree;
    let Some(Made { parents: of, row }) = made else {
        let parents = parents.into_iter().map(|parent| (parent, Vec::new()));
        let then: ThenAll<'a> = Box::new(move |schema, found| {
            // Nothing comes after what a new row refers to: it has not referred to anything.
            refer(model, &mut values, joined(model, found)?.columns)?;
            then(schema, values, steps)
        });
        return resolve(schema, parents.collect(), then);
    };
    let of = of.into_iter().map(|parent| (parent, Vec::new()));
    let then: ThenAll<'a> = Box::new(move |schema, found| {
        let value = |(_, value): &(u16, Value)| value.clone();
        let keys = found
            .iter()
            .map(|found| found.columns.iter().map(value).collect());
        let (mut own, mut tree) = row(keys.collect())?;
        // What was set of the row comes before what made it said.
        for (place, value) in values.into_columns() {
            own.set(place, value);
        }
        refer(model, &mut own, joined(model, found)?.columns)?;
        tree.parents.extend(parents);
        tree.steps.extend(steps);
        row_of(model, schema, own, tree, then)
    });
    resolve(schema, of.collect(), then)
}

fn refer(
    model: &'static ModelDef,
    values: &mut RowValues,
    columns: Vec<(u16, Value)>,
) -> Result<(), Error> {
    for (place, value) in columns {
        given(model, place, &value, values.get(place))?;
        values.set(place, value);
    }
    Ok(())
}
