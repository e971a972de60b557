use std::{collections::BTreeMap, future::IntoFuture, marker::PhantomData};

use futures_util::future::BoxFuture;

use super::{
    RowValues,
    generated_value::complete_new,
    statement::{self, OnConflict, Returning},
};
use crate::{
    Error,
    connection::{Executor, in_order},
    database::{BatchQuery, Scope},
    model::Writable,
    query::Statement,
};

/// Up to so many rows, `VALUES` is faster than `UNNEST`.
const VALUES_AT_MOST: usize = 10;
/// Parameters in one statement; the protocol's own limit is 65,535.
const PARAMETERS_AT_MOST: usize = 32_000;
/// Rows in one statement of arrays, so that no message gets very large.
pub(super) const ROWS_AT_MOST: usize = 10_000;

/// Makes many rows at once, and says how many. All of them or none.
#[must_use = "a query does nothing until it is awaited"]
#[derive(Debug)]
pub struct CreateMany<'a, M> {
    scope: &'a Scope,
    rows: Vec<RowValues>,
    skip_duplicates: bool,
    of: PhantomData<fn() -> M>,
}

/// Makes many rows at once, and gives them back. All of them or none.
#[must_use = "a query does nothing until it is awaited"]
#[derive(Debug)]
pub struct CreateManyReturning<'a, M>(CreateMany<'a, M>);

impl<M: Writable> CreateManyReturning<'_, M> {
    /// Leaves out rows whose key is taken, instead of failing. They are not given back.
    pub fn skip_duplicates(mut self) -> Self {
        self.0.skip_duplicates = true;
        self
    }
}

impl<'a, M: Writable> CreateMany<'a, M> {
    pub(crate) fn new(scope: &'a Scope, rows: Vec<RowValues>) -> Self {
        Self {
            scope,
            rows,
            skip_duplicates: false,
            of: PhantomData,
        }
    }

    /// Leaves out rows whose key is taken, instead of failing.
    pub fn skip_duplicates(mut self) -> Self {
        self.skip_duplicates = true;
        self
    }

    /// Gives the new rows back, those that set the same fields in the order given.
    pub fn returning(self) -> CreateManyReturning<'a, M> {
        CreateManyReturning(self)
    }

    fn into_statements(self, returning: Returning) -> Vec<Statement> {
        let on_conflict = || {
            if self.skip_duplicates {
                OnConflict::Skip
            } else {
                OnConflict::Fail
            }
        };
        insert_all::<M>(
            self.scope.tenant_schema(),
            self.rows,
            on_conflict,
            returning,
        )
    }
}

/// As few statements as make all the rows.
pub(super) fn insert_all<M: Writable>(
    schema: &str,
    rows: Vec<RowValues>,
    on_conflict: impl Fn() -> OnConflict,
    returning: Returning,
) -> Vec<Statement> {
    let mut statements = Vec::new();
    for (places, mut rows) in by_columns::<M>(rows) {
        if places.is_empty() {
            let insert = |row| statement::insert(M::def(), schema, row, on_conflict(), returning);
            statements.extend(rows.into_iter().map(insert));
            continue;
        }
        // `unnest` takes an array of arrays apart to its members.
        let has_list = places.iter().any(|place| M::def().column(*place).is_list);
        let as_values = has_list || rows.len() <= VALUES_AT_MOST;
        let at_once = if as_values {
            (PARAMETERS_AT_MOST / places.len()).max(1)
        } else {
            ROWS_AT_MOST
        };
        while !rows.is_empty() {
            let later = rows.split_off(rows.len().min(at_once));
            let now = std::mem::replace(&mut rows, later);
            statements.push(if as_values {
                statement::insert_values(M::def(), schema, now, on_conflict(), returning)
            } else {
                statement::insert_unnest(M::def(), schema, now, on_conflict(), returning)
            });
        }
    }
    statements
}

/// The rows, those that set the same columns together, in the order given.
fn by_columns<M: Writable>(rows: Vec<RowValues>) -> BTreeMap<Vec<u16>, Vec<RowValues>> {
    let mut groups: BTreeMap<Vec<u16>, Vec<RowValues>> = BTreeMap::new();
    let mut places = Vec::new();
    let mut rows = rows.into_iter();
    while let Some(mut row) = rows.next() {
        complete_new(M::def(), &mut row);
        places.clear();
        places.extend(row.places());
        match groups.get_mut(&places[..]) {
            Some(group) => group.push(row),
            None => {
                // Mostly all rows set the same columns.
                let others = if groups.is_empty() { rows.len() } else { 0 };
                let mut group = Vec::with_capacity(1 + others);
                group.push(row);
                groups.insert(places.clone(), group);
            }
        }
    }
    groups
}

/// Runs statements on one connection: a single one by itself, several in a transaction.
async fn run_all<T>(
    scope: &Scope,
    statements: &[Statement],
    each: impl AsyncFn(&Executor<'_>, &Statement) -> Result<T, Error>,
) -> Result<Vec<T>, Error> {
    if statements.is_empty() {
        return Ok(Vec::new());
    }
    if statements.len() == 1 || scope.is_in_transaction() {
        return in_one_flight(&scope.executor().await?, statements, each).await;
    }
    let (scope, transaction) = scope.begin().await?;
    let results = in_one_flight(&scope.executor().await?, statements, each).await?;
    transaction.commit().await?;
    Ok(results)
}

/// Sends all statements before the first answer. They run in their order, so the first error in
/// it is the cause of those after. Several need a transaction.
async fn in_one_flight<T>(
    executor: &Executor<'_>,
    statements: &[Statement],
    each: impl AsyncFn(&Executor<'_>, &Statement) -> Result<T, Error>,
) -> Result<Vec<T>, Error> {
    if statements.len() > 1 && !executor.is_in_transaction() {
        return Err(Error::transaction_in_batch());
    }
    let sent = statements.iter().map(|statement| each(executor, statement));
    in_order(sent).await.into_iter().collect()
}

async fn count(executor: &Executor<'_>, statement: &Statement) -> Result<u64, Error> {
    executor.execute(statement).await
}

async fn records<M: Writable>(
    executor: &Executor<'_>,
    statement: &Statement,
) -> Result<Vec<M>, Error> {
    executor.rows(statement, M::decode).await
}

impl<'a, M: Writable> IntoFuture for CreateMany<'a, M> {
    type Output = Result<u64, Error>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let scope = self.scope;
            let statements = self.into_statements(Returning::Count);
            let counts = run_all(scope, &statements, count).await?;
            Ok(counts.into_iter().sum())
        })
    }
}

impl<M: Writable> BatchQuery for CreateMany<'_, M> {
    type Output = u64;

    const READS: bool = false;

    fn scope(&self) -> &Scope {
        self.scope
    }

    async fn run(self, executor: &Executor<'_>) -> Result<u64, Error> {
        let statements = self.into_statements(Returning::Count);
        let counts = in_one_flight(executor, &statements, count).await?;
        Ok(counts.into_iter().sum())
    }
}

impl<'a, M: Writable> IntoFuture for CreateManyReturning<'a, M> {
    type Output = Result<Vec<M>, Error>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let scope = self.0.scope;
            let statements = self.0.into_statements(Returning::Records);
            let rows = run_all(scope, &statements, records).await?;
            Ok(rows.into_iter().flatten().collect())
        })
    }
}

impl<M: Writable> BatchQuery for CreateManyReturning<'_, M> {
    type Output = Vec<M>;

    const READS: bool = false;

    fn scope(&self) -> &Scope {
        self.0.scope
    }

    async fn run(self, executor: &Executor<'_>) -> Result<Vec<M>, Error> {
        let statements = self.0.into_statements(Returning::Records);
        let rows = in_one_flight(executor, &statements, records).await?;
        Ok(rows.into_iter().flatten().collect())
    }
}
