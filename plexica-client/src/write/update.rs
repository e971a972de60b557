use std::marker::PhantomData;

use futures_util::future::BoxFuture;

use super::{
    RowChanges, RunWrite,
    generated_value::complete_changes,
    nested::{Ready, Root, Tree, Write, in_one_transaction, refer, resolve_present, select, write},
    statement::{self, Returning},
    version::one_at_version,
};
use crate::{
    Error,
    connection::Executor,
    database::Scope,
    model::{Key, ModelDef, Writable},
    query::{Deleted, Filter, Node, Statement},
    value::Value,
};

/// Changes the row with a key, and gives it back as it is then.
#[derive(Debug)]
pub struct Updating<'a, M> {
    scope: &'a Scope,
    key: Key<M>,
    pub(super) tree: Tree<'a>,
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
            tree: Tree::default(),
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

    fn run(self, changes: RowChanges) -> Self::Future {
        Box::pin(async move {
            let scope = self.scope;
            if self.tree.is_empty() {
                let executor = scope.executor().await?;
                return self.run_on(changes, &executor).await;
            }
            in_one_transaction(scope, async |executor| self.run_on(changes, executor).await).await
        })
    }

    fn scope(&self) -> &Scope {
        self.scope
    }

    async fn run_on(self, mut changes: RowChanges, executor: &Executor<'_>) -> Result<M, Error> {
        let Self { key, tree, .. } = self;
        let at_any_version = key.at_any_version();
        if tree.is_empty() {
            complete_changes(M::def(), &mut changes);
            let statement = statement::<M>(executor.tenant_schema(), changes, key.into_node());
            let rows = executor.rows(&statement, M::decode).await?;
            return one_at_version(executor, rows, at_any_version, Deleted::LeftOut).await;
        }
        let row = Row::of(&key, M::def());
        let plan = |schema: &str, ready| plan::<M>(schema, row, changes, tree, ready);
        write(executor, plan, async |executor, rows| {
            one_at_version(executor, rows, at_any_version, Deleted::LeftOut).await
        })
        .await
    }
}

/// A row that is there, or has to be.
pub(super) struct Row {
    /// The condition for it.
    node: Node,
    at_any_version: Option<Node>,
    /// Its values in these columns.
    known: Vec<(u16, Value)>,
}

impl Row {
    fn of<M: Writable>(key: &Key<M>, model: &ModelDef) -> Self {
        let at_any_version = key.at_any_version();
        Self {
            node: key.clone().into_node(),
            // Whether it is at this version, the database has to say first.
            known: match at_any_version {
                Some(_) => Vec::new(),
                None => key.exact_values(model),
            },
            at_any_version,
        }
    }

    pub(super) fn by(node: Node) -> Self {
        Self {
            node,
            at_any_version: None,
            known: Vec::new(),
        }
    }
}

/// Changes of a row with what is written with it.
pub(super) fn plan<'a, M: Writable>(
    schema: &str,
    row: Row,
    mut changes: RowChanges,
    tree: Tree<'a>,
    ready: Ready<'a>,
) -> Result<Vec<Write<'a>>, Error> {
    let (parents, steps) = tree.into_parts();
    let Row {
        node,
        at_any_version,
        mut known,
    } = row;
    let present = at_any_version.unwrap_or_else(|| node.clone());
    resolve_present::<M>(schema, parents, present, move |schema, columns, after| {
        refer(M::def(), &mut changes, columns)?;
        complete_changes(M::def(), &mut changes);
        known.retain(|(place, _)| !changes.has(*place));
        ready.put(Root {
            statement: statement::<M>(schema, changes, node),
            known,
            after,
            steps,
        });
        Ok(Vec::new())
    })
}

/// Changes the row, or gives it as it is where nothing changes.
fn statement<M: Writable>(schema: &str, changes: RowChanges, row: Node) -> Statement {
    let def = M::def();
    if changes.is_empty() {
        return select(def, schema, row);
    }
    let filter = Deleted::LeftOut.narrow(def, row);
    statement::update(def, schema, changes, filter, Returning::Records)
}

impl<'a, M: Writable> RunWrite<RowChanges> for UpdatingMany<'a, M> {
    type Output = u64;
    type Future = BoxFuture<'a, Result<u64, Error>>;

    fn run(self, changes: RowChanges) -> Self::Future {
        Box::pin(async move {
            let executor = self.scope.executor().await?;
            self.run_on(changes, &executor).await
        })
    }

    fn scope(&self) -> &Scope {
        self.scope
    }

    async fn run_on(self, changes: RowChanges, executor: &Executor<'_>) -> Result<u64, Error> {
        match self.into_statement(changes, Returning::Count) {
            Some(statement) => executor.execute(&statement).await,
            None => Ok(0),
        }
    }
}

impl<'a, M: Writable> RunWrite<RowChanges> for UpdatingManyReturning<'a, M> {
    type Output = Vec<M>;
    type Future = BoxFuture<'a, Result<Vec<M>, Error>>;

    fn run(self, changes: RowChanges) -> Self::Future {
        Box::pin(async move {
            let executor = self.0.scope.executor().await?;
            self.run_on(changes, &executor).await
        })
    }

    fn scope(&self) -> &Scope {
        self.0.scope
    }

    async fn run_on(self, changes: RowChanges, executor: &Executor<'_>) -> Result<Vec<M>, Error> {
        match self.0.into_statement(changes, Returning::Records) {
            Some(statement) => executor.rows(&statement, M::decode).await,
            None => Ok(Vec::new()),
        }
    }
}
