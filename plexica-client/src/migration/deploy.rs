use std::sync::Arc;

use futures_util::{StreamExt, stream};

use super::{
    CORE_SCOPE, Ledger, Migration, Status,
    apply::{Part, apply},
    drop_leftovers,
};
use crate::{Error, ErrorKind, database::Shared};

/// How migrations are applied.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct DeployOptions {
    /// How many tenants are migrated side by side. More than 4 gain little on PostgreSQL 15.
    pub concurrency: usize,
    /// Stop after so many tenants.
    pub canary: Option<usize>,
}

impl Default for DeployOptions {
    fn default() -> Self {
        Self {
            concurrency: 4,
            canary: None,
        }
    }
}

/// What a run has done.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Deployment {
    /// The migrations that were applied in core.
    pub core: Vec<String>,
    /// How many tenants there are.
    pub tenants: u64,
    /// The keys of the tenants that were migrated.
    pub migrated: Vec<String>,
    /// The tenants that are as they were before, and why.
    pub failed: Vec<TenantFailure>,
    /// How many tenants were not tried: after a canary, or when the server was lost.
    pub left: usize,
}

/// A tenant that could not be migrated.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct TenantFailure {
    /// The tenant's key.
    pub key: String,
    /// The migration that failed.
    pub migration: String,
    /// Why, with the place in the file.
    pub error: String,
}

/// A step of a run, for a progress display.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Progress {
    /// A migration was applied in core.
    Core {
        /// The migration.
        migration: String,
    },
    /// So many tenants will be migrated now.
    Tenants {
        /// How many.
        count: usize,
    },
    /// A tenant was migrated, or not.
    Tenant {
        /// The tenant's key.
        key: String,
        /// Why not.
        error: Option<String>,
    },
}

/// Brings core and then every tenant up to the last migration.
///
/// # Errors
/// When core cannot be migrated, or the ledger and the migrations disagree. A tenant that cannot
/// be migrated is no error here: the others go on, and [`Deployment::failed`] names it.
pub(crate) async fn deploy(
    shared: &Arc<Shared>,
    migrations: &[Migration],
    options: &DeployOptions,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Deployment, Error> {
    let ledger = Ledger::new(shared.catalog);
    let registry = shared.registry.as_ref();
    let mut deployment = Deployment::default();
    let status = {
        let connection = shared.pool.get("").await?;
        ledger.ensure(&connection).await?;
        if registry.is_some() {
            drop_leftovers(&connection).await?;
        }
        let mut status = ledger
            .status(
                &connection,
                migrations,
                registry.map(|registry| registry.def),
            )
            .await?;
        refuse_changed(&status)?;
        let pending: Vec<&Migration> = migrations
            .iter()
            .filter(|migration| status.core.pending.contains(&migration.id))
            .collect();
        for migration in &pending {
            match apply(
                &connection,
                &ledger,
                CORE_SCOPE,
                ledger.schema,
                Part::Core,
                &[migration],
            )
            .await
            {
                Ok(()) => {
                    progress(Progress::Core {
                        migration: migration.id.clone(),
                    });
                    deployment.core.push(migration.id.clone());
                }
                Err(failed) if failed.was_applied_meanwhile => {}
                Err(failed) => {
                    let text = failed.error.to_string();
                    ledger
                        .record_failed(
                            &connection,
                            CORE_SCOPE,
                            &failed.migration,
                            &failed.checksum,
                            &text,
                        )
                        .await?;
                    return Err(failed.error);
                }
            }
        }
        if !pending.is_empty() {
            // The registry may be new, or have new rows.
            status = ledger
                .status(
                    &connection,
                    migrations,
                    registry.map(|registry| registry.def),
                )
                .await?;
        }
        status
    };
    deployment.tenants = status.tenants;
    let Some(registry) = registry else {
        return Ok(deployment);
    };

    let chosen = options
        .canary
        .unwrap_or(usize::MAX)
        .min(status.behind.len());
    deployment.left = status.behind.len() - chosen;
    if chosen > 0 {
        progress(Progress::Tenants { count: chosen });
    }
    let behind = status.behind.into_iter().take(chosen).map(|(key, scope)| {
        let ledger = &ledger;
        async move {
            let pending: Vec<&Migration> = migrations
                .iter()
                .filter(|migration| scope.pending.contains(&migration.id))
                .collect();
            let result = async {
                let tenant = registry
                    .check(&key)
                    .map_err(|error| (pending[0].id.clone(), error))?;
                migrate_tenant(shared, ledger, &tenant, &pending).await
            }
            .await;
            (key, result)
        }
    });
    let concurrency = options.concurrency.clamp(1, shared.pool.max_connections());
    let mut results = stream::iter(behind).buffer_unordered(concurrency);
    while let Some((key, result)) = results.next().await {
        let error = result.as_ref().err().map(|(_, error)| format!("{error:#}"));
        progress(Progress::Tenant {
            key: key.clone(),
            error: error.clone(),
        });
        match result {
            Ok(()) => deployment.migrated.push(key),
            Err((migration, error)) => {
                let kind = error.kind();
                deployment.failed.push(TenantFailure {
                    key,
                    migration,
                    error: format!("{error:#}"),
                });
                let is_lost = matches!(kind, ErrorKind::Connect | ErrorKind::ConnectionLost);
                // Each of the others would only wait for a server that is gone.
                if is_lost && !is_reachable(shared).await {
                    break;
                }
            }
        }
    }
    drop(results);
    deployment.left += chosen - deployment.migrated.len() - deployment.failed.len();
    deployment.migrated.sort();
    deployment.failed.sort_by(|a, b| a.key.cmp(&b.key));
    Ok(deployment)
}

/// Whether the server answers: one connection may be lost without it.
async fn is_reachable(shared: &Arc<Shared>) -> bool {
    match shared.pool.get("").await {
        Ok(connection) => connection.client.batch_execute("").await.is_ok(),
        Err(_) => false,
    }
}

async fn migrate_tenant(
    shared: &Arc<Shared>,
    ledger: &Ledger,
    tenant: &plexica_ident::TenantKey,
    pending: &[&Migration],
) -> Result<(), (String, Error)> {
    let schema = tenant.schema();
    let first = pending
        .first()
        .map(|migration| migration.id.clone())
        .unwrap_or_default();
    let connection = shared
        .pool
        .get(schema)
        .await
        .map_err(|error| (first, error))?;
    let mut pending = pending.to_vec();
    loop {
        let failed = match apply(&connection, ledger, schema, schema, Part::Tenant, &pending).await
        {
            Ok(()) => return Ok(()),
            Err(failed) => failed,
        };
        if failed.was_applied_meanwhile {
            // Another run was here. It may be an older program's, which knew only some of them.
            let before = pending.len();
            let applied = ledger.applied(&connection, schema).await;
            let applied = applied.map_err(|error| (failed.migration.clone(), error))?;
            pending.retain(|migration| !applied.contains(&migration.id));
            if pending.len() < before {
                continue;
            }
        }
        let text = failed.error.to_string();
        // The tenant's own error is the one to tell; that it could not be recorded too
        // (the connection is gone, say) only means that `status` does not know it.
        let _ = ledger
            .record_failed(
                &connection,
                schema,
                &failed.migration,
                &failed.checksum,
                &text,
            )
            .await;
        return Err((failed.migration, failed.error));
    }
}

/// An applied migration whose file is another now means that nobody knows what the database has.
fn refuse_changed(status: &Status) -> Result<(), Error> {
    if let Some(file) = status.changed.first() {
        return Err(Error::migration(format!(
            "migration `{file}` was changed after it was applied; put it back as it was, and write what is new as a \
             migration of its own"
        )));
    }
    Ok(())
}
