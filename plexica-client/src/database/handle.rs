use std::{fmt, sync::Arc, time::Duration};

use futures_util::future::BoxFuture;

use super::{
    Across, Attempt, Batch, Builder, FromRow, Health, RawExecute, RawQuery, Schema, Scope, Shared,
    Tenant, TenantSchema, Tenants, Transaction, TransactionOptions, health::health, retry,
};
use crate::{
    Error,
    connection::PoolStatus,
    migration::{DeployOptions, Deployment, Ledger, Migration, Progress, Status, deploy},
};

/// A database: one pool of connections for core and every tenant.
///
/// Cheap to clone and to share; make one for the whole program.
pub struct Db<S: Schema> {
    shared: Arc<Shared>,
    scope: Scope,
    core: Arc<S::Core>,
}

impl<S: Schema> Clone for Db<S> {
    fn clone(&self) -> Self {
        Self {
            shared: Arc::clone(&self.shared),
            scope: self.scope.clone(),
            core: Arc::clone(&self.core),
        }
    }
}

impl<S: Schema> fmt::Debug for Db<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Db")
            .field("config", &self.shared.config)
            .finish_non_exhaustive()
    }
}

impl<S: Schema> Db<S> {
    pub(crate) fn new(shared: Arc<Shared>) -> Self {
        Self::within(Scope::core(shared))
    }

    fn within(core: Scope) -> Self {
        Self {
            shared: Arc::clone(core.shared()),
            core: Arc::new(S::Core::from(core.clone())),
            scope: core,
        }
    }

    /// Connects to the database that `DATABASE_URL` names, in the environment or a `.env` file.
    ///
    /// # Errors
    /// Of the kind `Configuration` when there is no URL or it cannot be read, of the kind
    /// `Connect` when the database cannot be reached.
    pub async fn connect() -> Result<Self, Error> {
        Self::builder().connect().await
    }

    /// Connects with settings of your own.
    pub fn builder() -> Builder<S> {
        Builder::new()
    }

    pub(crate) fn shared(&self) -> &Arc<Shared> {
        &self.shared
    }

    /// Core's.
    pub(super) fn scope(&self) -> &Scope {
        &self.scope
    }

    /// This database without its read replicas: what was written a moment ago is read for certain.
    #[must_use]
    pub fn on_primary(&self) -> Self {
        Self::within(self.scope.on_primary())
    }

    /// The core models.
    #[must_use]
    pub fn core(&self) -> &S::Core {
        &self.core
    }

    /// A query of your own, in core. [`RawQuery`] says how tables are named in it.
    ///
    /// ```ignore
    /// let rows: Vec<(i64,)> = db.query_raw("SELECT count(*) FROM core.tenants").await?;
    /// ```
    pub fn query_raw<R: FromRow>(&self, sql: impl Into<String>) -> RawQuery<'_, R> {
        RawQuery::new(&self.scope, sql.into())
    }

    /// A statement of your own, in core: how many rows it changed.
    pub fn execute_raw(&self, sql: impl Into<String>) -> RawExecute<'_> {
        RawExecute::new(&self.scope, sql.into())
    }

    /// Runs queries that do not depend on each other in one flight on one connection: one round
    /// trip for all of them, where each is one statement. They may be core's and any tenants'.
    ///
    /// ```ignore
    /// let (users, newest, total) = db
    ///     .batch((
    ///         acme.user().find_many().take(20),
    ///         acme.post().find_first().order_by(post::created_at.desc()),
    ///         acme.post().count(),
    ///     ))
    ///     .await?;
    /// ```
    ///
    /// It is no transaction: each happens by itself, whatever becomes of the others, unless the
    /// batch is a transaction's: `tx.batch(…)`. They are sent in their order. It takes two to eight
    /// queries, or a `Vec` of one kind.
    ///
    /// # Errors
    /// The first one, in the order of the queries. `InvalidQuery` for a query of another database
    /// or transaction, and for one that would need a transaction of its own.
    pub fn batch<'a, B: Batch + 'a>(
        &'a self,
        queries: B,
    ) -> BoxFuture<'a, Result<B::Output, Error>> {
        // In a box, so that the compiler sees that a task which waits for it can be spawned.
        Box::pin(queries.run(&self.scope))
    }

    /// A transaction over core and any tenants. Dropped before it is committed, it is rolled back.
    ///
    /// # Errors
    /// When there is no connection for it.
    pub async fn begin(&self) -> Result<Transaction<S>, Error> {
        self.begin_with(&TransactionOptions::new()).await
    }

    /// [`begin`](Self::begin) with an isolation level, time-outs or as read-only.
    ///
    /// # Errors
    /// When there is no connection for it.
    pub async fn begin_with(&self, options: &TransactionOptions) -> Result<Transaction<S>, Error> {
        Transaction::begin_in(&self.scope, options).await
    }

    /// Runs a closure within a transaction over core and any tenants, and commits what it did. An
    /// error of the closure undoes it.
    ///
    /// Where the transaction meets another one (a serialization failure, a deadlock), or its
    /// connection is lost before the commit, it is undone and the closure runs again, five times at
    /// most, with pauses in between that grow and vary. What the closure does besides, such as sending a mail, it does again.
    ///
    /// ```ignore
    /// db.in_transaction(|tx| async move {
    ///     let acme = tx.tenant("acme").await?;
    ///     let users = acme.user().count().await?;
    ///     tx.core().invoice().create(invoice_for(users)).await?;
    ///     Ok::<_, Error>(())
    /// })
    /// .await?;
    /// ```
    ///
    /// # Errors
    /// The closure's own, of any type that an [`Error`] can become; those of the commit, as
    /// [`Transaction::commit`].
    pub async fn in_transaction<T, E, W>(
        &self,
        work: impl FnMut(Attempt<Transaction<S>>) -> W,
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
    /// As [`in_transaction`](Self::in_transaction).
    pub async fn in_transaction_with<T, E, W>(
        &self,
        options: &TransactionOptions,
        work: impl FnMut(Attempt<Transaction<S>>) -> W,
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

    /// Brings core and then every tenant up to the last migration that this program was built
    /// with. Does nothing where nothing is pending, in one query whatever the number of tenants.
    /// Several programs may call it at once.
    ///
    /// # Errors
    /// Of the kind `Migration` when core or a tenant cannot be migrated; the tenants that could
    /// be, are.
    pub async fn migrate(&self) -> Result<Deployment, Error> {
        let deployment = self.migrate_with(&DeployOptions::default(), |_| {}).await?;
        match deployment.failed.first() {
            None => Ok(deployment),
            Some(failure) => Err(Error::tenants_failed(
                deployment.failed.len(),
                &failure.key,
                &failure.error,
            )),
        }
    }

    /// [`migrate`](Self::migrate) with settings, and a function that is told of each step. A
    /// tenant that cannot be migrated is in the result, not an error.
    ///
    /// # Errors
    /// Of the kind `Migration` when core cannot be migrated.
    pub async fn migrate_with(
        &self,
        options: &DeployOptions,
        progress: impl Fn(Progress) + Send + Sync,
    ) -> Result<Deployment, Error> {
        deploy(&self.shared, self.shared.migrations()?, options, &progress).await
    }

    /// Which migrations have been applied where.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    pub async fn migration_status(&self) -> Result<Status, Error> {
        status(&self.shared, self.shared.migrations()?).await
    }

    /// Asks the database, and each read replica, for an answer: for the health checks of what runs
    /// the program.
    ///
    /// # Errors
    /// `Connect`, `ConnectionLost` or `Timeout` where the database does not answer, `PoolTimeout`
    /// where all its connections are in use. What becomes of replicas is in the answer.
    pub async fn health(&self) -> Result<Health, Error> {
        health(&self.shared).await
    }

    /// How many connections to the database there are and what they do.
    #[must_use]
    pub fn pool_status(&self) -> PoolStatus {
        self.shared.pool.status()
    }

    /// Refuses new queries (of the kind `PoolClosed`), waits for queries and transactions under
    /// way, however long, and closes every connection.
    pub async fn close(&self) {
        self.shared.close(None).await;
    }

    /// [`close`](Self::close), which waits for so long at most. What is not over then the server is
    /// asked to stop: its query is an error of the kind `Timeout`, its transaction is rolled back.
    /// Gives the number of connections that were in use at the end of the grace; 0 when everybody
    /// was done in time.
    ///
    /// ```ignore
    /// axum::serve(listener, router).with_graceful_shutdown(signal).await?;
    /// let unfinished = db.close_within(Duration::from_secs(10)).await;
    /// ```
    pub async fn close_within(&self, grace: Duration) -> usize {
        self.shared.close(Some(grace)).await
    }
}

pub(crate) async fn status(
    shared: &Arc<Shared>,
    migrations: &[Migration],
) -> Result<Status, Error> {
    let connection = shared.pool.get("").await?;
    let ledger = Ledger::new(shared.catalog);
    if !ledger.exists(&connection).await? {
        return Ok(Status::before_the_first(migrations));
    }
    ledger
        .status(
            &connection,
            migrations,
            shared.registry.as_ref().map(|registry| registry.def),
        )
        .await
}

impl<S: TenantSchema> Db<S> {
    /// A tenant's models. No I/O when the tenant was looked up within the last minute and has not
    /// changed since, which this process hears of by `LISTEN`. Where it cannot listen, as behind
    /// a pooler, what was looked up is believed for five seconds.
    ///
    /// # Errors
    /// `InvalidTenantKey` before anything is sent; `UnknownTenant`; `InactiveTenant`.
    pub async fn tenant(&self, key: &str) -> Result<Tenant<S>, Error> {
        let tenant = self.shared.tenants()?.active(key, &self.scope).await?;
        Ok(Tenant::new(self.scope.tenant(tenant.clone()), tenant))
    }

    /// Reads over many tenants: one query in each, many under way at once on a few connections.
    ///
    /// ```ignore
    /// let users: u64 = db.across().sum(|tenant| async move { tenant.user().count().await }).await?;
    /// ```
    pub fn across(&self) -> Across<'_, S> {
        Across::new(self)
    }

    /// The life of tenants: create, suspend, activate, drop, list.
    #[must_use]
    pub fn tenants(&self) -> Tenants<'_, S> {
        Tenants::new(self)
    }
}
