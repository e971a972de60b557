//! What is written to the related rows, given the key that they refer to.

use std::marker::PhantomData;

use super::{
    Nested, Step, links,
    plan::{self, Answer, Plan, Write, not_found},
};
use crate::{
    Error,
    model::{
        BackRelation, Key, Model, Nestable, Relation, RelationDef, RelationKey, Severable, Writable,
    },
    query::{Deleted, Node, Operator},
    value::Value,
    write::{
        Detached, RowChanges, RowValues,
        generated_value::complete_changes,
        statement::{self, OnConflict, Returning},
    },
};

/// The values of the key that related rows refer to.
pub(super) type Values<R> = <<R as Nestable>::Key as RelationKey>::Values;

/// A step that waits for the columns of the source which the relation is held by.
pub(super) fn nested<'a, R: Relation>(
    plan: impl FnOnce(&str, Vec<Value>) -> Result<Vec<Write<'a>>, Error> + Send + 'a,
) -> Nested<'a, R::Source> {
    let relation = R::def();
    let plan: Plan<'a> = Box::new(move |schema, key| {
        match key.iter().any(Value::is_null) {
            // A key with a `NULL` in it refers to nothing.
            true => Err(Error::no_key(relation, None)),
            false => plan(schema, key),
        }
    });
    Nested {
        step: Step {
            places: relation.columns.iter().map(|(own, _)| *own).collect(),
            plan,
        },
        of: PhantomData,
    }
}

pub(super) fn typed<R: Nestable>(key: &[Value]) -> Result<Values<R>, Error> {
    let relation = R::def();
    let columns = relation.columns.iter();
    let columns: Vec<_> = columns
        .map(|(own, _)| relation.source.column(*own))
        .collect();
    R::Key::read(&columns, key).map_err(|reason| Error::no_key(relation, Some(reason)))
}

/// Pairs of the related rows' columns and their values.
pub(super) fn foreign_key(
    relation: &RelationDef,
    key: Vec<Value>,
) -> impl Iterator<Item = (u16, Value)> {
    let others = relation.columns.iter().map(|(_, other)| *other);
    others.zip(key)
}

pub(super) fn equal((place, value): (u16, Value)) -> Node {
    Node::Compare {
        place,
        operator: Operator::Equal,
        value,
    }
}

/// The condition that a row refers to this key.
pub(super) fn refers_to(relation: &RelationDef, key: Vec<Value>) -> Node {
    Node::All(foreign_key(relation, key).map(equal).collect())
}

pub(super) type ChangesOf<R> = <<R as Relation>::Target as Writable>::Changes;

pub(super) fn change<'a, R: BackRelation<Target: Writable>>(
    rows: Node,
    changes: impl FnOnce(ChangesOf<R>) -> ChangesOf<R>,
    answer: Answer,
) -> Nested<'a, R::Source>
where
    ChangesOf<R>: From<Detached> + Into<RowChanges>,
{
    let changes: RowChanges = changes(ChangesOf::<R>::from(Detached)).into();
    nested::<R>(move |schema, key| {
        if changes.is_empty() {
            return Ok(Vec::new());
        }
        let filter = refers_to(R::def(), key).and(rows);
        Ok(vec![update::<R>(schema, changes, filter, answer)])
    })
}

pub(super) fn update<'a, R: Relation>(
    schema: &str,
    mut changes: RowChanges,
    filter: Node,
    answer: Answer,
) -> Write<'a> {
    let target = R::Target::def();
    complete_changes(target, &mut changes);
    let filter = Deleted::LeftOut.narrow(target, filter);
    let statement = statement::update(target, schema, changes, filter, Returning::Count);
    Write::new(statement, answer)
}

/// Sets the foreign key.
pub(super) fn refer<R: Relation>(values: &mut RowValues, key: &[Value]) {
    for (place, value) in foreign_key(R::def(), key.to_vec()) {
        values.set(place, value);
    }
}

/// A new related row.
pub(super) fn insert<'a, R: Nestable<Target: Writable>>(
    schema: &str,
    key: Vec<Value>,
    mut values: RowValues,
    on_conflict: OnConflict,
    mut steps: Vec<Step<'a>>,
) -> Result<Vec<Write<'a>>, Error> {
    match links::step::<R>(&key) {
        Some(link) => steps.insert(0, link),
        None => refer::<R>(&mut values, &key),
    }
    plan::insert::<R::Target>(schema, values, on_conflict, steps)
}

/// The change of a row that is there to a related one.
pub(super) fn upsert<R: Nestable>(
    unique: Vec<u16>,
    mut changes: RowChanges,
    key: &[Value],
) -> OnConflict {
    if R::def().through.is_none() {
        for (place, value) in foreign_key(R::def(), key.to_vec()) {
            changes.set(place, value);
        }
    }
    complete_changes(R::def().target, &mut changes);
    OnConflict::Update {
        key: unique,
        changes,
    }
}

pub(super) fn connect<'a, R: Nestable>(
    schema: &str,
    key: &[Value],
    rows: Vec<Key<R::Target>>,
) -> Vec<Write<'a>> {
    let connect = |row: Key<R::Target>| match links::connect::<R>(schema, key, row.clone()) {
        Some(link) => link,
        None => {
            let mut changes = RowChanges::default();
            for (place, value) in foreign_key(R::def(), key.to_vec()) {
                changes.set(place, value);
            }
            let one = Answer::One { missing: not_found };
            update::<R>(schema, changes, row.into_node(), one)
        }
    };
    rows.into_iter().map(connect).collect()
}

/// Takes the rows out of the relation that match.
pub(super) fn sever<'a, R: Severable>(schema: &str, key: Vec<Value>, rows: Node) -> Write<'a> {
    if let Some(write) = links::sever::<R>(schema, &key, &rows) {
        return write;
    }
    let mut changes = RowChanges::default();
    for place in R::COLUMNS {
        changes.set(*place, Value::Null);
    }
    let filter = refers_to(R::def(), key).and(rows);
    update::<R>(schema, changes, filter, Answer::Any)
}
