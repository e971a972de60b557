//! What a relation offers to be written with a row: its related rows.

use std::marker::PhantomData;

use super::{
    Nested, NewRelated, Step,
    many::insert_flat,
    plan::{self, Answer, Plan, Write, not_found},
};
use crate::{
    Error,
    model::{
        BackRelation, Key, Many, Model, Nestable, Relation, RelationDef, RelationKey, Severable,
        Writable,
    },
    query::{Deleted, Filter, Include, Node, Operator},
    value::Value,
    write::{
        ConflictTarget, Detached, RowChanges, RowValues,
        delete::delete_where_live,
        generated_value::complete_changes,
        nested::links,
        statement::{self, OnConflict, Returning},
    },
};

/// The values of the key that related rows refer to.
type Values<R> = <<R as Nestable>::Key as RelationKey>::Values;

/// One or several keys: what rows are named by in a nested write.
pub trait IntoKeys<M> {
    /// The keys.
    fn into_keys(self) -> Vec<Key<M>>;
}

impl<M> IntoKeys<M> for Key<M> {
    fn into_keys(self) -> Vec<Key<M>> {
        vec![self]
    }
}

impl<M> IntoKeys<M> for Vec<Key<M>> {
    fn into_keys(self) -> Vec<Key<M>> {
        self
    }
}

impl<M, const N: usize> IntoKeys<M> for [Key<M>; N] {
    fn into_keys(self) -> Vec<Key<M>> {
        self.into()
    }
}

/// A step that waits for the columns of the source which the relation is held by.
fn nested<'a, R: Relation>(
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

fn typed<R: Nestable>(key: &[Value]) -> Result<Values<R>, Error> {
    let relation = R::def();
    let columns = relation.columns.iter();
    let columns: Vec<_> = columns
        .map(|(own, _)| relation.source.column(*own))
        .collect();
    R::Key::read(&columns, key).map_err(|reason| Error::no_key(relation, Some(reason)))
}

/// Pairs of the related rows' columns and their values.
fn foreign_key(relation: &RelationDef, key: Vec<Value>) -> impl Iterator<Item = (u16, Value)> {
    let others = relation.columns.iter().map(|(_, other)| *other);
    others.zip(key)
}

fn equal((place, value): (u16, Value)) -> Node {
    Node::Compare {
        place,
        operator: Operator::Equal,
        value,
    }
}

/// The condition that a row refers to this key.
fn refers_to(relation: &RelationDef, key: Vec<Value>) -> Node {
    Node::All(foreign_key(relation, key).map(equal).collect())
}

impl<R: Nestable<Target: Writable>> Include<R> {
    /// A new related row. What it refers to is given to the closure, for the fields that want it;
    /// the foreign key is that key whatever the closure says.
    ///
    /// ```ignore
    /// let ada = user::Create { email: "ada@acme.test".into() };
    /// let profile = |user_id| profile::Create { bio: "Countess".into(), user_id };
    /// acme.user().create(ada).nested(user::profile.create(profile)).await?;
    /// ```
    pub fn create<'a, N>(
        self,
        row: impl FnOnce(Values<R>) -> N + Send + 'a,
    ) -> Nested<'a, R::Source>
    where
        N: NewRelated<'a, R::Target>,
    {
        nested::<R>(move |schema, key| {
            let (values, steps) = row(typed::<R>(&key)?).into_tree();
            insert::<R>(schema, key, values, OnConflict::Fail, steps)
        })
    }

    /// Relates rows that are there. One that is not is an error of the kind
    /// [`NotFound`](crate::ErrorKind::NotFound).
    ///
    /// ```ignore
    /// acme.user().update(user::id.key(id)).nested(user::posts.connect([post::id.key(1), post::id.key(2)])).await?;
    /// ```
    pub fn connect<'a>(self, rows: impl IntoKeys<R::Target>) -> Nested<'a, R::Source> {
        let rows = rows.into_keys();
        nested::<R>(move |schema, key| Ok(connect::<R>(schema, &key, rows)))
    }

    /// A new related row, or the one that has its value of this unique key: it is related instead.
    /// In one statement, so no other task comes in between.
    pub fn connect_or_create<'a, N>(
        self,
        unique: impl ConflictTarget<R::Target>,
        row: impl FnOnce(Values<R>) -> N + Send + 'a,
    ) -> Nested<'a, R::Source>
    where
        N: NewRelated<'a, R::Target>,
    {
        let unique = unique.places();
        nested::<R>(move |schema, key| {
            let (values, steps) = row(typed::<R>(&key)?).into_tree();
            let changes = RowChanges::default();
            let on_conflict = upsert::<R>(unique, changes, &key);
            insert::<R>(schema, key, values, on_conflict, steps)
        })
    }
}

impl<R: Nestable<Arity = Many, Target: Writable>> Include<R> {
    /// New related rows, as [`create`](Self::create) makes one.
    ///
    /// ```ignore
    /// let posts = |author_id| ["one", "two"].map(|slug| post::Create { slug: slug.into(), author_id });
    /// acme.user().create(ada).nested(user::posts.create_many(posts)).await?;
    /// ```
    pub fn create_many<'a, I, N>(
        self,
        rows: impl FnOnce(Values<R>) -> I + Send + 'a,
    ) -> Nested<'a, R::Source>
    where
        I: IntoIterator<Item = N>,
        N: NewRelated<'a, R::Target>,
    {
        nested::<R>(move |schema, key| {
            let (mut writes, mut flat) = (Vec::new(), Vec::new());
            for row in rows(typed::<R>(&key)?) {
                let (mut values, steps) = row.into_tree();
                if steps.is_empty() && R::def().through.is_none() {
                    refer::<R>(&mut values, &key);
                    flat.push(values);
                } else {
                    let key = key.clone();
                    writes.extend(insert::<R>(schema, key, values, OnConflict::Fail, steps)?);
                }
            }
            writes.extend(insert_flat::<R::Target>(schema, flat));
            Ok(writes)
        })
    }
}

impl<R: Severable<Target: Writable>> Include<R> {
    /// Takes rows out of the relation; they stay. Those that are not in it are passed over.
    pub fn disconnect<'a>(self, rows: impl IntoKeys<R::Target>) -> Nested<'a, R::Source> {
        let rows: Vec<Node> = rows.into_keys().into_iter().map(Key::into_node).collect();
        nested::<R>(move |schema, key| Ok(vec![sever::<R>(schema, key, Node::Any(rows))]))
    }

    /// Relates just these rows: others are taken out of the relation, and stay.
    pub fn set<'a>(self, rows: impl IntoKeys<R::Target>) -> Nested<'a, R::Source> {
        let rows = rows.into_keys();
        nested::<R>(move |schema, key| {
            let these = rows.iter().cloned().map(Key::into_node).collect();
            let others = Node::Not(Box::new(Node::Any(these)));
            let mut writes = vec![sever::<R>(schema, key.clone(), others)];
            writes.extend(connect::<R>(schema, &key, rows));
            Ok(writes)
        })
    }
}

impl<R: BackRelation<Target: Writable>> Include<R> {
    /// A new related row, or a change of the one that has its value of this unique key, which is
    /// related then.
    pub fn upsert<'a, N>(
        self,
        unique: impl ConflictTarget<R::Target>,
        row: impl FnOnce(Values<R>) -> N + Send + 'a,
        changes: impl FnOnce(ChangesOf<R>) -> ChangesOf<R>,
    ) -> Nested<'a, R::Source>
    where
        N: NewRelated<'a, R::Target>,
        ChangesOf<R>: From<Detached> + Into<RowChanges>,
    {
        let unique = unique.places();
        let changes: RowChanges = changes(ChangesOf::<R>::from(Detached)).into();
        nested::<R>(move |schema, key| {
            let (values, steps) = row(typed::<R>(&key)?).into_tree();
            let on_conflict = upsert::<R>(unique, changes, &key);
            insert::<R>(schema, key, values, on_conflict, steps)
        })
    }

    /// Changes a related row. One that is not related is an error of the kind
    /// [`NotFound`](crate::ErrorKind::NotFound).
    ///
    /// ```ignore
    /// let title = user::posts.update(post::id.key(1), |post| post.title("New"));
    /// acme.user().update(user::id.key(id)).nested(title).await?;
    /// ```
    pub fn update<'a>(
        self,
        row: Key<R::Target>,
        changes: impl FnOnce(ChangesOf<R>) -> ChangesOf<R>,
    ) -> Nested<'a, R::Source>
    where
        ChangesOf<R>: From<Detached> + Into<RowChanges>,
    {
        let one = Answer::One { missing: not_found };
        change::<R>(row.into_node(), changes, one)
    }

    /// Changes all related rows that match.
    pub fn update_many<'a>(
        self,
        filter: Filter<R::Target>,
        changes: impl FnOnce(ChangesOf<R>) -> ChangesOf<R>,
    ) -> Nested<'a, R::Source>
    where
        ChangesOf<R>: From<Detached> + Into<RowChanges>,
    {
        change::<R>(filter.node, changes, Answer::Any)
    }

    /// Deletes related rows. One that is not related is an error of the kind
    /// [`NotFound`](crate::ErrorKind::NotFound).
    pub fn delete<'a>(self, rows: impl IntoKeys<R::Target>) -> Nested<'a, R::Source> {
        let rows = rows.into_keys();
        nested::<R>(move |schema, key| {
            let delete = |row: Key<R::Target>| {
                let filter = refers_to(R::def(), key.clone()).and(row.into_node());
                let statement = delete_where_live::<R::Target>(schema, filter);
                Write::new(statement, Answer::One { missing: not_found })
            };
            Ok(rows.into_iter().map(delete).collect())
        })
    }

    /// Deletes all related rows that match.
    pub fn delete_many<'a>(self, filter: Filter<R::Target>) -> Nested<'a, R::Source> {
        nested::<R>(move |schema, key| {
            let filter = refers_to(R::def(), key).and(filter.node);
            let statement = delete_where_live::<R::Target>(schema, filter);
            Ok(vec![Write::new(statement, Answer::Any)])
        })
    }
}

type ChangesOf<R> = <<R as Relation>::Target as Writable>::Changes;

fn change<'a, R: BackRelation<Target: Writable>>(
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

fn update<'a, R: Relation>(
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
fn refer<R: Relation>(values: &mut RowValues, key: &[Value]) {
    for (place, value) in foreign_key(R::def(), key.to_vec()) {
        values.set(place, value);
    }
}

/// A new related row.
fn insert<'a, R: Nestable<Target: Writable>>(
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
fn upsert<R: Nestable>(unique: Vec<u16>, mut changes: RowChanges, key: &[Value]) -> OnConflict {
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

fn connect<'a, R: Nestable>(
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
fn sever<'a, R: Severable>(schema: &str, key: Vec<Value>, rows: Node) -> Write<'a> {
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
