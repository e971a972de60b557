use std::marker::PhantomData;

use futures_util::future::BoxFuture;

use super::{
    RowValues, RunWrite,
    generated_value::complete_new,
    nested::{Ready, Root, Tree, Write, in_one_transaction, resolve_tree, write},
    statement::{self, OnConflict, Returning},
};
use crate::{Error, connection::Executor, database::Scope, model::Writable, query::Statement};

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
    pub(super) tree: Tree<'a>,
    of: PhantomData<fn() -> M>,
}

impl<'a, M: Writable> Creating<'a, M> {
    pub(crate) fn new(scope: &'a Scope, tree: Tree<'a>) -> Self {
        Self {
            scope,
            tree,
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
            if self.tree.is_empty() {
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
        let one = |rows| one(rows, M::def().name);
        if self.tree.is_empty() {
            complete_new(M::def(), &mut values);
            let statement = insert::<M>(executor.tenant_schema(), values);
            return one(executor.rows(&statement, M::decode).await?);
        }
        let plan = |schema: &str, ready| plan::<M>(schema, values, self.tree, ready);
        write(executor, plan, async |_, rows| one(rows)).await
    }
}

/// A new row with what is written with it.
pub(super) fn plan<'a, M: Writable>(
    schema: &str,
    values: RowValues,
    tree: Tree<'a>,
    ready: Ready<'a>,
) -> Result<Vec<Write<'a>>, Error> {
    resolve_tree(
        M::def(),
        schema,
        values,
        tree,
        |schema, mut values, steps| {
            complete_new(M::def(), &mut values);
            ready.put(Root {
                statement: insert::<M>(schema, values.clone()),
                known: values.into_columns(),
                after: Vec::new(),
                steps,
            });
            Ok(Vec::new())
        },
    )
}

fn insert<M: Writable>(schema: &str, values: RowValues) -> Statement {
    let (on_conflict, returning) = (OnConflict::Fail, Returning::Records);
    statement::insert(M::def(), schema, values, on_conflict, returning)
}

/// The one row that a statement gives back.
pub(super) fn one<M>(mut rows: Vec<M>, model: &'static str) -> Result<M, Error> {
    rows.pop().ok_or_else(|| Error::not_found(model))
}
