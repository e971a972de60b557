use std::collections::BTreeMap;

use tokio_postgres::types::Type;

use super::Migration;
use crate::{
    Error,
    connection::{Flight, PooledConnection},
    database::{Catalog, RegistryDef},
    model::ScopeDef,
    value::{Parameter, Value},
};

/// The ledger's name for the platform's own schemas.
pub(crate) const CORE_SCOPE: &str = "core";

const TABLE: &str = "_plexica_migrations";

/// The table that says which migration was applied in which scope.
#[derive(Debug, Clone)]
pub(crate) struct Ledger {
    /// Its schema: the registry's, or the first that is declared.
    pub(crate) schema: &'static str,
    /// Its full name, quoted.
    table: String,
}

/// Which migrations have been applied where.
#[derive(Debug, Clone, Default)]
pub struct Status {
    /// Core.
    pub core: ScopeStatus,
    /// How many tenants there are, those deleted and those still being made left out.
    pub tenants: u64,
    /// The tenants that lack a migration, by key.
    pub behind: BTreeMap<String, ScopeStatus>,
    /// Migrations whose files have changed since they were applied, as `id/core.sql`.
    pub changed: Vec<String>,
    /// Migrations that were applied and have no folder any more.
    pub missing: Vec<String>,
}

/// Which migrations a scope has, and which it lacks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ScopeStatus {
    /// Applied, oldest first.
    pub applied: Vec<String>,
    /// Not applied yet, oldest first.
    pub pending: Vec<String>,
    /// Why the last attempt failed.
    pub error: Option<String>,
}

impl Status {
    /// Nothing applied, nobody there.
    pub(crate) fn before_the_first(migrations: &[Migration]) -> Self {
        let in_core = migrations
            .iter()
            .filter(|migration| migration.core.is_some());
        let core = ScopeStatus {
            pending: in_core.map(|migration| migration.id.clone()).collect(),
            ..ScopeStatus::default()
        };
        Self {
            core,
            ..Self::default()
        }
    }

    /// Whether nothing is pending anywhere.
    #[must_use]
    pub fn is_up_to_date(&self) -> bool {
        self.core.pending.is_empty() && self.behind.is_empty()
    }
}

impl Ledger {
    pub(crate) fn new(catalog: &Catalog) -> Self {
        let registry_schema = catalog
            .registry
            .and_then(|registry| match registry.model.scope {
                ScopeDef::Core(schema) => Some(schema),
                ScopeDef::Tenant => None,
            });
        let schema = registry_schema
            .or_else(|| catalog.schemas.first().copied())
            .unwrap_or("public");
        let table = plexica_ident::QualifiedName {
            schema: Some(schema),
            name: TABLE,
        }
        .to_string();
        Self { schema, table }
    }

    /// Whether the table is there: not before the first migration.
    pub(crate) async fn exists(&self, connection: &PooledConnection) -> Result<bool, Error> {
        let sql = "SELECT to_regclass($1) IS NOT NULL";
        let name = text(&self.table);
        connection
            .client
            .query_typed(sql, &[(&name.value, name.r#type)])
            .await
            .and_then(|rows| rows.first().map_or(Ok(false), |row| row.try_get(0)))
            .map_err(|error| Error::from_postgres(error, sql, None, &[]))
    }

    /// Makes the table where it is not there yet.
    pub(crate) async fn ensure(&self, connection: &PooledConnection) -> Result<(), Error> {
        if self.exists(connection).await? {
            return Ok(());
        }
        let mut flight = Flight::new();
        // Two first runs at once: the second waits here and then finds everything there.
        flight.lock(TABLE);
        flight.sql(format!(
            "CREATE SCHEMA IF NOT EXISTS {}",
            plexica_ident::quote(self.schema)
        ));
        flight.sql(format!(
            "CREATE TABLE IF NOT EXISTS {} (\n\
             scope text NOT NULL,\n\
             migration text NOT NULL,\n\
             checksum text NOT NULL,\n\
             state text NOT NULL CHECK (state IN ('applied', 'failed')),\n\
             error text,\n\
             recorded_at timestamptz NOT NULL DEFAULT now(),\n\
             PRIMARY KEY (scope, migration)\n)",
            self.table
        ));
        flight
            .commit(connection)
            .await
            .map(drop)
            .map_err(|failed| Error::from_postgres(failed.error, &failed.sql, None, &[]))
    }

    /// Adds to a flight the rows that say that these migrations are applied in this scope. If
    /// another run was faster, their key makes the flight fail.
    pub(crate) fn record_applied(
        &self,
        flight: &mut Flight,
        scope: &str,
        migrations: &[(&str, &str)],
    ) {
        let ids: Vec<Value> = migrations
            .iter()
            .map(|(id, _)| Value::Text((*id).to_owned()))
            .collect();
        let checksums = migrations
            .iter()
            .map(|(_, checksum)| Value::Text((*checksum).to_owned()))
            .collect();
        flight.with_parameters(
            format!(
                "DELETE FROM {} WHERE scope = $1 AND state = 'failed'",
                self.table
            ),
            vec![text(scope)],
        );
        flight.with_parameters(
            format!(
                "INSERT INTO {} (scope, migration, checksum, state) \
                 SELECT $1, m.id, m.checksum, 'applied' FROM unnest($2, $3) AS m (id, checksum)",
                self.table
            ),
            vec![text(scope), texts(ids), texts(checksums)],
        );
    }

    /// Records that a migration failed in a scope, so that `status` can say why.
    pub(crate) async fn record_failed(
        &self,
        connection: &PooledConnection,
        scope: &str,
        migration: &str,
        checksum: &str,
        error: &str,
    ) -> Result<(), Error> {
        let sql = format!(
            "INSERT INTO {} AS l (scope, migration, checksum, state, error) VALUES ($1, $2, $3, 'failed', $4) \
             ON CONFLICT (scope, migration) DO UPDATE \
             SET checksum = EXCLUDED.checksum, error = EXCLUDED.error, recorded_at = now() WHERE l.state = 'failed'",
            self.table
        );
        let parameters = [text(scope), text(migration), text(checksum), text(error)];
        connection
            .client
            .query_typed_raw(
                &sql,
                parameters
                    .iter()
                    .map(|parameter| (&parameter.value, parameter.r#type.clone())),
            )
            .await
            .map(drop)
            .map_err(|error| Error::from_postgres(error, &sql, None, &[]))
    }

    /// The migrations that a scope has.
    pub(crate) async fn applied(
        &self,
        connection: &PooledConnection,
        scope: &str,
    ) -> Result<Vec<String>, Error> {
        let sql = format!(
            "SELECT migration FROM {} WHERE scope = $1 AND state = 'applied'",
            self.table
        );
        let scope = text(scope);
        let rows = connection
            .client
            .query_typed(&sql, &[(&scope.value, scope.r#type)])
            .await;
        rows.and_then(|rows| rows.iter().map(|row| row.try_get(0)).collect())
            .map_err(|error| Error::from_postgres(error, &sql, None, &[]))
    }

    /// Adds to a flight that a scope is gone.
    pub(crate) fn forget_scope(&self, flight: &mut Flight, scope: &str) {
        flight.with_parameters(
            format!("DELETE FROM {} WHERE scope = $1", self.table),
            vec![text(scope)],
        );
    }

    /// Adds to a flight that a scope has another name.
    pub(crate) fn rename_scope(&self, flight: &mut Flight, from: &str, to: &str) {
        flight.with_parameters(
            format!("UPDATE {} SET scope = $2 WHERE scope = $1", self.table),
            vec![text(from), text(to)],
        );
    }

    /// Compares the ledger, which exists, with the migrations: three queries in one flight, whatever the number
    /// of tenants.
    pub(crate) async fn status(
        &self,
        connection: &PooledConnection,
        migrations: &[Migration],
        registry: Option<&RegistryDef>,
    ) -> Result<Status, Error> {
        let tenant_ids: Vec<&str> = migrations
            .iter()
            .filter(|migration| migration.tenant.is_some())
            .map(|migration| migration.id.as_str())
            .collect();
        let applied_sql = format!(
            "SELECT scope = $1, migration, checksum, state = 'applied', min(error) FROM {} \
             WHERE scope = $1 OR state = 'applied' GROUP BY 1, 2, 3, 4 ORDER BY 2",
            self.table
        );
        let core_scope = text(CORE_SCOPE);
        let query = async |sql: &str, parameters: &[Parameter]| {
            use futures_util::TryStreamExt;
            let parameters = parameters
                .iter()
                .map(|parameter| (&parameter.value, parameter.r#type.clone()));
            let rows = async {
                connection
                    .client
                    .query_typed_raw(sql, parameters)
                    .await?
                    .try_collect::<Vec<_>>()
                    .await
            };
            rows.await
                .map_err(|error| Error::from_postgres(error, sql, None, &[]))
        };
        let tenants = async {
            // A registry that does not exist yet has no tenants: core comes first.
            let Some(registry) = registry else {
                return Ok(None);
            };
            let sql = tenants_behind(registry, &self.table);
            let ids = texts(
                tenant_ids
                    .iter()
                    .map(|id| Value::Text((*id).to_owned()))
                    .collect(),
            );
            match query(&sql, &[ids]).await {
                Ok(rows) => Ok(Some(rows)),
                Err(error) if error.kind() == crate::ErrorKind::NotMigrated => Ok(None),
                Err(error) => Err(error),
            }
        };
        let (applied, tenants) = futures_util::try_join!(
            query(&applied_sql, std::slice::from_ref(&core_scope)),
            tenants
        )?;

        let decode =
            |error: tokio_postgres::Error| Error::from_postgres(error, &applied_sql, None, &[]);
        let mut status = Status::default();
        for row in &applied {
            let is_core: bool = row.try_get(0).map_err(decode)?;
            let id: String = row.try_get(1).map_err(decode)?;
            let checksum: &str = row.try_get(2).map_err(decode)?;
            let is_applied: bool = row.try_get(3).map_err(decode)?;
            if !is_applied {
                status.core.error = row.try_get(4).map_err(decode)?;
                continue;
            }
            let migration = migrations.iter().find(|migration| migration.id == id);
            let (script, file) = match migration {
                Some(migration) if is_core => (migration.core.as_ref(), "core.sql"),
                Some(migration) => (migration.tenant.as_ref(), "tenant.sql"),
                None => (None, ""),
            };
            match script {
                None if !status.missing.contains(&id) => status.missing.push(id.clone()),
                Some(script) if script.checksum != checksum => {
                    status.changed.push(format!("{id}/{file}"))
                }
                _ => {}
            }
            if is_core {
                status.core.applied.push(id);
            }
        }
        status.core.pending = migrations
            .iter()
            .filter(|migration| {
                migration.core.is_some() && !status.core.applied.contains(&migration.id)
            })
            .map(|migration| migration.id.clone())
            .collect();
        for row in tenants.iter().flatten() {
            let total: i64 = row.try_get(0).map_err(decode)?;
            status.tenants = u64::try_from(total).unwrap_or_default();
            let Some(key) = row.try_get::<_, Option<String>>(1).map_err(decode)? else {
                continue;
            };
            let applied: Vec<String> = row.try_get(2).map_err(decode)?;
            let pending = tenant_ids
                .iter()
                .filter(|id| !applied.iter().any(|applied| applied == *id))
                .map(|id| (*id).to_owned())
                .collect();
            let error = row.try_get(3).map_err(decode)?;
            status.behind.insert(
                key,
                ScopeStatus {
                    applied,
                    pending,
                    error,
                },
            );
        }
        Ok(status)
    }
}

/// How many tenants there are, and each that lacks one of the migrations `$1`, with those it has.
/// One row at least.
fn tenants_behind(registry: &RegistryDef, ledger: &str) -> String {
    use plexica_ident::{quote, quote_literal};
    let model = registry.model;
    let schema = match model.scope {
        ScopeDef::Core(schema) => Some(schema),
        ScopeDef::Tenant => None,
    };
    let table = plexica_ident::QualifiedName {
        schema,
        name: model.table,
    };
    let key = quote(model.column(registry.key).name);
    // `tenant_{key}` as an expression, as `SchemaPattern` has it.
    let (prefix, suffix) = registry
        .pattern
        .split_once("{key}")
        .unwrap_or((registry.pattern, ""));
    let (prefix, suffix) = (quote_literal(prefix), quote_literal(suffix));
    let is_there = registry.status.as_ref().map_or_else(String::new, |status| {
        let column = quote(model.column(status.column).name);
        let gone: Vec<String> = status
            .deleted
            .into_iter()
            .chain(status.provisioning)
            .map(quote_literal)
            .collect();
        if gone.is_empty() {
            String::new()
        } else {
            format!("WHERE {column}::text NOT IN ({})", gone.join(", "))
        }
    });
    format!(
        "WITH tenants AS (\n\
           SELECT {key}::text AS key, {prefix} || replace({key}::text, '-', '_') || {suffix} AS scope \
           FROM {table} {is_there}\n\
         ), ledger AS (\n\
           SELECT scope, coalesce(array_agg(migration ORDER BY migration) FILTER (WHERE state = 'applied'), '{{}}') AS applied, \
             min(error) FILTER (WHERE state = 'failed') AS error \
           FROM {ledger} GROUP BY scope\n\
         ), behind AS (\n\
           SELECT key, coalesce(applied, '{{}}') AS applied, error FROM tenants LEFT JOIN ledger USING (scope) \
           WHERE NOT coalesce(applied, '{{}}') @> $1\n\
         )\n\
         SELECT (SELECT count(*) FROM tenants), behind.key, behind.applied, behind.error \
         FROM (VALUES (1)) AS one LEFT JOIN behind ON true ORDER BY behind.key"
    )
}

pub(super) fn text(text: &str) -> Parameter {
    Parameter {
        value: Value::Text(text.to_owned()),
        r#type: Type::TEXT,
    }
}

fn texts(texts: Vec<Value>) -> Parameter {
    Parameter {
        value: Value::Array(texts),
        r#type: Type::TEXT_ARRAY,
    }
}
