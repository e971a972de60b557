use std::sync::Arc;

use tokio_postgres::error::SqlState;

use super::{
    Registry, Shared,
    registry_watch::tell,
    tenants::{assert_changes, is_not_deleted},
};
use crate::{Error, connection::Flight, migration::Ledger, value::Value, write::RowChanges};

/// Gives a tenant another key: its registry row, schema and ledger rows, in one transaction.
pub(crate) async fn rename_tenant(
    shared: &Arc<Shared>,
    registry: &Registry,
    from: &str,
    to: &str,
) -> Result<(), Error> {
    let (old, new) = (registry.check(from)?, registry.check(to)?);
    let model = registry.def.model;
    let mut changes = RowChanges::default();
    changes.set(registry.def.key, Value::Text(new.as_str().to_owned()));
    let row = crate::write::update_where(model, changes, is_not_deleted(registry, &old));

    let mut flight = Flight::new();
    // In the order of their names, so that two renames never wait for each other.
    let mut locked = [old.schema(), new.schema()];
    locked.sort_unstable();
    for schema in locked {
        flight.lock(schema);
    }
    // The row first: where there is none it fails, and with it all that follows.
    let row_step = flight.len();
    flight.statement(assert_changes(row));
    let schema_step = flight.len();
    if old != new {
        flight.sql(format!(
            "ALTER SCHEMA {} RENAME TO {}",
            plexica_ident::quote(old.schema()),
            plexica_ident::quote(new.schema())
        ));
        Ledger::new(shared.catalog).rename_scope(&mut flight, old.schema(), new.schema());
    }
    tell(&mut flight, old.as_str());
    tell(&mut flight, new.as_str());
    let result = {
        let connection = shared.pool.get("").await?;
        flight.commit(&connection).await
    };
    registry.forget(old.as_str());
    registry.forget(new.as_str());
    result.map(drop).map_err(|failed| {
        let code = failed.error.code();
        if failed.step == Some(row_step) && code == Some(&SqlState::DIVISION_BY_ZERO) {
            Error::unknown_tenant(from)
        } else if failed.step == Some(schema_step) && code == Some(&SqlState::DUPLICATE_SCHEMA) {
            Error::leftover_schema(new.as_str(), new.schema(), failed.error)
        } else {
            Error::from_postgres(
                failed.error,
                &failed.sql,
                Some(model),
                shared.catalog.models,
            )
        }
    })
}
