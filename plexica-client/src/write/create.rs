use std::marker::PhantomData;

use futures_util::future::BoxFuture;

use super::{
    RowValues, RunWrite,
    generated_value::complete_new,
    nested::{Root, Step, in_one_transaction, run},
    statement::{self, OnConflict, Returning},
};
use crate::{Error, connection::Executor, database::Scope, model::Writable};

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
    pub(super) steps: Vec<Step<'a>>,
    of: PhantomData<fn() -> M>,
}

impl<'a, M: Writable> Creating<'a, M> {
    pub(crate) fn new(scope: &'a Scope) -> Self {
        Self {
            scope,
            steps: Vec::new(),
            of: PhantomData,
        }
    }
}

impl<'a, M: Writable> RunWrite<RowValues> for Creating<'a, M> {
    type Output = M;
    type Future = BoxFuture<'a, Result<M, Error>>;

    fn run(self, values: RowValues) -> Self::Future {
        Box::pin(async move {
            let scope = self.scope;
            if self.steps.is_empty() {
                let executor = scope.executor().await?;
                return self.run_on(values, &executor).await;
            }
            in_one_transaction(scope, async |executor| self.run_on(values, executor).await).await
        })
    }

    fn scope(&self) -> &Scope {
        self.scope
    }

    async fn run_on(self, mut values: RowValues, executor: &Executor<'_>) -> Result<M, Error> {
        complete_new(M::def(), &mut values);
        let insert = |values| {
            let (schema, on_conflict) = (executor.tenant_schema(), OnConflict::Fail);
            statement::insert(M::def(), schema, values, on_conflict, Returning::Records)
        };
        if self.steps.is_empty() {
            let rows = executor.rows(&insert(values), M::decode).await?;
            return one(rows, M::def().name);
        }
        let root = Root {
            statement: insert(values.clone()),
            steps: self.steps,
        };
        let known = |place| values.get(place).cloned();
        run(executor, root, known, async |_, rows| {
            one(rows, M::def().name)
        })
        .await
    }
}

/// The one row that a statement gives back.
pub(super) fn one<M>(mut rows: Vec<M>, model: &'static str) -> Result<M, Error> {
    rows.pop().ok_or_else(|| Error::not_found(model))
}
