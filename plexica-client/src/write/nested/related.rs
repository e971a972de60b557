//! What a relation offers to be written with a row: its related rows.

use super::{
    NewRelated, RelatedChanges,
    many::insert_flat,
    plan::{Answer, Write, not_found},
    row::Nested,
    target::{
        ChangesOf, Values, change, changes_of, connect, insert, nested, refer, refers_to, sever,
        typed, upsert,
    },
};
use crate::{
    model::{BackRelation, Key, Many, Nestable, Relation, Severable, Writable},
    query::{Filter, Include, Node},
    write::{ConflictTarget, RowChanges, delete::delete_where_live, statement::OnConflict},
};

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

impl<R: Relation> Include<R> {
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
        R: Nestable<Target: Writable>,
        N: NewRelated<'a, R::Target>,
    {
        nested::<R>(move |schema, key| {
            let (values, tree) = row(typed::<R>(&key)?).into_tree();
            insert::<R>(schema, key, values, OnConflict::Fail, tree)
        })
    }

    /// Relates rows that are there. One that is not is an error of the kind
    /// [`NotFound`](crate::ErrorKind::NotFound).
    ///
    /// ```ignore
    /// acme.user().update(user::id.key(id)).nested(user::posts.connect([post::id.key(1), post::id.key(2)])).await?;
    /// ```
    pub fn connect<'a>(self, rows: impl IntoKeys<R::Target>) -> Nested<'a, R::Source>
    where
        R: Nestable<Target: Writable>,
    {
        let rows = rows.into_keys();
        nested::<R>(move |schema, key| connect::<R>(schema, &key, rows))
    }

    /// A new related row, or the one that has its value of this unique key: it is related instead.
    /// In one statement, so no other task comes in between; with related rows of the new one, which are
    /// not written with one that is there, it is looked for first.
    pub fn connect_or_create<'a, N>(
        self,
        unique: impl ConflictTarget<R::Target>,
        row: impl FnOnce(Values<R>) -> N + Send + 'a,
    ) -> Nested<'a, R::Source>
    where
        R: Nestable<Target: Writable>,
        N: NewRelated<'a, R::Target>,
    {
        let unique = unique.places();
        nested::<R>(move |schema, key| {
            let new = row(typed::<R>(&key)?).into_tree();
            upsert::<R>(schema, key, unique, new, RowChanges::default())
        })
    }

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
        R: Nestable<Arity = Many, Target: Writable>,
        I: IntoIterator<Item = N>,
        N: NewRelated<'a, R::Target>,
    {
        nested::<R>(move |schema, key| {
            let (mut writes, mut flat) = (Vec::new(), Vec::new());
            for row in rows(typed::<R>(&key)?) {
                let (mut values, tree) = row.into_tree();
                if tree.is_empty() && R::def().through.is_none() {
                    refer::<R>(&mut values, &key);
                    flat.push(values);
                } else {
                    let key = key.clone();
                    writes.extend(insert::<R>(schema, key, values, OnConflict::Fail, tree)?);
                }
            }
            writes.extend(insert_flat::<R::Target>(schema, flat));
            Ok(writes)
        })
    }

    /// Takes rows out of the relation; they stay. Those that are not in it are passed over.
    pub fn disconnect<'a>(self, rows: impl IntoKeys<R::Target>) -> Nested<'a, R::Source>
    where
        R: Nestable<Target: Writable> + Severable,
    {
        let rows: Vec<Node> = rows.into_keys().into_iter().map(Key::into_node).collect();
        nested::<R>(move |schema, key| sever::<R>(schema, key, Node::Any(rows)))
    }

    /// Relates just these rows: others are taken out of the relation, and stay.
    pub fn set<'a>(self, rows: impl IntoKeys<R::Target>) -> Nested<'a, R::Source>
    where
        R: Nestable<Target: Writable> + Severable,
    {
        let rows = rows.into_keys();
        nested::<R>(move |schema, key| {
            let these = rows.iter().cloned().map(Key::into_node).collect();
            let others = Node::Not(Box::new(Node::Any(these)));
            let mut writes = sever::<R>(schema, key.clone(), others)?;
            writes.extend(connect::<R>(schema, &key, rows)?);
            Ok(writes)
        })
    }

    /// A new related row, or a change of the one that has its value of this unique key, which is
    /// related then.
    pub fn upsert<'a, N>(
        self,
        unique: impl ConflictTarget<R::Target>,
        row: impl FnOnce(Values<R>) -> N + Send + 'a,
        changes: impl FnOnce(ChangesOf<R>) -> ChangesOf<R>,
    ) -> Nested<'a, R::Source>
    where
        R: BackRelation<Target: Writable>,
        N: NewRelated<'a, R::Target>,
        ChangesOf<R>: RelatedChanges<'a, R::Target>,
    {
        let unique = unique.places();
        let (changes, _) = changes(changes_of::<R>()).into_tree();
        nested::<R>(move |schema, key| {
            let new = row(typed::<R>(&key)?).into_tree();
            upsert::<R>(schema, key, unique, new, changes)
        })
    }

    /// Changes a related row. One that is not related is an error of the kind
    /// [`NotFound`](crate::ErrorKind::NotFound).
    ///
    /// ```ignore
    /// let title = user::posts.update(post::id.key(1), |post| post.title("New"));
    /// acme.user().update(user::id.key(id)).nested(title).await?;
    /// ```
    pub fn update<'a, C>(
        self,
        row: Key<R::Target>,
        changes: impl FnOnce(ChangesOf<R>) -> C,
    ) -> Nested<'a, R::Source>
    where
        R: BackRelation<Target: Writable>,
        C: RelatedChanges<'a, R::Target>,
    {
        let one = Answer::One { missing: not_found };
        change::<R>(row.into_node(), changes(changes_of::<R>()), one)
    }

    /// Changes all related rows that match.
    pub fn update_many<'a>(
        self,
        filter: Filter<R::Target>,
        changes: impl FnOnce(ChangesOf<R>) -> ChangesOf<R>,
    ) -> Nested<'a, R::Source>
    where
        R: BackRelation<Target: Writable>,
        ChangesOf<R>: RelatedChanges<'a, R::Target>,
    {
        change::<R>(filter.node, changes(changes_of::<R>()), Answer::Any)
    }

    /// Deletes related rows. One that is not related is an error of the kind
    /// [`NotFound`](crate::ErrorKind::NotFound).
    pub fn delete<'a>(self, rows: impl IntoKeys<R::Target>) -> Nested<'a, R::Source>
    where
        R: BackRelation<Target: Writable>,
    {
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
    pub fn delete_many<'a>(self, filter: Filter<R::Target>) -> Nested<'a, R::Source>
    where
        R: BackRelation<Target: Writable>,
    {
        nested::<R>(move |schema, key| {
            let filter = refers_to(R::def(), key).and(filter.node);
            let statement = delete_where_live::<R::Target>(schema, filter);
            Ok(vec![Write::new(statement, Answer::Any)])
        })
    }
}
