use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures_util::future::join;

use super::plan::{Answer, Missing, Plan, Sent, Step, Write, plan_known};
use crate::{
    Error,
    connection::{Executor, in_order},
    database::Scope,
    model::Writable,
    query::Statement,
    value::Value,
};

/// A statement on one row, and what is written with it.
pub(in crate::write) struct Root<'a> {
    pub(in crate::write) statement: Statement,
    /// The values of the row before it is given back.
    pub(in crate::write) known: Vec<(u16, Value)>,
    pub(in crate::write) after: Vec<Write<'a>>,
    pub(in crate::write) steps: Vec<Step<'a>>,
}

/// Where the root is put as soon as it is known what its row refers to.
pub(in crate::write) struct Ready<'a>(Arc<Mutex<Option<Root<'a>>>>);

impl<'a> Ready<'a> {
    pub(in crate::write) fn put(self, root: Root<'a>) {
        *self.held() = Some(root);
    }

    fn held(&self) -> MutexGuard<'_, Option<Root<'a>>> {
        // Nothing panics while it is held.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Runs what writes in several statements in one transaction, the caller's if there is one.
pub(in crate::write) async fn in_one_transaction<T>(
    scope: &Scope,
    work: impl AsyncFnOnce(&Executor<'_>) -> Result<T, Error>,
) -> Result<T, Error> {
    if scope.is_in_transaction() {
        return work(&scope.executor().await?).await;
    }
    let (scope, transaction) = scope.begin().await?;
    let executor = scope.executor().await?;
    let done = work(&executor).await?;
    transaction.commit().await?;
    Ok(done)
}

/// Runs what is planned in the executor's transaction. The plan gives what comes before the root, and
/// has the root put in its place at once or by what waits; `checked` makes the one row of the root's.
pub(in crate::write) async fn write<'a, M: Writable>(
    executor: &Executor<'_>,
    plan: impl FnOnce(&str, Ready<'a>) -> Result<Vec<Write<'a>>, Error>,
    checked: impl AsyncFnOnce(&Executor<'_>, Vec<M>) -> Result<M, Error>,
) -> Result<M, Error> {
    if !executor.is_in_transaction() {
        return Err(Error::transaction_in_batch());
    }
    let result = write_all(executor, plan, checked).await;
    if result.is_err() {
        // Some of it is written, and must not be committed.
        executor.fail();
    }
    result
}

/// Writes the root and what is written with it.
async fn write_all<'a, M: Writable>(
    executor: &Executor<'_>,
    plan: impl FnOnce(&str, Ready<'a>) -> Result<Vec<Write<'a>>, Error>,
    checked: impl AsyncFnOnce(&Executor<'_>, Vec<M>) -> Result<M, Error>,
) -> Result<M, Error> {
    let schema = executor.tenant_schema();
    let ready = Ready(Arc::default());
    let mut before = plan(schema, Ready(Arc::clone(&ready.0)))?;
    let root = loop {
        let root = ready.held().take();
        match root {
            Some(root) => break root,
            // What waits for the root would be among them.
            None if before.is_empty() => return Err(Error::not_found(M::def().name)),
            None => before = round(executor, before).await?,
        }
    };
    let known = |place| {
        let (_, value) = root.known.iter().find(|(own, _)| *own == place)?;
        Some(value.clone())
    };
    let (writes, waiting) = plan_known(root.steps, schema, known)?;
    let (first, first_plans) = apart(before);
    let (sent, plans) = apart(root.after.into_iter().chain(writes).collect());
    let (firsts, (rows, answers)) = join(
        in_order(first.iter().map(|sent| answer(executor, sent))),
        join(
            executor.rows(&root.statement, M::decode),
            in_order(sent.iter().map(|sent| answer(executor, sent))),
        ),
    )
    .await;
    // The first error is the cause of those after it.
    let mut next = follow(schema, first_plans, firsts)?;
    let record = checked(executor, rows?).await?;
    next.extend(follow(schema, plans, answers)?);
    let (writes, _) = plan_known(waiting, schema, |place| Some(record.relation_key(place)))?;
    next.extend(writes);
    while !next.is_empty() {
        next = round(executor, next).await?;
    }
    Ok(record)
}

/// Sends all of it, and gives what its answers make possible.
async fn round<'a>(
    executor: &Executor<'_>,
    writes: Vec<Write<'a>>,
) -> Result<Vec<Write<'a>>, Error> {
    let (sent, plans): (Vec<Sent>, Vec<Vec<Plan<'a>>>) = apart(writes);
    let answers = in_order(sent.iter().map(|sent| answer(executor, sent))).await;
    follow(executor.tenant_schema(), plans, answers)
}

/// What goes out, and what waits for it: a future that is sent to another thread may look at the
/// one from several places, and at the other not.
fn apart(writes: Vec<Write<'_>>) -> (Vec<Sent>, Vec<Vec<Plan<'_>>>) {
    writes
        .into_iter()
        .map(|write| (write.sent, write.plans))
        .unzip()
}

/// The values that a statement gives for each of its plans.
async fn answer(executor: &Executor<'_>, sent: &Sent) -> Result<Vec<Vec<Value>>, Error> {
    let Sent { statement, answer } = sent;
    let no_row = |missing: &Missing| {
        let model = statement.model;
        model.map_or_else(|| Error::not_found("row"), *missing)
    };
    match answer {
        Answer::Any => executor.execute(statement).await.map(|_| Vec::new()),
        Answer::One { missing } => match executor.execute(statement).await? {
            1 => Ok(Vec::new()),
            _ => Err(no_row(missing)),
        },
        Answer::Keys { read, of, missing } => {
            let keys = |row: &_| of.iter().map(|places| read(row, places)).collect();
            let mut rows: Vec<Vec<Vec<Value>>> = executor.rows(statement, keys).await?;
            match (rows.pop(), missing) {
                (Some(keys), _) => Ok(keys),
                (None, Some(missing)) => Err(no_row(missing)),
                (None, None) => Ok(of.iter().map(|_| Vec::new()).collect()),
            }
        }
    }
}

/// What the answers make possible. The first error is the cause of those after it.
fn follow<'a>(
    schema: &str,
    plans: Vec<Vec<Plan<'a>>>,
    answers: Vec<Result<Vec<Vec<Value>>, Error>>,
) -> Result<Vec<Write<'a>>, Error> {
    let answers: Vec<Vec<Vec<Value>>> = answers.into_iter().collect::<Result<_, _>>()?;
    let mut writes = Vec::new();
    for (plans, keys) in plans.into_iter().zip(answers) {
        for (plan, values) in plans.into_iter().zip(keys) {
            writes.extend(plan(schema, values)?);
        }
    }
    Ok(writes)
}
