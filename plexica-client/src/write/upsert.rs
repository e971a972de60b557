use std::{future::IntoFuture, marker::PhantomData};

use futures_util::future::BoxFuture;

use super::{
    Detached, RowChanges, RowValues,
    create::one,
    generated_value::{complete_changes, complete_new},
    statement::{self, OnConflict, Returning},
};
use crate::{
    Error,
    connection::Executor,
    database::{BatchQuery, Scope},
    model::{CompoundKey, Unique, Writable},
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
/// A row that has the key and is deleted (`@@softDelete`) is an error of the kind
/// [`UniqueViolation`](crate::ErrorKind::UniqueViolation), as it is for `create`.
#[must_use = "a query does nothing until it is awaited"]
#[derive(Debug)]
pub struct Upsert<'a, M> {
    scope: &'a Scope,
    key: Vec<u16>,
    values: RowValues,
    changes: RowChanges,
    of: PhantomData<fn() -> M>,
}

impl<'a, M: Writable> Upsert<'a, M> {
    pub(crate) fn new(scope: &'a Scope, key: &impl ConflictTarget<M>, values: RowValues) -> Self {
        Self {
            scope,
            key: key.places(),
            values,
            changes: RowChanges::default(),
            of: PhantomData,
        }
    }

    /// What changes in a row that is there already. Without it such a row stays as it is.
    pub fn update(mut self, changes: impl FnOnce(M::Changes) -> M::Changes) -> Self
    where
        M::Changes: From<Detached> + Into<RowChanges>,
    {
        self.changes = changes(M::Changes::from(Detached)).into();
        self
    }
}

impl<'a, M: Writable> IntoFuture for Upsert<'a, M> {
    type Output = Result<M, Error>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let executor = self.scope.executor().await?;
            self.run(&executor).await
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
        complete_changes(M::def(), &mut self.changes);
        let on_conflict = OnConflict::Update {
            key: self.key,
            changes: self.changes,
        };
        let schema = executor.tenant_schema();
        let statement = statement::insert(
            M::def(),
            schema,
            self.values,
            on_conflict,
            Returning::Records,
        );
        let rows = executor.rows(&statement, M::decode).await?;
        match rows.is_empty() && M::def().soft_delete.is_some() {
            true => Err(Error::deleted_in_the_way(M::def())),
            false => one(rows, M::def().name),
        }
    }
}
