use std::{future::IntoFuture, marker::PhantomData};

use futures_util::future::{BoxFuture, join};

use super::{
    Detached, NewRelated, RelatedChanges, RowChanges, RowValues,
    create::{self, one},
    generated_value::{complete_changes, complete_new},
    nested::{Ready, Tree, equal, in_one_transaction, key_of, lock, locking, write},
    statement::{self, OnConflict, Returning},
    update::{self, Row},
};
use crate::{
    Error,
    connection::Executor,
    database::{BatchQuery, Scope},
    model::{CompoundKey, Unique, Writable},
    value::Value,
};

/// A unique key that a new row can meet: a unique column, or a compound key.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a unique key of `{M}`",
    note = "a key is a unique column or a compound key of the model, without values"
)]
pub trait ConflictTarget<M> {
    #[doc(hidden)]
    fn places(&self) -> Vec<u16>;
}

impl<M, T> ConflictTarget<M> for Unique<M, T> {
    fn places(&self) -> Vec<u16> {
        vec![self.place()]
    }
}

impl<M, T> ConflictTarget<M> for CompoundKey<M, T> {
    fn places(&self) -> Vec<u16> {
        self.column_places().to_vec()
    }
}

/// Makes a row, or changes the one that has its key: one statement, so no other task comes in
/// between. Gives the row back as it is then.
///
/// With related rows, in the new row or in the changes, it is one transaction: it looks for the row
/// first, and locks it. Such upserts of the same key wait for each other; another task that makes the
/// row meanwhile makes it an error of the kind
/// [`UniqueViolation`](crate::ErrorKind::UniqueViolation).
///
/// A row that has the key and is deleted (`@@softDelete`) is an error of that kind too, as it is for
/// `create`.
#[must_use = "a query does nothing until it is awaited"]
#[derive(Debug)]
pub struct Upsert<'a, M> {
    scope: &'a Scope,
    key: Vec<u16>,
    values: RowValues,
    tree: Tree<'a>,
    changes: RowChanges,
    /// What is written with the row that is there.
    changed_tree: Tree<'a>,
    of: PhantomData<fn() -> M>,
}

impl<'a, M: Writable> Upsert<'a, M> {
    pub(crate) fn new(
        scope: &'a Scope,
        key: &impl ConflictTarget<M>,
        record: impl NewRelated<'a, M>,
    ) -> Self {
        let (values, tree) = record.into_tree();
        Self {
            scope,
            key: key.places(),
            values,
            tree,
            changes: RowChanges::default(),
            changed_tree: Tree::default(),
            of: PhantomData,
        }
    }

    /// What changes in a row that is there already. Without it such a row stays as it is.
    ///
    /// ```ignore
    /// let ada = user::Create { email: "ada@acme.test".into() }.draft().nested(user::posts.create(news));
    /// acme.user()
    ///     .upsert(user::email, ada)
    ///     .update(|user| user.age(37).nested(user::posts.delete_many(old)))
    ///     .await?;
    /// ```
    pub fn update<C>(mut self, changes: impl FnOnce(M::Changes<Detached>) -> C) -> Self
    where
        C: RelatedChanges<'a, M>,
    {
        (self.changes, self.changed_tree) = changes(M::changes(Detached)).into_tree();
        self
    }

    fn is_one_statement(&self) -> bool {
        self.tree.is_empty() && self.changed_tree.is_empty()
    }

    async fn one_statement(mut self, executor: &Executor<'_>) -> Result<M, Error> {
        complete_changes(M::def(), &mut self.changes);
        let on_conflict = OnConflict::Update {
            key: self.key,
            changes: self.changes,
        };
        let schema = executor.tenant_schema();
        let (values, returning) = (self.values, Returning::Records);
        let statement = statement::insert(M::def(), schema, values, on_conflict, returning);
        let rows = executor.rows(&statement, M::decode).await?;
        match rows.is_empty() && M::def().soft_delete.is_some() {
            true => Err(Error::deleted_in_the_way(M::def())),
            false => one(rows, M::def().name),
        }
    }

    async fn with_related_rows(self, executor: &Executor<'_>) -> Result<M, Error> {
        let Self {
            key,
            values,
            tree,
            changes,
            changed_tree,
            ..
        } = self;
        let key = key_of(M::def(), &key, &values, &tree)?;
        let one = async |_: &Executor<'_>, rows| one(rows, M::def().name);
        if is_there::<M>(executor, &key).await? {
            let plan = |schema: &str, ready: Ready<'a>| {
                let row = Row::by(equal(key));
                update::plan::<M>(schema, row, changes, changed_tree, ready)
            };
            return write(executor, plan, one).await;
        }
        let plan = |schema: &str, ready: Ready<'a>| create::plan::<M>(schema, values, tree, ready);
        write(executor, plan, one).await
    }
}

/// Whether a row has the key. It is locked then; otherwise no other upsert makes it before the
/// transaction is over.
async fn is_there<M: Writable>(
    executor: &Executor<'_>,
    key: &[(u16, Value)],
) -> Result<bool, Error> {
    let schema = executor.tenant_schema();
    let select = locking(key).statement(M::def(), schema, |sql| sql.push('1'));
    let lock = lock(M::def(), schema, key);
    // One sees what others wrote before the other was there.
    let (locked, found) = join(
        executor.rows(&lock, |_| Ok(())),
        executor.rows(&select, |_| Ok(())),
    )
    .await;
    locked?;
    Ok(!found?.is_empty())
}

impl<'a, M: Writable> IntoFuture for Upsert<'a, M> {
    type Output = Result<M, Error>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let scope = self.scope;
            if self.is_one_statement() {
                return self.run(&scope.executor().await?).await;
            }
            in_one_transaction(scope, async |executor| self.run(executor).await).await
        })
    }
}

impl<M: Writable> BatchQuery for Upsert<'_, M> {
    type Output = M;

    const READS: bool = false;

    fn scope(&self) -> &Scope {
        self.scope
    }

    async fn run(mut self, executor: &Executor<'_>) -> Result<M, Error> {
        complete_new(M::def(), &mut self.values);
        match self.is_one_statement() {
            true => self.one_statement(executor).await,
            false if !executor.is_in_transaction() => Err(Error::transaction_in_batch()),
            false => self.with_related_rows(executor).await,
        }
    }
}
