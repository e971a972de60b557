use std::{future::IntoFuture, sync::Arc};

use futures_util::future::BoxFuture;

use super::{
    Db, ForEach, Registry, Shared, Tenant, TenantSchema,
    for_each::for_each,
    registry_watch::{tell, telling},
    rename::rename_tenant,
};
use crate::{
    Error,
    connection::{Executor, Flight},
    migration::{Ledger, Migration, drop_leftovers, dropped_name, provision},
    model::Model,
    query::{Node, Operator, Statement, Writer},
    value::Value,
    write::{NewRecord, RowChanges, RowValues, complete_new, insert_returning},
};

/// The life of tenants: `db.tenants()`.
#[derive(Debug)]
pub struct Tenants<'a, S: TenantSchema> {
    db: &'a Db<S>,
}

/// A tenant as the registry has it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct TenantInfo {
    /// What a caller names it by.
    pub key: String,
    /// Its PostgreSQL schema; `None` where the registry has a key that is no tenant's, which only
    /// a row made by hand can.
    pub schema: Option<String>,
    /// Its state's label, where the registry has a state.
    pub status: Option<String>,
    /// Whether it gets a handle.
    pub is_active: bool,
}

impl<'a, S: TenantSchema> Tenants<'a, S> {
    pub(crate) fn new(db: &'a Db<S>) -> Self {
        Self { db }
    }

    /// Makes a tenant: registry row, schema, tables, ledger. All of it or nothing.
    ///
    /// Where the registry has a status, the new row's is the active one unless the record says
    /// otherwise. Gives the registry's row.
    pub fn create(self, record: impl NewRecord<S::Registry>) -> CreateTenant<'a, S> {
        CreateTenant {
            db: self.db,
            values: record.into_values(),
        }
    }

    /// Takes a tenant out of use for now. Handles that exist already go on until they are
    /// dropped; new ones are refused, in other processes as soon as they hear of it, or within
    /// five seconds where they cannot listen.
    ///
    /// # Errors
    /// `UnknownTenant`, or `Configuration` where the registry has no status.
    pub async fn suspend(self, key: &str) -> Result<(), Error> {
        let shared = self.db.shared();
        let registry = shared.tenants()?;
        set_status(shared, registry, key, registry.status()?.suspended).await
    }

    /// Takes a suspended tenant back into use.
    ///
    /// # Errors
    /// `UnknownTenant`, or `Configuration` where the registry has no status.
    pub async fn activate(self, key: &str) -> Result<(), Error> {
        let shared = self.db.shared();
        let registry = shared.tenants()?;
        set_status(shared, registry, key, registry.status()?.active).await
    }

    /// Removes a tenant with all its data.
    ///
    /// Its schema is renamed out of the way together with the registry's change, and dropped
    /// after; while a transaction still uses it, that is left to the next drop or migration. Where the status has a `DELETED`, the registry's row stays with it, so that what
    /// refers to the row goes on to do so; otherwise the row is deleted.
    ///
    /// # Errors
    /// `UnknownTenant`; `ForeignKeyViolation` where the row would be deleted and is referred to.
    pub async fn drop(self, key: &str) -> Result<(), Error> {
        let shared = self.db.shared();
        let registry = shared.tenants()?;
        drop_tenant(shared, registry, key).await
    }

    /// Gives a tenant another key, and its schema the name that goes with it, in one transaction.
    ///
    /// Handles that exist already lead to the schema that is gone: their queries are errors of the
    /// kind [`NotMigrated`](crate::ErrorKind::NotMigrated). It waits for transactions that use the
    /// tenant's registry row, and for none that uses its tables.
    ///
    /// ```ignore
    /// db.tenants().rename("acme", "acme-corp").await?;
    /// ```
    ///
    /// # Errors
    /// `UnknownTenant`; `UniqueViolation` where the new key is taken; `Migration` where a schema
    /// of the new name is there that is no tenant's. Nothing has changed then.
    pub async fn rename(self, from: &str, to: &str) -> Result<(), Error> {
        let shared = self.db.shared();
        rename_tenant(shared, shared.tenants()?, from, to).await
    }

    /// Tells every process that a tenant's registry row was changed past `db.tenants()`, as by
    /// `db.core().tenant().update(…)`, so that they read it again. Without it they notice within a
    /// minute. In SQL: `NOTIFY plexica_tenants, 'acme'`.
    ///
    /// # Errors
    /// `InvalidTenantKey`, or when the database cannot be reached.
    pub async fn changed(self, key: &str) -> Result<(), Error> {
        let shared = self.db.shared();
        let registry = shared.tenants()?;
        let tenant = registry.check(key)?;
        let mut flight = Flight::new();
        tell(&mut flight, tenant.as_str());
        let connection = shared.pool.get("").await?;
        let told = flight.commit(&connection).await;
        registry.forget(tenant.as_str());
        told.map(drop)
            .map_err(|failed| Error::from_postgres(failed.error, &failed.sql, None, &[]))
    }

    /// Does something in every active tenant, in so many at once. Begins in the order of the keys,
    /// and reads these a thousand at a time. A tenant in which it fails is in the result, and the
    /// others go on; dropped, it stops where it is.
    ///
    /// ```ignore
    /// let result = db
    ///     .tenants()
    ///     .for_each(8, |tenant| async move {
    ///         let old = user::last_seen.lt(a_year_ago);
    ///         tenant.user().delete_many(old).await?;
    ///         Ok::<_, Error>(())
    ///     })
    ///     .await?;
    /// for failure in &result.failed {
    ///     tracing::warn!("{failure}");
    /// }
    /// ```
    ///
    /// # Errors
    /// When the registry cannot be read; what was begun by then is abandoned.
    pub async fn for_each<F, W, E>(self, concurrency: usize, work: F) -> Result<ForEach<E>, Error>
    where
        F: Fn(Tenant<S>) -> W,
        W: Future<Output = Result<(), E>>,
        E: From<Error>,
    {
        for_each(self.db, concurrency, work).await
    }

    /// Every tenant of the registry, by key, those deleted left out.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    pub async fn list(self) -> Result<Vec<TenantInfo>, Error> {
        list_tenants(self.db.shared(), None).await
    }
}

/// Makes a tenant.
#[must_use = "a query does nothing until it is awaited"]
pub struct CreateTenant<'a, S: TenantSchema> {
    db: &'a Db<S>,
    values: RowValues,
}

impl<S: TenantSchema> std::fmt::Debug for CreateTenant<'_, S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CreateTenant").finish_non_exhaustive()
    }
}

impl<'a, S: TenantSchema> IntoFuture for CreateTenant<'a, S> {
    type Output = Result<S::Registry, Error>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let shared = self.db.shared();
            let rows = create_tenant(shared, self.values, shared.migrations()?).await?;
            let row = rows
                .first()
                .ok_or_else(|| Error::not_found(S::Registry::def().name))?;
            S::Registry::decode(row).map_err(|error| {
                Error::from_postgres(error, "", Some(S::Registry::def()), S::catalog().models)
            })
        })
    }
}

/// [`Tenants::create`] for any registry.
pub(crate) async fn create_tenant(
    shared: &Arc<Shared>,
    mut values: RowValues,
    migrations: &[Migration],
) -> Result<Vec<tokio_postgres::Row>, Error> {
    let registry = shared.tenants()?;
    let def = registry.def;
    let Some(Value::Text(key)) = values.get(def.key) else {
        return Err(Error::configuration("the tenant's key was not given"));
    };
    let tenant = registry.check(key)?;
    if let Some(status) = &def.status
        && values.get(status.column).is_none()
    {
        values.set(status.column, Value::Text(status.active.to_owned()));
    }
    complete_new(def.model, &mut values);
    let row = insert_returning(def.model, values);
    let rows = provision(shared, &tenant, row, migrations).await?;
    registry.forget(tenant.as_str());
    Ok(rows)
}

pub(crate) async fn set_status(
    shared: &Arc<Shared>,
    registry: &Registry,
    key: &str,
    label: &'static str,
) -> Result<(), Error> {
    let tenant = registry.check(key)?;
    let changed = {
        let connection = shared.pool.get("").await?;
        let executor = Executor::pooled(connection, "", shared);
        let change = telling(change_status(registry, &tenant, label), tenant.as_str());
        executor.execute(&change).await?
    };
    registry.forget(tenant.as_str());
    if changed == 0 {
        Err(Error::unknown_tenant(key))
    } else {
        Ok(())
    }
}

pub(crate) async fn drop_tenant(
    shared: &Arc<Shared>,
    registry: &Registry,
    key: &str,
) -> Result<(), Error> {
    let tenant = registry.check(key)?;
    let model = registry.def.model;
    let connection = shared.pool.get("").await?;
    let changes_row = match registry
        .def
        .status
        .as_ref()
        .and_then(|status| status.deleted)
    {
        Some(label) => change_status(registry, &tenant, label),
        None => crate::write::delete_where(model, registry.has_key(&tenant)),
    };
    // The row first: where there is none it fails, and with it all that follows.
    let mut flight = Flight::new();
    flight.lock(tenant.schema());
    flight.statement(assert_changes(changes_row));
    flight.sql(format!(
        "ALTER SCHEMA {} RENAME TO {}",
        plexica_ident::quote(tenant.schema()),
        plexica_ident::quote(&dropped_name(&tenant))
    ));
    Ledger::new(shared.catalog).forget_scope(&mut flight, tenant.schema());
    tell(&mut flight, tenant.as_str());
    let result = flight.commit(&connection).await;
    registry.forget(tenant.as_str());
    result.map_err(|failed| {
        if failed.error.code() == Some(&tokio_postgres::error::SqlState::DIVISION_BY_ZERO) {
            Error::unknown_tenant(key)
        } else {
            Error::from_postgres(
                failed.error,
                &failed.sql,
                Some(model),
                shared.catalog.models,
            )
        }
    })?;
    drop_leftovers(&connection).await
}

/// Makes a statement fail with a division by zero where it changes no row, so that what follows
/// it in the flight does not happen.
pub(super) fn assert_changes(statement: Statement) -> Statement {
    let sql = format!(
        "WITH changed AS ({} RETURNING 1) SELECT 1 / count(*) FROM changed",
        statement.sql
    );
    Statement { sql, ..statement }
}

/// Sets the status of a tenant that is not deleted.
fn change_status(
    registry: &Registry,
    tenant: &plexica_ident::TenantKey,
    label: &'static str,
) -> Statement {
    let mut changes = RowChanges::default();
    if let Some(status) = &registry.def.status {
        changes.set(status.column, Value::Text(label.to_owned()));
    }
    let filter = is_not_deleted(registry, tenant);
    crate::write::update_where(registry.def.model, changes, filter)
}

/// The condition that a registry row is this tenant's, which is not deleted.
pub(super) fn is_not_deleted(registry: &Registry, tenant: &plexica_ident::TenantKey) -> Node {
    let is_tenants = registry.has_key(tenant);
    let status = registry.def.status.as_ref();
    match status.and_then(|status| Some((status.column, status.deleted?))) {
        None => is_tenants,
        Some((place, deleted)) => is_tenants.and(Node::Compare {
            place,
            operator: Operator::NotEqual,
            value: Value::Text(deleted.to_owned()),
        }),
    }
}

impl Shared {
    /// The registry of tenants.
    pub(crate) fn tenants(&self) -> Result<&Registry, Error> {
        self.registry.as_ref().ok_or_else(|| {
            Error::configuration("this schema has no `tenancy` block, and so no tenants")
        })
    }
}

/// [`Tenants::list`] for any registry.
///
/// With a key, that tenant alone.
pub(crate) async fn list_tenants(
    shared: &Shared,
    only: Option<&plexica_ident::TenantKey>,
) -> Result<Vec<TenantInfo>, Error> {
    let registry = shared.tenants()?;
    let model = registry.def.model;
    let key = model.column(registry.def.key);
    let mut writer = Writer::new("");
    writer.push("SELECT ");
    key.reference(&mut writer.sql, crate::model::ROOT_ALIAS);
    writer.push("::text, ");
    match &registry.def.status {
        Some(status) => {
            model
                .column(status.column)
                .reference(&mut writer.sql, crate::model::ROOT_ALIAS);
            writer.push("::text");
        }
        None => writer.push("NULL::text"),
    }
    writer.push(" FROM ");
    writer.root(model);
    if let Some(only) = only {
        writer.push(" WHERE ");
        key.reference(&mut writer.sql, crate::model::ROOT_ALIAS);
        key.operator(&mut writer.sql, "=");
        writer.parameter(key, Value::Text(only.as_str().to_owned()));
    }
    writer.push(" ORDER BY 1");
    let statement = writer.finish(model);
    let connection = shared.pool.get("").await?;
    let executor = Executor::pooled(connection, "", shared);
    let rows: Vec<(String, Option<String>)> = executor
        .rows(&statement, |row| Ok((row.try_get(0)?, row.try_get(1)?)))
        .await?;
    let status = registry.def.status.as_ref();
    let deleted = status.and_then(|status| status.deleted);
    let tenants = rows
        .into_iter()
        .filter(|(_, label)| label.is_none() || label.as_deref() != deleted)
        .map(|(key, label)| {
            // A row that was made by hand may have a key that is none: no handle leads there.
            let checked = registry.check(&key).ok();
            let has_active_status =
                status.is_none_or(|status| label.as_deref() == Some(status.active));
            TenantInfo {
                is_active: checked.is_some() && has_active_status,
                schema: checked.map(|key| key.schema().to_owned()),
                key,
                status: label,
            }
        });
    Ok(tenants.collect())
}
