//! What is written to the related rows, given the key that they refer to.

use std::marker::PhantomData;

use super::{
    RelatedChanges, Tree,
    by_key::{Looked, look_first},
    links,
    plan::{self, Answer, Plan, Step, Write, not_found},
    row::Nested,
};
use crate::{
    Error,
    model::{BackRelation, Key, Nestable, Relation, RelationDef, RelationKey, Severable, Writable},
    query::{Node, Operator},
    value::Value,
    write::{
        Detached, RowChanges, RowValues, generated_value::complete_changes, statement::OnConflict,
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

pub(super) type ChangesOf<R> = <<R as Relation>::Target as Writable>::Changes<Detached>;

/// No changes yet.
pub(super) fn changes_of<R: Relation<Target: Writable>>() -> ChangesOf<R> {
    R::Target::changes(Detached)
}

pub(super) fn change<'a, R: BackRelation<Target: Writable>>(
    rows: Node,
    changes: impl RelatedChanges<'a, R::Target>,
    answer: Answer,
) -> Nested<'a, R::Source> {
    let (changes, tree) = changes.into_tree();
    nested::<R>(move |schema, key| {
        let rows = refers_to(R::def(), key).and(rows);
        plan::update::<R::Target>(schema, changes, rows, tree, answer)
    })
}

fn update<'a, R: Relation<Target: Writable>>(
    schema: &str,
    changes: RowChanges,
    rows: Node,
    answer: Answer,
) -> Result<Vec<Write<'a>>, Error> {
    plan::update::<R::Target>(schema, changes, rows, Tree::default(), answer)
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
    mut tree: Tree<'a>,
) -> Result<Vec<Write<'a>>, Error> {
    match links::step::<R>(&key) {
        Some(link) => tree.steps.insert(0, link),
        None => refer::<R>(&mut values, &key),
    }
    plan::insert::<R::Target>(schema, values, on_conflict, tree)
}

/// A new related row, or the one that has its key, changed and related.
pub(super) fn upsert<'a, R: Nestable<Target: Writable>>(
    schema: &str,
    key: Vec<Value>,
    unique: Vec<u16>,
    (mut values, tree): (RowValues, Tree<'a>),
    mut changes: RowChanges,
) -> Result<Vec<Write<'a>>, Error> {
    if tree.is_empty() {
        if R::def().through.is_none() {
            refer_to(R::def(), &mut changes, &key);
        }
        complete_changes(R::def().target, &mut changes);
        let on_conflict = OnConflict::Update {
            key: unique,
            changes,
        };
        return insert::<R>(schema, key, values, on_conflict, tree);
    }
    if R::def().through.is_none() {
        refer::<R>(&mut values, &key);
    }
    let new = (values, tree);
    look_first::<R::Target>(
        schema,
        &unique.clone(),
        new,
        unique,
        move |schema, looked| {
            let row = match looked {
                Looked::New(values, tree) => {
                    return insert::<R>(schema, key, values, OnConflict::Fail, tree);
                }
                Looked::Found(row, _) => row,
            };
            let mut writes = Vec::new();
            match links::connect::<R>(schema, &key, Key::of(row.clone())) {
                Some(link) => writes.push(link),
                None => refer_to(R::def(), &mut changes, &key),
            }
            let one = Answer::One { missing: not_found };
            writes.extend(update::<R>(schema, changes, row, one)?);
            Ok(writes)
        },
    )
}

/// Makes changes set the foreign key.
fn refer_to(relation: &RelationDef, changes: &mut RowChanges, key: &[Value]) {
    for (place, value) in foreign_key(relation, key.to_vec()) {
        changes.set(place, value);
    }
}

pub(super) fn connect<'a, R: Nestable<Target: Writable>>(
    schema: &str,
    key: &[Value],
    rows: Vec<Key<R::Target>>,
) -> Result<Vec<Write<'a>>, Error> {
    let mut writes = Vec::with_capacity(rows.len());
    for row in rows {
        if let Some(link) = links::connect::<R>(schema, key, row.clone()) {
            writes.push(link);
            continue;
        }
        let mut changes = RowChanges::default();
        refer_to(R::def(), &mut changes, key);
        let one = Answer::One { missing: not_found };
        writes.extend(update::<R>(schema, changes, row.into_node(), one)?);
    }
    Ok(writes)
}

/// Takes the rows out of the relation that match.
pub(super) fn sever<'a, R: Severable<Target: Writable>>(
    schema: &str,
    key: Vec<Value>,
    rows: Node,
) -> Result<Vec<Write<'a>>, Error> {
    if let Some(write) = links::sever::<R>(schema, &key, &rows) {
        return Ok(vec![write]);
    }
    let mut changes = RowChanges::default();
    for place in R::COLUMNS {
        changes.set(*place, Value::Null);
    }
    let filter = refers_to(R::def(), key).and(rows);
    update::<R>(schema, changes, filter, Answer::Any)
}
