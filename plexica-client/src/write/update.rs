use std::marker::PhantomData;

use futures_util::future::BoxFuture;

use super::{
    RowChanges, RunWrite,
    generated_value::complete_changes,
    nested::{Root, Step, run},
    statement::{self, Returning},
    version::one_at_version,
};
use crate::{
    Error,
    database::Scope,
    model::{Key, Writable},
    query::{Deleted, Filter, Node, Select, Statement},
};

/// Changes the row with a key, and gives it back as it is then.
#[derive(Debug)]
pub struct Updating<'a, M> {
    scope: &'a Scope,
    key: Key<M>,
    pub(super) steps: Vec<Step<'a>>,
}

/// Changes all rows that match, and says how many.
#[derive(Debug)]
pub struct UpdatingMany<'a, M> {
    scope: &'a Scope,
    filter: Node,
    of: PhantomData<fn() -> M>,
}

/// Changes all rows that match, and gives them back as they are then, in no particular order.
#[derive(Debug)]
pub struct UpdatingManyReturning<'a, M>(UpdatingMany<'a, M>);

impl<'a, M: Writable> Updating<'a, M> {
    pub(crate) fn new(scope: &'a Scope, key: Key<M>) -> Self {
        Self {
            scope,
            key,
            steps: Vec::new(),
        }
    }
}

impl<'a, M: Writable> UpdatingMany<'a, M> {
    pub(crate) fn new(scope: &'a Scope, filter: Filter<M>) -> Self {
        Self {
            scope,
            filter: filter.node,
            of: PhantomData,
        }
    }

    /// Gives the rows back. For generated code.
    #[doc(hidden)]
    pub fn returning(self) -> UpdatingManyReturning<'a, M> {
        UpdatingManyReturning(self)
    }

    /// The statement; `None` where nothing changes.
    fn into_statement(self, mut changes: RowChanges, returning: Returning) -> Option<Statement> {
        complete_changes(M::def(), &mut changes);
        if changes.is_empty() {
            return None;
        }
        let (def, schema) = (M::def(), self.scope.tenant_schema());
        let filter = Deleted::LeftOut.narrow(def, self.filter);
        Some(statement::update(def, schema, changes, filter, returning))
    }
}

impl<'a, M: Writable> RunWrite<RowChanges> for Updating<'a, M> {
    type Output = M;
    type Future = BoxFuture<'a, Result<M, Error>>;

    fn run(self, mut changes: RowChanges) -> Self::Future {
        Box::pin(async move {
            complete_changes(M::def(), &mut changes);
            let Self { scope, key, steps } = self;
            let (def, schema) = (M::def(), scope.tenant_schema());
            // Only related rows ask what is known of this one.
            let (changed, known) = if steps.is_empty() {
                (Vec::new(), Vec::new())
            } else {
                (changes.places().collect(), key.exact_values(def))
            };
            let at_any_version = key.at_any_version();
            let filter = key.into_node();
            let statement = if changes.is_empty() {
                let columns = |sql: &mut String| sql.push_str(def.select_list());
                Select::only(filter).statement(def, schema, columns)
            } else {
                let filter = Deleted::LeftOut.narrow(def, filter);
                statement::update(def, schema, changes, filter, Returning::Records)
            };
            if steps.is_empty() {
                let executor = scope.executor().await?;
                let rows = executor.rows(&statement, M::decode).await?;
                return one_at_version(&executor, rows, at_any_version, Deleted::LeftOut).await;
            }
            // Whether it is at this version, the database has to say first.
            let is_certain = at_any_version.is_none();
            let known = |place| {
                let is_same = is_certain && !changed.contains(&place);
                let (_, value) = known.iter().find(|(own, _)| is_same && *own == place)?;
                Some(value.clone())
            };
            run(
                scope,
                Root { statement, steps },
                known,
                async |executor, rows| {
                    one_at_version(executor, rows, at_any_version, Deleted::LeftOut).await
                },
            )
            .await
        })
    }
}

impl<'a, M: Writable> RunWrite<RowChanges> for UpdatingMany<'a, M> {
    type Output = u64;
    type Future = BoxFuture<'a, Result<u64, Error>>;

    fn run(self, changes: RowChanges) -> Self::Future {
        Box::pin(async move {
            let scope = self.scope;
            match self.into_statement(changes, Returning::Count) {
                Some(statement) => scope.executor().await?.execute(&statement).await,
                None => Ok(0),
            }
        })
    }
}

impl<'a, M: Writable> RunWrite<RowChanges> for UpdatingManyReturning<'a, M> {
    type Output = Vec<M>;
    type Future = BoxFuture<'a, Result<Vec<M>, Error>>;

    fn run(self, changes: RowChanges) -> Self::Future {
        Box::pin(async move {
            let scope = self.0.scope;
            match self.0.into_statement(changes, Returning::Records) {
                Some(statement) => scope.executor().await?.rows(&statement, M::decode).await,
                None => Ok(Vec::new()),
            }
        })
    }
}
