use std::marker::PhantomData;

use futures_util::future::BoxFuture;

use super::{
    RowValues, RunWrite,
    generated_value::complete_new,
    statement::{self, OnConflict, Returning},
};
use crate::{Error, database::Scope, model::Writable};

/// What a new row of a model can be made from: its `Create`, or a `Draft` with optional fields.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a new `{M}`",
    note = "give the model's `Create` with its required fields, or a `Draft` made from one"
)]
pub trait NewRecord<M>: Send {
    /// The columns it sets.
    fn into_values(self) -> RowValues;
}

/// A query that makes one row. The generated setters are on the type around it.
#[derive(Debug)]
pub struct Creating<'a, M> {
    scope: &'a Scope,
    of: PhantomData<fn() -> M>,
}

impl<'a, M: Writable> Creating<'a, M> {
    pub(crate) fn new(scope: &'a Scope) -> Self {
        Self {
            scope,
            of: PhantomData,
        }
    }
}

impl<'a, M: Writable> RunWrite<RowValues> for Creating<'a, M> {
    type Output = M;
    type Future = BoxFuture<'a, Result<M, Error>>;

    fn run(self, mut values: RowValues) -> Self::Future {
        Box::pin(async move {
            complete_new(M::def(), &mut values);
            let executor = self.scope.executor().await?;
            let schema = executor.tenant_schema();
            let statement = statement::insert(
                M::def(),
                schema,
                values,
                OnConflict::Fail,
                Returning::Records,
            );
            let rows = executor.rows(&statement, M::decode).await?;
            one(rows, M::def().name)
        })
    }
}

/// The one row that a statement gives back.
pub(super) fn one<M>(mut rows: Vec<M>, model: &'static str) -> Result<M, Error> {
    rows.pop().ok_or_else(|| Error::not_found(model))
}
