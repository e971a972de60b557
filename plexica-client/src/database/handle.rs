use std::{fmt, ops::Deref, sync::Arc};

use plexica_ident::TenantKey;

use super::{
    Across, Builder, Schema, Scope, ScopedTransaction, Shared, TenantSchema, Tenants, Transaction,
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
    core: Arc<S::Core>,
}

impl<S: Schema> Clone for Db<S> {
    fn clone(&self) -> Self {
        Self {
            shared: Arc::clone(&self.shared),
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
        let core = Arc::new(S::Core::from(Scope::core(Arc::clone(&shared))));
        Self { shared, core }
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

    /// The core models.
    #[must_use]
    pub fn core(&self) -> &S::Core {
        &self.core
    }

    /// A transaction over core and any tenants. Dropped before it is committed, it is rolled back.
    ///
    /// # Errors
    /// When there is no connection for it.
    pub async fn begin(&self) -> Result<Transaction<S>, Error> {
        Transaction::begin(&Scope::core(Arc::clone(&self.shared))).await
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

    /// How many connections there are and what they do.
    #[must_use]
    pub fn pool_status(&self) -> PoolStatus {
        self.shared.pool.status()
    }

    /// Waits for queries under way and closes every connection. Later queries are errors.
    pub async fn close(&self) {
        self.shared.close().await;
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
        let scope = Scope::core(Arc::clone(&self.shared));
        let tenant = self.shared.tenants()?.active(key, &scope).await?;
        Ok(Tenant::new(
            Scope::tenant(Arc::clone(&self.shared), tenant.clone()),
            tenant,
        ))
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

    /// A transaction in this tenant. Dropped before it is committed, it is rolled back.
    ///
    /// # Errors
    /// When there is no connection for it.
    pub async fn begin(&self) -> Result<ScopedTransaction<S::Tenant>, Error> {
        ScopedTransaction::begin(&self.0.scope).await
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
