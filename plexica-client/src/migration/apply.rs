use super::{Ledger, Migration, Script};
use crate::{
    Error,
    connection::{Flight, FlightError, PooledConnection},
};

/// How long a migration waits for a lock that a query holds, before it gives up and leaves the
/// queries behind it alone.
pub(super) const LOCK_TIMEOUT: &str = "5s";

/// Why a scope was not migrated. It is as it was before.
#[derive(Debug)]
pub(super) struct ApplyError {
    /// The migration whose statement failed; the first one where it was none's.
    pub(super) migration: String,
    pub(super) checksum: String,
    pub(super) error: Error,
    /// Another run has applied it meanwhile.
    pub(super) was_applied_meanwhile: bool,
}

/// The pieces of work in a flight: which statement is which migration's.
#[derive(Debug, Default)]
pub(super) struct Work<'a> {
    /// By place in the flight: migration, file and line.
    places: Vec<(usize, &'a Migration, &'static str, usize)>,
    /// The place of the statement that writes the ledger's rows.
    ledger_step: Option<usize>,
}

impl<'a> Work<'a> {
    /// Adds to a flight what brings a scope up to date: the ledger's rows, and then the
    /// statements of the migrations' files. The rows come first, so that a scope that another run
    /// has migrated meanwhile is left alone at once.
    pub(super) fn plan(
        flight: &mut Flight,
        ledger: &Ledger,
        scope: &str,
        part: Part,
        migrations: impl IntoIterator<Item = &'a Migration>,
    ) -> Self {
        let scripts: Vec<(&Migration, &Script)> = migrations
            .into_iter()
            .filter_map(|migration| Some((migration, part.script(migration)?)))
            .collect();
        let mut work = Self::default();
        if scripts.is_empty() {
            return work;
        }
        let rows: Vec<(&str, &str)> = scripts
            .iter()
            .map(|(migration, script)| (migration.id.as_str(), script.checksum.as_str()))
            .collect();
        ledger.record_applied(flight, scope, &rows);
        work.ledger_step = Some(flight.len() - 1);
        for (migration, script) in scripts {
            for statement in &script.statements {
                work.places
                    .push((flight.len(), migration, part.file(), statement.line));
                flight.sql(statement.sql.clone());
            }
        }
        work
    }

    /// The migration and the place in its file that a failed flight stopped at.
    pub(super) fn find(&self, failed: &FlightError) -> Option<(&'a Migration, String)> {
        let step = failed.step?;
        let (_, migration, file, line) = self.places.iter().find(|(place, ..)| *place == step)?;
        Some((migration, format!("{}/{file}:{line}", migration.id)))
    }
}

/// Which part of a migration a scope takes.
#[derive(Debug, Clone, Copy)]
pub(super) enum Part {
    Core,
    Tenant,
}

impl Part {
    pub(super) fn script(self, migration: &Migration) -> Option<&Script> {
        match self {
            Self::Core => migration.core.as_ref(),
            Self::Tenant => migration.tenant.as_ref(),
        }
    }

    pub(super) fn file(self) -> &'static str {
        match self {
            Self::Core => "core.sql",
            Self::Tenant => "tenant.sql",
        }
    }
}

/// Adds what every migration transaction starts with. The search path ends with it: a tenant's
/// file names its tables without a schema, and no name may be found anywhere else.
pub(super) fn prepare(flight: &mut Flight, scope: &str, schema: &str) {
    flight.sql(format!("SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'"));
    flight.lock(scope);
    flight.sql(format!(
        "SET LOCAL search_path = {}",
        plexica_ident::quote(schema)
    ));
}

/// Applies migrations to one scope: one transaction, one flight.
pub(super) async fn apply(
    connection: &PooledConnection,
    ledger: &Ledger,
    scope: &str,
    schema: &str,
    part: Part,
    migrations: &[&Migration],
) -> Result<(), ApplyError> {
    let first = migrations
        .iter()
        .find_map(|migration| Some((*migration, part.script(migration)?)));
    let Some((first, first_script)) = first else {
        return Ok(());
    };
    let mut flight = Flight::new();
    prepare(&mut flight, scope, schema);
    let work = Work::plan(&mut flight, ledger, scope, part, migrations.iter().copied());
    flight.commit(connection).await.map(drop).map_err(|failed| {
        let was_applied_meanwhile = failed.step.is_some()
            && failed.step == work.ledger_step
            && failed.error.code() == Some(&tokio_postgres::error::SqlState::UNIQUE_VIOLATION);
        let (migration, place) = work
            .find(&failed)
            .unwrap_or_else(|| (first, first.id.clone()));
        let checksum = part
            .script(migration)
            .unwrap_or(first_script)
            .checksum
            .clone();
        ApplyError {
            migration: migration.id.clone(),
            checksum,
            error: Error::in_migration(&place, failed.error, &failed.sql),
            was_applied_meanwhile,
        }
    })
}
