use std::{fmt, future::IntoFuture, marker::PhantomData};

use futures_util::{
    StreamExt,
    future::BoxFuture,
    stream::{BoxStream, Stream},
};

use super::{
    NewRecord, RowValues,
    create_many::{ROWS_AT_MOST, insert_all},
    generated_value::complete_new,
    statement::{self, OnConflict, Returning},
};
use crate::{
    Error,
    connection::{Copy, Executor},
    database::Scope,
    model::Writable,
    value::Value,
};

/// Makes a row of each item of a stream, by PostgreSQL's `COPY`, and says how many. All of them or
/// none. Behind a pooler (`statements=unnamed`) by inserts of many rows.
#[must_use = "a query does nothing until it is awaited"]
pub struct CopyIn<'a, M> {
    scope: &'a Scope,
    rows: BoxStream<'a, RowValues>,
    of: PhantomData<fn() -> M>,
}

impl<M> fmt::Debug for CopyIn<'_, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CopyIn").finish_non_exhaustive()
    }
}

impl<'a, M: Writable> CopyIn<'a, M> {
    pub(crate) fn new<N: NewRecord<M>>(
        scope: &'a Scope,
        rows: impl Stream<Item = N> + Send + 'a,
    ) -> Self {
        let rows = rows.map(|row| {
            let mut values = row.into_values();
            complete_new(M::def(), &mut values);
            values
        });
        Self {
            scope,
            rows: rows.boxed(),
            of: PhantomData,
        }
    }
}

impl<'a, M: Writable> IntoFuture for CopyIn<'a, M> {
    type Output = Result<u64, Error>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let Self { scope, rows, .. } = self;
            if scope.is_in_transaction() {
                return copy::<M>(&scope.executor().await?, rows).await;
            }
            let (scope, transaction) = scope.begin().await?;
            let count = copy::<M>(&scope.executor().await?, rows).await?;
            transaction.commit().await?;
            Ok(count)
        })
    }
}

/// One `COPY` for all rows in a row that set the same columns.
async fn copy<M: Writable>(
    executor: &Executor<'_>,
    mut rows: BoxStream<'_, RowValues>,
) -> Result<u64, Error> {
    let mut count = 0;
    let mut next = rows.next().await;
    while let Some(first) = next.take() {
        let places: Vec<u16> = first.places().collect();
        if executor.has_copy() && can_copy::<M>(&places) {
            let (statement, types) = statement::copy(M::def(), executor.tenant_schema(), &places);
            let mut copy = Copy::start(executor, statement, &types).await?;
            let mut row = first;
            loop {
                copy.write(&values(row)).await?;
                next = rows.next().await;
                match next.take_if(|row| row.places().eq(places.iter().copied())) {
                    Some(same) => row = same,
                    None => break,
                }
            }
            count += copy.finish().await?;
        } else {
            let mut chunk = vec![first];
            while chunk.len() < ROWS_AT_MOST {
                next = rows.next().await;
                match next.take_if(|row| row.places().eq(places.iter().copied())) {
                    Some(same) => chunk.push(same),
                    None => break,
                }
            }
            if next.is_none() && chunk.len() == ROWS_AT_MOST {
                next = rows.next().await;
            }
            count += insert::<M>(executor, chunk).await?;
        }
    }
    Ok(count)
}

/// Whether the columns' values are to `COPY` what they are to a parameter. A text is to an enum,
/// but in an array the type's number is told, which is another in each tenant; and `money` and
/// `bit` have forms of their own.
fn can_copy<M: Writable>(places: &[u16]) -> bool {
    let mut columns = places.iter().map(|place| M::def().column(*place));
    !places.is_empty()
        && columns.all(|column| match column.is_list {
            true => column.r#type.crosses_as().is_none(),
            false => column.r#type.is_copied(),
        })
}

fn values(row: RowValues) -> Vec<Value> {
    let columns = row.into_columns().into_iter();
    columns.map(|(_, value)| value).collect()
}

async fn insert<M: Writable>(executor: &Executor<'_>, rows: Vec<RowValues>) -> Result<u64, Error> {
    let schema = executor.tenant_schema();
    let mut count = 0;
    for statement in insert_all::<M>(schema, rows, || OnConflict::Fail, Returning::Count) {
        count += executor.execute(&statement).await?;
    }
    Ok(count)
}
