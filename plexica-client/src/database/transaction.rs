use std::{fmt, marker::PhantomData, ops::Deref, sync::Arc};

use futures_util::future::BoxFuture;

use super::{
    Batch, FromRow, RawExecute, RawQuery, Savepoint, Schema, Scope, TenantSchema,
    TransactionOptions,
};
use crate::{Error, connection::TransactionState};

/// A transaction over core and any tenants. Dropped before it is committed, it is rolled back.
pub struct Transaction<S: Schema> {
    scope: Scope,
    core: S::Core,
    state: Arc<TransactionState>,
}

impl<S: Schema> Transaction<S> {
    pub(super) async fn begin_in(
        scope: &Scope,
        options: &TransactionOptions,
    ) -> Result<Self, Error> {
        let (scope, state) = scope.begin_with(options).await?;
        Ok(Self {
            core: S::Core::from(scope.clone()),
            scope,
            state,
        })
    }

    /// A query of your own, in core, within the transaction. [`RawQuery`] says how tables are named in it.
    ///
    /// ```ignore
    /// let rows: Vec<(i64,)> = tx.query_raw("SELECT count(*) FROM core.tenants").await?;
    /// ```
    pub fn query_raw<R: FromRow>(&self, sql: impl Into<String>) -> RawQuery<'_, R> {
        RawQuery::new(&self.scope, sql.into())
    }

    /// A statement of your own, in core, within the transaction: how many rows it changed.
    pub fn execute_raw(&self, sql: impl Into<String>) -> RawExecute<'_> {
        RawExecute::new(&self.scope, sql.into())
    }

    /// Runs queries of this transaction in one flight, as [`Db::batch`](super::Db::batch).
    ///
    /// # Errors
    /// As [`Db::batch`](super::Db::batch).
    pub fn batch<'a, B: Batch + 'a>(
        &'a self,
        queries: B,
    ) -> BoxFuture<'a, Result<B::Output, Error>> {
        // In a box, so that the compiler sees that a task which waits for it can be spawned.
        Box::pin(queries.run(&self.scope))
    }

    /// The core models, within the transaction.
    #[must_use]
    pub fn core(&self) -> &S::Core {
        &self.core
    }

    /// A part of it that can be undone by itself, as often as wanted and to any depth.
    ///
    /// # Errors
    /// `TransactionAborted` when a statement has failed.
    pub async fn begin(&mut self) -> Result<Savepoint<'_, Self>, Error> {
        Savepoint::within(self, &self.state)
    }

    pub(super) fn state(&self) -> &Arc<TransactionState> {
        &self.state
    }

    /// Makes everything that was written last.
    ///
    /// # Errors
    /// `TransactionAborted` when a statement in it failed; what PostgreSQL finds only now (a
    /// deferred constraint, a serialization failure). Nothing of it happened then.
    pub async fn commit(self) -> Result<(), Error> {
        self.state.commit().await
    }

    /// Undoes everything that was written.
    ///
    /// # Errors
    /// When the connection is lost; what was written is undone all the same.
    pub async fn rollback(self) -> Result<(), Error> {
        self.state.rollback().await
    }
}

impl<S: TenantSchema> Transaction<S> {
    /// A tenant's models, within the transaction.
    ///
    /// # Errors
    /// As [`Db::tenant`](super::Db::tenant).
    pub async fn tenant(&self, key: &str) -> Result<TransactionScope<'_, S::Tenant>, Error> {
        let shared = self.scope.shared();
        let tenant = shared.tenants()?.active(key, &self.scope).await?;
        let scope = self.scope.tenant(tenant);
        Ok(TransactionScope {
            models: scope.clone().into(),
            scope,
            of: PhantomData,
        })
    }
}

impl<S: Schema> fmt::Debug for Transaction<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Transaction").finish_non_exhaustive()
    }
}

/// The models of one scope within a transaction, for as long as it lasts.
pub struct TransactionScope<'a, T> {
    models: T,
    scope: Scope,
    of: PhantomData<&'a ()>,
}

impl<T> TransactionScope<'_, T> {
    /// A query of your own, in this tenant, within the transaction. [`RawQuery`] says how tables are named in it.
    ///
    /// ```ignore
    /// let rows: Vec<(Uuid, String)> = acme.query_raw("SELECT id, email FROM {tenant}.users").await?;
    /// ```
    pub fn query_raw<R: FromRow>(&self, sql: impl Into<String>) -> RawQuery<'_, R> {
        RawQuery::new(&self.scope, sql.into())
    }

    /// A statement of your own, in this tenant, within the transaction: how many rows it changed.
    pub fn execute_raw(&self, sql: impl Into<String>) -> RawExecute<'_> {
        RawExecute::new(&self.scope, sql.into())
    }

    /// Runs queries of this transaction in one flight, as [`Db::batch`](super::Db::batch).
    ///
    /// # Errors
    /// As [`Db::batch`](super::Db::batch).
    pub fn batch<'a, B: Batch + 'a>(
        &'a self,
        queries: B,
    ) -> BoxFuture<'a, Result<B::Output, Error>> {
        // In a box, so that the compiler sees that a task which waits for it can be spawned.
        Box::pin(queries.run(&self.scope))
    }
}

impl<T> Deref for TransactionScope<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.models
    }
}

impl<T> fmt::Debug for TransactionScope<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransactionScope").finish_non_exhaustive()
    }
}

/// A transaction in one tenant, with the tenant's models. Dropped before it is committed, it is
/// rolled back.
pub struct ScopedTransaction<T> {
    models: T,
    scope: Scope,
    state: Arc<TransactionState>,
}

impl<T: From<Scope>> ScopedTransaction<T> {
    pub(super) async fn begin_in(
        scope: &Scope,
        options: &TransactionOptions,
    ) -> Result<Self, Error> {
        let (scope, state) = scope.begin_with(options).await?;
        Ok(Self {
            models: scope.clone().into(),
            scope,
            state,
        })
    }
}

impl<T> ScopedTransaction<T> {
    /// A query of your own, in this tenant, within the transaction. [`RawQuery`] says how tables are named in it.
    ///
    /// ```ignore
    /// let rows: Vec<(Uuid, String)> = tx.query_raw("SELECT id, email FROM {tenant}.users").await?;
    /// ```
    pub fn query_raw<R: FromRow>(&self, sql: impl Into<String>) -> RawQuery<'_, R> {
        RawQuery::new(&self.scope, sql.into())
    }

    /// A statement of your own, in this tenant, within the transaction: how many rows it changed.
    pub fn execute_raw(&self, sql: impl Into<String>) -> RawExecute<'_> {
        RawExecute::new(&self.scope, sql.into())
    }

    /// Runs queries of this transaction in one flight, as [`Db::batch`](super::Db::batch).
    ///
    /// # Errors
    /// As [`Db::batch`](super::Db::batch).
    pub fn batch<'a, B: Batch + 'a>(
        &'a self,
        queries: B,
    ) -> BoxFuture<'a, Result<B::Output, Error>> {
        // In a box, so that the compiler sees that a task which waits for it can be spawned.
        Box::pin(queries.run(&self.scope))
    }

    /// A part of it that can be undone by itself, as often as wanted and to any depth.
    ///
    /// # Errors
    /// `TransactionAborted` when a statement has failed.
    pub async fn begin(&mut self) -> Result<Savepoint<'_, Self>, Error> {
        Savepoint::within(self, &self.state)
    }

    pub(super) fn state(&self) -> &Arc<TransactionState> {
        &self.state
    }

    /// Makes everything that was written last.
    ///
    /// # Errors
    /// `TransactionAborted` when a statement in it failed; what PostgreSQL finds only now (a
    /// deferred constraint, a serialization failure). Nothing of it happened then.
    pub async fn commit(self) -> Result<(), Error> {
        self.state.commit().await
    }

    /// Undoes everything that was written.
    ///
    /// # Errors
    /// When the connection is lost; what was written is undone all the same.
    pub async fn rollback(self) -> Result<(), Error> {
        self.state.rollback().await
    }
}

impl<T> Deref for ScopedTransaction<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.models
    }
}

impl<T> fmt::Debug for ScopedTransaction<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ScopedTransaction").finish_non_exhaustive()
    }
}
