//! What a relation offers whose foreign key the row itself has: the row that it refers to.

use std::marker::PhantomData;

use super::{
    before::{Before, BeforePlan, Found, Then},
    by_key::{Looked, look_first},
    change::RelatedChanges,
    parent::{Parent, ParentChange},
    plan::{self, Answer, Plan, Step, Write, not_found},
    row::NewRelated,
    target::{ChangesOf, changes_of, refers_to},
    tree::{Kind, Tree},
};
use crate::{
    Error,
    model::{Connectable, Key, Model, Nestable, Relation, Severable, Writable},
    query::{Forward, Include, Select},
    value::Value,
    write::{
        ConflictTarget, RowChanges, RowValues, delete::delete_where_live, statement::OnConflict,
    },
};

impl<R: Relation> Include<R, (), Forward> {
    /// A new row to refer to. The row that refers to it is made with it by
    /// [`create_with`](crate::database::Accessor::create_with), or by `nested` where its foreign key is optional
    /// or it is there already.
    ///
    /// ```ignore
    /// let ada = post::author.create(user::Create { email: "ada@acme.test".into() });
    /// acme.post().create_with(ada, |author_id| post::Create { slug: "news".into(), author_id }).await?;
    /// ```
    pub fn create<'a, N>(self, row: N) -> Parent<'a, R>
    where
        R: Nestable<Target: Writable>,
        N: NewRelated<'a, R::Target>,
    {
        let (values, tree) = row.into_tree();
        parent(|schema, _, then| insert::<R>(schema, values, OnConflict::Fail, tree, then))
    }

    /// Refers to a row that is there. One that is not is an error of the kind
    /// [`NotFound`](crate::ErrorKind::NotFound).
    ///
    /// By the key that is referred to, nothing is waited for; by another one, it is looked up first.
    pub fn connect<'a>(self, row: Key<R::Target>) -> Parent<'a, R>
    where
        R: Connectable,
    {
        parent(|schema, _, then| connect::<R>(schema, row, then))
    }

    /// A new row to refer to, or the one that has its value of this unique key.
    /// In one statement, so no other task comes in between; with related rows of the new one, which are
    /// not written with one that is there, it is looked for first.
    pub fn connect_or_create<'a, N>(
        self,
        unique: impl ConflictTarget<R::Target>,
        row: N,
    ) -> Parent<'a, R>
    where
        R: Nestable<Target: Writable>,
        N: NewRelated<'a, R::Target>,
    {
        let (unique, (values, tree)) = (unique.places(), row.into_tree());
        parent(move |schema, _, then| {
            if tree.is_empty() {
                let on_conflict = OnConflict::Update {
                    key: unique,
                    changes: RowChanges::default(),
                };
                return insert::<R>(schema, values, on_conflict, tree, then);
            }
            let known = known::<R>(then);
            let (new, of) = ((values, tree), known.places.clone());
            look_first::<R::Target>(schema, &unique, new, of, |schema, looked| match looked {
                Looked::Found(_, key) => (known.plan)(schema, key),
                Looked::New(values, mut tree) => {
                    tree.steps.insert(0, known);
                    plan::insert::<R::Target>(schema, values, OnConflict::Fail, tree)
                }
            })
        })
    }

    /// Refers to no row any more. The row that it referred to stays.
    pub fn disconnect<'a>(self) -> ParentChange<'a, R::Source>
    where
        R: Severable,
    {
        changing::<R>(false, |schema, _, then| then(schema, nothing::<R>()))
    }

    /// Changes the row that is referred to. Where there is none, that is an error of the kind
    /// [`NotFound`](crate::ErrorKind::NotFound).
    ///
    /// ```ignore
    /// let name = post::author.update(|author| author.name("Ada"));
    /// acme.post().update(post::id.key(1)).nested(name).await?;
    /// ```
    pub fn update<'a, C>(
        self,
        changes: impl FnOnce(ChangesOf<R>) -> C,
    ) -> ParentChange<'a, R::Source>
    where
        R: Nestable<Target: Writable>,
        C: RelatedChanges<'a, R::Target>,
    {
        let (changes, tree) = changes(changes_of::<R>()).into_tree();
        let relation = R::def();
        let plan: Plan<'a> = Box::new(move |schema, key| {
            if key.iter().any(Value::is_null) {
                return Err(not_found(relation.target));
            }
            let row = refers_to(relation, key);
            let one = Answer::One { missing: not_found };
            plan::update::<R::Target>(schema, changes, row, tree, one)
        });
        let places = relation.columns.iter().map(|(own, _)| *own).collect();
        ParentChange {
            kind: Kind::Step(Step { places, plan }),
            of: PhantomData,
        }
    }

    /// Changes the row that is referred to, or makes a new one to refer to where there is none.
    pub fn upsert<'a, N, C>(
        self,
        row: N,
        changes: impl FnOnce(ChangesOf<R>) -> C,
    ) -> ParentChange<'a, R::Source>
    where
        R: Nestable<Target: Writable>,
        N: NewRelated<'a, R::Target>,
        C: RelatedChanges<'a, R::Target>,
    {
        let (values, new) = row.into_tree();
        let (changes, tree) = changes(changes_of::<R>()).into_tree();
        changing::<R>(true, move |schema, present, then| {
            if present.iter().any(Value::is_null) {
                return insert::<R>(schema, values, OnConflict::Fail, new, then);
            }
            let row = refers_to(R::def(), present);
            let one = Answer::One { missing: not_found };
            let mut writes = plan::update::<R::Target>(schema, changes, row, tree, one)?;
            writes.extend(then(schema, Found::default())?);
            Ok(writes)
        })
    }

    /// Deletes the row that is referred to. Where there is none, that is an error of the kind
    /// [`NotFound`](crate::ErrorKind::NotFound).
    pub fn delete<'a>(self) -> ParentChange<'a, R::Source>
    where
        R: Nestable<Target: Writable> + Severable,
    {
        changing::<R>(true, |schema, present, then| {
            if present.iter().any(Value::is_null) {
                return Err(not_found(R::Target::def()));
            }
            let statement = delete_where_live::<R::Target>(schema, refers_to(R::def(), present));
            let mut found = nothing::<R>();
            let one = Answer::One { missing: not_found };
            found.after.push(Write::new(statement, one));
            then(schema, found)
        })
    }
}

fn before<'a, R: Relation>(
    asks: bool,
    plan: impl FnOnce(&str, Vec<Value>, Then<'a>) -> Result<Vec<Write<'a>>, Error> + Send + 'a,
) -> Before<'a> {
    let plan: BeforePlan<'a> = Box::new(plan);
    Before {
        relation: R::def(),
        asks,
        plan,
    }
}

fn parent<'a, R: Relation>(
    plan: impl FnOnce(&str, Vec<Value>, Then<'a>) -> Result<Vec<Write<'a>>, Error> + Send + 'a,
) -> Parent<'a, R> {
    Parent {
        before: before::<R>(false, plan),
        of: PhantomData,
    }
}

fn changing<'a, R: Relation>(
    asks: bool,
    plan: impl FnOnce(&str, Vec<Value>, Then<'a>) -> Result<Vec<Write<'a>>, Error> + Send + 'a,
) -> ParentChange<'a, R::Source> {
    ParentChange {
        kind: Kind::Before(before::<R>(asks, plan)),
        of: PhantomData,
    }
}

fn nothing<'a, R: Severable>() -> Found<'a> {
    let columns = R::COLUMNS.iter();
    Found {
        columns: columns.map(|place| (*place, Value::Null)).collect(),
        after: Vec::new(),
    }
}

/// The step that goes on when the key of the row is known that is referred to.
fn known<'a, R: Relation>(then: Then<'a>) -> Step<'a> {
    let relation = R::def();
    Step {
        places: relation.columns.iter().map(|(_, other)| *other).collect(),
        plan: Box::new(move |schema, key| match key.iter().any(Value::is_null) {
            true => Err(Error::no_parent_key(relation, None)),
            false => then(schema, Found::key(relation, key)),
        }),
    }
}

fn insert<'a, R: Relation<Target: Writable>>(
    schema: &str,
    values: RowValues,
    on_conflict: OnConflict,
    mut tree: Tree<'a>,
    then: Then<'a>,
) -> Result<Vec<Write<'a>>, Error> {
    tree.steps.insert(0, known::<R>(then));
    plan::insert::<R::Target>(schema, values, on_conflict, tree)
}

fn connect<'a, R: Relation>(
    schema: &str,
    row: Key<R::Target>,
    then: Then<'a>,
) -> Result<Vec<Write<'a>>, Error> {
    let (step, target) = (known::<R>(then), R::Target::def());
    let exact = row.exact_values(target);
    let value = |place: &u16| {
        let (_, value) = exact.iter().find(|(own, _)| own == place)?;
        Some(value.clone())
    };
    let key: Option<Vec<Value>> = step.places.iter().map(value).collect();
    let select = Select::only(row.into_node());
    let Some(key) = key else {
        let statement = select.statement(target, schema, |sql| {
            sql.push_str(target.select_list());
        });
        let found = Write::awaited::<R::Target>(statement, vec![step], Some(not_found));
        return Ok(vec![found]);
    };
    let statement = select.statement(target, schema, |sql| sql.push('1'));
    let mut writes = vec![Write::new(statement, Answer::One { missing: not_found })];
    writes.extend((step.plan)(schema, key)?);
    Ok(writes)
}
