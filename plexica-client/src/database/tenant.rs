use std::{fmt, ops::Deref, sync::Arc};

use futures_util::future::BoxFuture;
use plexica_ident::TenantKey;

use super::{
    Attempt, Batch, FromRow, RawExecute, RawQuery, Scope, ScopedTransaction, TenantSchema,
    TransactionOptions, retry,
};
use crate::Error;

/// One tenant's models, in its own schema. Cheap to clone; valid as long as you keep it.
pub struct Tenant<S: TenantSchema>(Arc<Inner<S>>);

struct Inner<S: TenantSchema> {
    scope: Scope,
    key: TenantKey,
    models: S::Tenant,
}

impl<S: TenantSchema> Tenant<S> {
    pub(super) fn new(scope: Scope, key: TenantKey) -> Self {
        Self(Arc::new(Inner {
            models: S::Tenant::from(scope.clone()),
            scope,
            key,
        }))
    }

    /// What the tenant is named by: `acme-corp`.
    #[must_use]
    pub fn key(&self) -> &str {
        self.0.key.as_str()
    }

    /// Its PostgreSQL schema: `tenant_acme_corp`.
    #[must_use]
    pub fn schema(&self) -> &str {
        self.0.key.schema()
    }

    /// This tenant, read without the read replicas: what was written a moment ago is read for
    /// certain.
    #[must_use]
    pub fn on_primary(&self) -> Self {
        Self::new(self.0.scope.on_primary(), self.0.key.clone())
    }

    /// A query of your own, in this tenant. [`RawQuery`] says how tables are named in it.
    ///
    /// ```ignore
    /// let rows: Vec<(Uuid, String)> = acme.query_raw("SELECT id, email FROM {tenant}.users").await?;
    /// ```
    pub fn query_raw<R: FromRow>(&self, sql: impl Into<String>) -> RawQuery<'_, R> {
        RawQuery::new(&self.0.scope, sql.into())
    }

    /// A statement of your own, in this tenant: how many rows it changed.
    pub fn execute_raw(&self, sql: impl Into<String>) -> RawExecute<'_> {
        RawExecute::new(&self.0.scope, sql.into())
    }

    /// Runs queries that do not depend on each other in one flight, as
    /// [`Db::batch`](super::Db::batch).
    ///
    /// # Errors
    /// As [`Db::batch`](super::Db::batch).
    pub fn batch<'a, B: Batch + 'a>(
        &'a self,
        queries: B,
    ) -> BoxFuture<'a, Result<B::Output, Error>> {
        // In a box, so that the compiler sees that a task which waits for it can be spawned.
        Box::pin(queries.run(&self.0.scope))
    }

    /// A transaction in this tenant. Dropped before it is committed, it is rolled back.
    ///
    /// # Errors
    /// When there is no connection for it.
    pub async fn begin(&self) -> Result<ScopedTransaction<S::Tenant>, Error> {
        self.begin_with(&TransactionOptions::new()).await
    }

    /// [`begin`](Self::begin) with an isolation level, time-outs or as read-only.
    ///
    /// # Errors
    /// When there is no connection for it.
    pub async fn begin_with(
        &self,
        options: &TransactionOptions,
    ) -> Result<ScopedTransaction<S::Tenant>, Error> {
        ScopedTransaction::begin_in(&self.0.scope, options).await
    }

    /// Runs a closure within a transaction in this tenant, and commits what it did. An error of
    /// the closure undoes it; where it meets another transaction, it runs again, as
    /// [`Db::in_transaction`](super::Db::in_transaction) has it.
    ///
    /// ```ignore
    /// let serializable = TransactionOptions::new().isolation(Isolation::Serializable);
    /// acme.in_transaction_with(&serializable, |tx| async move {
    ///     let free = tx.seat().find_first().filter(seat::taken.eq(false)).or_not_found().await?;
    ///     tx.seat().update(seat::id.key(free.id)).taken(true).await
    /// })
    /// .await?;
    /// ```
    ///
    /// # Errors
    /// As [`Db::in_transaction`](super::Db::in_transaction).
    pub async fn in_transaction<T, E, W>(
        &self,
        work: impl FnMut(Attempt<ScopedTransaction<S::Tenant>>) -> W,
    ) -> Result<T, E>
    where
        W: Future<Output = Result<T, E>>,
        E: From<Error>,
    {
        self.in_transaction_with(&TransactionOptions::new(), work)
            .await
    }

    /// [`in_transaction`](Self::in_transaction) with an isolation level, time-outs, as read-only, or
    /// tried more or less often.
    ///
    /// # Errors
    /// As [`Db::in_transaction`](super::Db::in_transaction).
    pub async fn in_transaction_with<T, E, W>(
        &self,
        options: &TransactionOptions,
        work: impl FnMut(Attempt<ScopedTransaction<S::Tenant>>) -> W,
    ) -> Result<T, E>
    where
        W: Future<Output = Result<T, E>>,
        E: From<Error>,
    {
        let begin = || async {
            let transaction = self.begin_with(options).await?;
            let state = Arc::clone(transaction.state());
            Ok((transaction, state))
        };
        retry::run(options, begin, work).await
    }
}

impl<S: TenantSchema> Clone for Tenant<S> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<S: TenantSchema> Deref for Tenant<S> {
    type Target = S::Tenant;

    fn deref(&self) -> &S::Tenant {
        &self.0.models
    }
}

impl<S: TenantSchema> fmt::Debug for Tenant<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tenant")
            .field("key", &self.key())
            .finish_non_exhaustive()
    }
}
