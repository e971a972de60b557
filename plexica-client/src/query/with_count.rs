use std::fmt;

use futures_util::future::BoxFuture;

use super::{Find, Include, Load, Records, Statement, Writer};
use crate::{
    Error,
    connection::Executor,
    model::{Attach, Many, Model, ROOT_ALIAS, Relation},
    value::Value,
};

/// A relation whose rows are counted with the records, and not loaded.
pub struct Counted<R>(Include<R>);

impl<R> fmt::Debug for Counted<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Counted").field(&self.0).finish()
    }
}

impl<'a, C, M: Model, L: Load<M>> Find<'a, C, Records<M, L>> {
    /// Gives each record the number of its related rows, a `u64`, in place of the rows: one query
    /// more, however many records there are.
    ///
    /// ```ignore
    /// let users = acme.user().find_many().with_count(user::posts).await?;
    /// println!("{} has {} posts", users[0].email, users[0].posts);
    /// ```
    ///
    /// Rows that the relation's `filter` leaves out are not counted, nor are deleted ones unless it
    /// says otherwise.
    pub fn with_count<R>(self, relation: Include<R>) -> Find<'a, C, Records<M, (L, Counted<R>)>>
    where
        R: Relation<Source = M, Arity = Many>,
        (L, Counted<R>): Load<M>,
    {
        self.projecting(|records| records.loading(Counted(relation)))
    }
}

impl<R: Relation, L, D> Include<R, L, D> {
    /// Gives each related row the number of rows of one of its relations.
    #[must_use]
    pub fn with_count<N>(self, relation: Include<N>) -> Include<R, (L, Counted<N>)>
    where
        N: Relation<Source = R::Target, Arity = Many>,
    {
        self.loading(Counted(relation))
    }
}

impl<M, Before, R> Load<M> for (Before, Counted<R>)
where
    M: Model,
    R: Relation<Source = M, Arity = Many>,
    Before: Load<M>,
    Before::Output: Attach<R>,
    <Before::Output as Attach<R>>::With<u64>: Clone + Send + Sync,
{
    type Output = <Before::Output as Attach<R>>::With<u64>;
    type Fetched = (Before::Fetched, std::vec::IntoIter<u64>);

    fn fetch<'a>(
        &'a self,
        executor: &'a Executor<'a>,
        records: &'a [M],
    ) -> impl Future<Output = Result<Self::Fetched, Error>> + Send + 'a {
        let fetched: BoxFuture<'a, _> = Box::pin(async move {
            let (before, counts) = futures_util::try_join!(
                self.0.fetch(executor, records),
                self.1.fetch(executor, records)
            )?;
            Ok((before, counts.into_iter()))
        });
        fetched
    }

    fn attach_next(fetched: &mut Self::Fetched, record: M) -> Option<Self::Output> {
        let record = Before::attach_next(&mut fetched.0, record)?;
        Some(record.attach(fetched.1.next()?))
    }
}

impl<R: Relation> Counted<R> {
    pub(super) fn of(relation: Include<R>) -> Self {
        Self(relation)
    }

    /// How many related rows each record has, in the records' order.
    pub(super) async fn fetch(
        &self,
        executor: &Executor<'_>,
        records: &[R::Source],
    ) -> Result<Vec<u64>, Error> {
        if records.is_empty() {
            return Ok(Vec::new());
        }
        let statement = self.statement(records, executor.tenant_schema());
        let decode = |row: &tokio_postgres::Row| row.try_get::<_, i64>(0);
        let counts = executor.rows(&statement, decode).await?;
        // A count is never negative.
        let counts = counts.into_iter().map(u64::try_from);
        Ok(counts.map(Result::unwrap_or_default).collect())
    }

    /// A row a record, of a table that has the records' keys under their own names.
    fn statement(&self, records: &[R::Source], tenant_schema: &str) -> Statement {
        let relation = R::def();
        let sources = relation.columns.iter().map(|(source, _)| *source);
        let mut writer = Writer::new(tenant_schema);
        writer.push("SELECT ");
        let rows = self.0.rows();
        rows.write_count(&mut writer, relation.source, ROOT_ALIAS);
        writer.push(" FROM unnest(");
        for (index, place) in sources.clone().enumerate() {
            if index > 0 {
                writer.push(", ");
            }
            let keys = records.iter().map(|record| record.relation_key(place));
            let keys = Value::Array(keys.collect());
            writer.list_parameter(relation.source.column(place), keys);
        }
        writer.push(") WITH ORDINALITY AS ");
        writer.push(ROOT_ALIAS);
        writer.push(" (");
        for place in sources {
            writer.identifier(relation.source.column(place).name);
            writer.push(", ");
        }
        writer.identifier("#");
        writer.push(") ORDER BY ");
        writer.push(ROOT_ALIAS);
        writer.push(".");
        writer.identifier("#");
        writer.finish(R::Target::def())
    }
}
