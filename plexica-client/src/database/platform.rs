use std::sync::Arc;

use tokio_postgres::Row;

use super::{
    Catalog, DescribeError, Shared, StatementDescription, TenantInfo,
    describe::describe,
    handle::status,
    rename::rename_tenant,
    tenants::{create_tenant, drop_tenant, list_tenants, set_status},
};
use crate::{
    Error,
    connection::ConnectionConfig,
    migration::{DeployOptions, Deployment, Migration, Progress, Status, deploy},
    write::RowValues,
};

/// A database and its tenants without the types of a generated client: what commands work on.
///
/// Does the same as [`Db`](super::Db), by the same code, for a catalogue and migrations that are
/// only known at run time.
#[derive(Debug, Clone)]
pub struct Platform {
    shared: Arc<Shared>,
}

impl Platform {
    /// Connects.
    ///
    /// # Errors
    /// As [`Db::connect`](super::Db::connect).
    pub async fn connect(
        config: ConnectionConfig,
        catalog: &'static Catalog,
    ) -> Result<Self, Error> {
        Ok(Self {
            shared: Shared::connect(config, &[], catalog, Vec::new()).await?,
        })
    }

    /// Brings core and then every tenant up to the last of these migrations. A tenant that
    /// cannot be migrated is in the result, not an error.
    ///
    /// # Errors
    /// Of the kind `Migration` when core cannot be migrated, or an applied migration was changed.
    pub async fn deploy(
        &self,
        migrations: &[Migration],
        options: &DeployOptions,
        progress: impl Fn(Progress) + Send + Sync,
    ) -> Result<Deployment, Error> {
        deploy(&self.shared, migrations, options, &progress).await
    }

    /// Which of these migrations have been applied where.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    pub async fn status(&self, migrations: &[Migration]) -> Result<Status, Error> {
        status(&self.shared, migrations).await
    }

    /// Makes a tenant from the values of its registry row: row, schema, tables, ledger. All of it
    /// or nothing. Gives the row's columns, in the order of the registry's model.
    ///
    /// # Errors
    /// `InvalidTenantKey` before anything is sent; `UniqueViolation` where the key is taken.
    pub async fn create_tenant(
        &self,
        values: RowValues,
        migrations: &[Migration],
    ) -> Result<Row, Error> {
        let rows = create_tenant(&self.shared, values, migrations).await?;
        rows.into_iter()
            .next()
            .ok_or_else(|| Error::not_found("tenant"))
    }

    /// Every tenant of the registry, by key, those deleted left out.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    pub async fn tenants(&self) -> Result<Vec<TenantInfo>, Error> {
        list_tenants(&self.shared, None).await
    }

    /// The tenant with this key, whatever state it is in, unless it is deleted.
    ///
    /// # Errors
    /// `InvalidTenantKey` before anything is sent; `UnknownTenant`.
    pub async fn tenant(&self, key: &str) -> Result<TenantInfo, Error> {
        let checked = self.shared.tenants()?.check(key)?;
        let found = list_tenants(&self.shared, Some(&checked)).await?;
        let tenant = found.into_iter().next();
        tenant.ok_or_else(|| Error::unknown_tenant(key))
    }

    /// As [`Tenants::suspend`](super::Tenants::suspend).
    ///
    /// # Errors
    /// `UnknownTenant`, or `Configuration` where the registry has no status.
    pub async fn suspend_tenant(&self, key: &str) -> Result<(), Error> {
        let registry = self.shared.tenants()?;
        set_status(&self.shared, registry, key, registry.status()?.suspended).await
    }

    /// As [`Tenants::activate`](super::Tenants::activate).
    ///
    /// # Errors
    /// `UnknownTenant`, or `Configuration` where the registry has no status.
    pub async fn activate_tenant(&self, key: &str) -> Result<(), Error> {
        let registry = self.shared.tenants()?;
        set_status(&self.shared, registry, key, registry.status()?.active).await
    }

    /// As [`Tenants::rename`](super::Tenants::rename).
    ///
    /// # Errors
    /// `UnknownTenant`; `UniqueViolation` where the new key is taken.
    pub async fn rename_tenant(&self, from: &str, to: &str) -> Result<(), Error> {
        rename_tenant(&self.shared, self.shared.tenants()?, from, to).await
    }

    /// As [`Tenants::drop`](super::Tenants::drop).
    ///
    /// # Errors
    /// `UnknownTenant`; `ForeignKeyViolation` where the row would be deleted and is referred to.
    pub async fn drop_tenant(&self, key: &str) -> Result<(), Error> {
        drop_tenant(&self.shared, self.shared.tenants()?, key).await
    }

    /// What the database says of a statement: the types of its parameters and of its rows' columns.
    /// The statement is prepared and not run.
    ///
    /// # Errors
    /// What is wrong with the statement, and where.
    pub async fn describe(&self, sql: &str) -> Result<StatementDescription, DescribeError> {
        describe(&self.shared, sql).await
    }

    /// Closes every connection.
    pub async fn close(&self) {
        self.shared.close(None).await;
    }
}
