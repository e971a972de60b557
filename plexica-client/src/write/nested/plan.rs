use std::fmt;

use tokio_postgres::Row;

use super::{
    before::{given, resolve_present, resolve_tree},
    tree::Tree,
};
use crate::{
    Error,
    model::{Model, ModelDef, Writable},
    query::{Deleted, Node, Select, Statement},
    value::Value,
    write::{
        RowChanges, RowValues,
        generated_value::{complete_changes, complete_new},
        statement::{self, OnConflict, Returning},
    },
};

/// What happens to the related rows of a row, once its values in these columns are known.
pub(in crate::write) struct Step<'a> {
    pub(super) places: Vec<u16>,
    pub(super) plan: Plan<'a>,
}

/// Makes statements for a tenant's schema, from the values.
pub(super) type Plan<'a> =
    Box<dyn FnOnce(&str, Vec<Value>) -> Result<Vec<Write<'a>>, Error> + Send + 'a>;

impl fmt::Debug for Step<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Step")
            .field("places", &self.places)
            .finish_non_exhaustive()
    }
}

/// A statement, and what to do with its answer.
pub(in crate::write) struct Write<'a> {
    pub(super) sent: Sent,
    /// What waits for the values that it reads.
    pub(super) plans: Vec<Plan<'a>>,
}

pub(super) struct Sent {
    pub(super) statement: Statement,
    pub(super) answer: Answer,
}

pub(super) enum Answer {
    /// However many rows it was about.
    Any,
    /// It has to be about one row.
    One { missing: Missing },
    /// One row, with the values in these columns for each plan. Without an error for it there need be
    /// none, and then each plan is given no values at all.
    Keys {
        read: ReadKeys,
        of: Vec<Vec<u16>>,
        missing: Option<Missing>,
    },
}

/// The error where there is no row of the model.
pub(super) type Missing = fn(&'static ModelDef) -> Error;

pub(super) fn not_found(model: &'static ModelDef) -> Error {
    Error::not_found(model.name)
}

/// Reads columns that relations are held by.
type ReadKeys = fn(&Row, &[u16]) -> Result<Vec<Value>, tokio_postgres::Error>;

impl<'a> Write<'a> {
    pub(super) fn new(statement: Statement, answer: Answer) -> Self {
        Self {
            sent: Sent { statement, answer },
            plans: Vec::new(),
        }
    }

    /// A statement that gives back a row of `M`, which the steps wait for.
    pub(super) fn awaited<M: Model>(
        statement: Statement,
        steps: Vec<Step<'a>>,
        missing: Option<Missing>,
    ) -> Self {
        let (of, plans) = steps
            .into_iter()
            .map(|step| (step.places, step.plan))
            .unzip();
        let read = |row: &Row, places: &[u16]| {
            let record = M::decode(row)?;
            Ok(places
                .iter()
                .map(|place| record.relation_key(*place))
                .collect())
        };
        Self {
            sent: Sent {
                statement,
                answer: Answer::Keys { read, of, missing },
            },
            plans,
        }
    }
}

/// The statements of the steps whose values are known, and the other steps.
pub(super) fn plan_known<'a>(
    steps: Vec<Step<'a>>,
    schema: &str,
    known: impl Fn(u16) -> Option<Value>,
) -> Result<(Vec<Write<'a>>, Vec<Step<'a>>), Error> {
    let (mut writes, mut waiting) = (Vec::new(), Vec::new());
    for step in steps {
        match step.places.iter().map(|place| known(*place)).collect() {
            Some(values) => writes.extend((step.plan)(schema, values)?),
            None => waiting.push(step),
        }
    }
    Ok((writes, waiting))
}

/// A new row with its related rows.
pub(super) fn insert<'a, M: Writable>(
    schema: &str,
    values: RowValues,
    on_conflict: OnConflict,
    tree: Tree<'a>,
) -> Result<Vec<Write<'a>>, Error> {
    resolve_tree(M::def(), schema, values, tree, |schema, values, steps| {
        insert_known::<M>(schema, values, on_conflict, steps)
    })
}

/// [`insert`], where it is known what the row refers to.
fn insert_known<'a, M: Writable>(
    schema: &str,
    mut values: RowValues,
    on_conflict: OnConflict,
    steps: Vec<Step<'a>>,
) -> Result<Vec<Write<'a>>, Error> {
    let def = M::def();
    complete_new(def, &mut values);
    let (writes, waiting) = match on_conflict {
        // The row that is there has values of its own.
        OnConflict::Update { .. } => (Vec::new(), steps),
        OnConflict::Fail | OnConflict::Skip => {
            plan_known(steps, schema, |place| values.get(place).cloned())?
        }
    };
    let missing = match (&on_conflict, def.soft_delete) {
        (OnConflict::Update { .. }, Some(_)) => Error::deleted_in_the_way,
        _ => not_found,
    };
    let first = if waiting.is_empty() {
        let answer = Answer::One { missing };
        let statement = statement::insert(def, schema, values, on_conflict, Returning::Count);
        Write::new(statement, answer)
    } else {
        let returning = Returning::Records;
        let statement = statement::insert(def, schema, values, on_conflict, returning);
        Write::awaited::<M>(statement, waiting, Some(missing))
    };
    Ok(std::iter::once(first).chain(writes).collect())
}

/// A change of the rows that match, with the related rows of the one where there are such.
pub(super) fn update<'a, M: Writable>(
    schema: &str,
    changes: RowChanges,
    rows: Node,
    tree: Tree<'a>,
    answer: Answer,
) -> Result<Vec<Write<'a>>, Error> {
    if tree.is_empty() {
        return Ok(match changes.is_empty() {
            true => Vec::new(),
            false => vec![Write::new(
                update_statement::<M>(schema, changes, rows, Returning::Count),
                answer,
            )],
        });
    }
    let Tree { parents, steps, .. } = tree;
    let row = rows.clone();
    resolve_present::<M>(schema, parents, row, move |schema, columns, after| {
        let mut changes = changes;
        refer(M::def(), &mut changes, columns)?;
        let statement = match changes.is_empty() {
            true => select(M::def(), schema, rows),
            false => update_statement::<M>(schema, changes, rows, Returning::Records),
        };
        let mut writes = vec![Write::awaited::<M>(statement, steps, Some(not_found))];
        writes.extend(after);
        Ok(writes)
    })
}

/// Sets what a row is to refer to.
pub(in crate::write) fn refer(
    model: &'static ModelDef,
    changes: &mut RowChanges,
    columns: Vec<(u16, Value)>,
) -> Result<(), Error> {
    for (place, value) in columns {
        given(model, place, &value, changes.get(place))?;
        changes.set(place, value);
    }
    Ok(())
}

/// The rows that match, as they are.
pub(in crate::write) fn select(model: &'static ModelDef, schema: &str, rows: Node) -> Statement {
    let columns = |sql: &mut String| sql.push_str(model.select_list());
    Select::only(rows).statement(model, schema, columns)
}

fn update_statement<M: Writable>(
    schema: &str,
    mut changes: RowChanges,
    rows: Node,
    returning: Returning,
) -> Statement {
    complete_changes(M::def(), &mut changes);
    let rows = Deleted::LeftOut.narrow(M::def(), rows);
    statement::update(M::def(), schema, changes, rows, returning)
}
