use std::pin::Pin;

use futures_util::{
    future::{join, join_all, maybe_done},
    poll,
};

use super::{
    Step,
    plan::{Answer, Missing, Plan, Sent, Write},
    plan_known,
};
use crate::{
    Error, connection::Executor, database::Scope, model::Writable, query::Statement, value::Value,
};

/// A statement on one row, and what is written with it.
pub(in crate::write) struct Root<'a> {
    pub(in crate::write) statement: Statement,
    pub(in crate::write) steps: Vec<Step<'a>>,
}

/// Runs the statement and the steps in one transaction, the caller's if there is one. `known` has the
/// values of the row before it is given back; `checked` makes the one row of the statement's.
pub(in crate::write) async fn run<M: Writable>(
    scope: &Scope,
    root: Root<'_>,
    known: impl Fn(u16) -> Option<Value>,
    checked: impl AsyncFnOnce(&Executor<'_>, Vec<M>) -> Result<M, Error>,
) -> Result<M, Error> {
    if scope.is_in_transaction() {
        let executor = scope.executor().await?;
        let result = write(&executor, root, known, checked).await;
        if result.is_err() {
            // Some of it is written, and must not be committed.
            executor.fail();
        }
        return result;
    }
    let (scope, transaction) = scope.begin().await?;
    let executor = scope.executor().await?;
    let record = write(&executor, root, known, checked).await?;
    transaction.commit().await?;
    Ok(record)
}

async fn write<'a, M: Writable>(
    executor: &Executor<'_>,
    root: Root<'a>,
    known: impl Fn(u16) -> Option<Value>,
    checked: impl AsyncFnOnce(&Executor<'_>, Vec<M>) -> Result<M, Error>,
) -> Result<M, Error> {
    let schema = executor.tenant_schema();
    let (writes, waiting) = plan_known(root.steps, schema, known)?;
    let (sent, plans): (Vec<Sent>, Vec<Vec<Plan<'a>>>) = apart(writes);
    let (rows, answers) = join(
        executor.rows(&root.statement, M::decode),
        in_order(sent.iter().map(|sent| answer(executor, sent))),
    )
    .await;
    let record = checked(executor, rows?).await?;
    let mut next = follow(schema, plans, answers)?;
    let (writes, _) = plan_known(waiting, schema, |place| Some(record.relation_key(place)))?;
    next.extend(writes);
    while !next.is_empty() {
        let (sent, plans): (Vec<Sent>, Vec<Vec<Plan<'a>>>) = apart(next);
        let answers = in_order(sent.iter().map(|sent| answer(executor, sent))).await;
        next = follow(schema, plans, answers)?;
    }
    Ok(record)
}

/// What goes out, and what waits for it: a future that is sent to another thread may look at the
/// one from several places, and at the other not.
fn apart(writes: Vec<Write<'_>>) -> (Vec<Sent>, Vec<Vec<Plan<'_>>>) {
    writes
        .into_iter()
        .map(|write| (write.sent, write.plans))
        .unzip()
}

/// Sends each before the first answer, in this order.
pub(in crate::write) async fn in_order<F: Future>(
    futures: impl Iterator<Item = F>,
) -> Vec<F::Output> {
    let mut sent: Vec<_> = futures.map(|future| maybe_done(Box::pin(future))).collect();
    // Each sends at its first poll.
    for future in &mut sent {
        let _ = poll!(Pin::new(future));
    }
    join_all(sent.iter_mut()).await;
    sent.iter_mut()
        .filter_map(|future| Pin::new(future).take_output())
        .collect()
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
            rows.pop().ok_or_else(|| no_row(missing))
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
