use std::{
    sync::Arc,
    time::{SystemTime, UNIX_EPOCH},
};

use plexica_ident::TenantKey;
use tokio_postgres::{Row, error::SqlState};

use super::{
    Ledger, Migration,
    apply::{Part, Work, prepare},
};
use crate::{
    Error,
    connection::{Flight, PooledConnection},
    database::Shared,
    query::Statement,
};

/// What a dropped tenant's schema is called until it is gone.
const DROPPED_PREFIX: &str = "plexica_dropped_";

/// How long dropping such a schema waits for a transaction that began before and still uses it.
/// Meanwhile it holds up others: its foreign keys make it lock tables of core.
const DROP_LOCK_TIMEOUT: &str = "1s";

/// Makes a tenant: its registry row, its schema, all its tables and the ledger's rows, in one
/// transaction of one flight. Either all of it exists afterwards or none. Gives the rows that
/// `registry_row` returns.
pub(crate) async fn provision(
    shared: &Arc<Shared>,
    tenant: &TenantKey,
    registry_row: Statement,
    migrations: &[Migration],
) -> Result<Vec<Row>, Error> {
    let ledger = Ledger::new(shared.catalog);
    let connection = shared.pool.get(tenant.schema()).await?;
    let model = registry_row.model;
    let mut flight = Flight::new();
    let row_step = flight.len();
    flight.statement(registry_row);
    let schema_step = flight.len();
    flight.sql(format!(
        "CREATE SCHEMA {}",
        plexica_ident::quote(tenant.schema())
    ));
    prepare(&mut flight, tenant.schema(), tenant.schema());
    let schema = tenant.schema();
    let work = Work::plan(&mut flight, &ledger, schema, Part::Tenant, migrations);
    match flight.commit(&connection).await {
        Ok(mut rows) => Ok(rows.swap_remove(row_step)),
        Err(failed) => Err(if let Some((_, place)) = work.find(&failed) {
            Error::in_migration(&place, failed.error, &failed.sql)
        } else if failed.step == Some(schema_step) {
            Error::leftover_schema(tenant.as_str(), tenant.schema(), failed.error)
        } else {
            Error::from_postgres(failed.error, &failed.sql, model, shared.catalog.models)
        }),
    }
}

/// The name under which a dropped schema waits to go: no tenant's, and within 63 bytes.
pub(crate) fn dropped_name(tenant: &TenantKey) -> String {
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map(|since| since.as_micros())
        .unwrap_or_default();
    let mut name = format!("{DROPPED_PREFIX}{now}_{}", tenant.schema());
    // Keys are ASCII, so every byte is a character's end.
    name.truncate(plexica_ident::MAX_IDENTIFIER_BYTES);
    name
}

/// Removes what dropped tenants have left, this run's or one's that was killed between renaming
/// a schema and dropping it. One that a transaction still uses is left for the next time.
pub(crate) async fn drop_leftovers(connection: &PooledConnection) -> Result<(), Error> {
    let sql = "SELECT nspname::text FROM pg_namespace WHERE starts_with(nspname, $1)";
    let prefix = super::ledger::text(DROPPED_PREFIX);
    let to_error = |sql: &str| {
        let sql = sql.to_owned();
        move |error| Error::from_postgres(error, &sql, None, &[])
    };
    let rows = connection
        .client
        .query_typed(sql, &[(&prefix.value, prefix.r#type)])
        .await
        .map_err(to_error(sql))?;
    for row in rows {
        let name: String = row.try_get(0).map_err(to_error(sql))?;
        let mut flight = Flight::new();
        flight.sql(format!("SET LOCAL lock_timeout = '{DROP_LOCK_TIMEOUT}'"));
        // Two runs may be at it at once; gone is gone.
        flight.sql(format!(
            "DROP SCHEMA IF EXISTS {} CASCADE",
            plexica_ident::quote(&name)
        ));
        match flight.commit(connection).await {
            Ok(_) => {}
            Err(failed) if failed.error.code() == Some(&SqlState::LOCK_NOT_AVAILABLE) => {
                tracing::warn!(
                    schema = name,
                    "a dropped tenant's schema is still used by a transaction; the next drop or \
                     migration removes it"
                );
            }
            Err(failed) => return Err(to_error(&failed.sql)(failed.error)),
        }
    }
    Ok(())
}
