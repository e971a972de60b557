use std::sync::{Mutex, MutexGuard, PoisonError};

use deadpool::managed::{self, Metrics, RecycleResult};
use deadpool_postgres::ClientWrapper;

use super::{ConnectionConfig, StatementCache, Statements};
use crate::Error;

/// A connection with the statements that are prepared on it.
///
/// The cache is not deadpool's own: that one is unbounded.
#[derive(Debug)]
pub(crate) struct Connection {
    pub(crate) client: ClientWrapper,
    statements: Mutex<StatementCache>,
}

impl Connection {
    pub(crate) fn statements(&self) -> MutexGuard<'_, StatementCache> {
        self.statements
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// Makes connections, by deadpool-postgres.
#[derive(Debug)]
pub(crate) struct Manager {
    postgres: deadpool_postgres::Manager,
    statement_cache_size: usize,
}

impl Manager {
    pub(crate) fn new(config: &ConnectionConfig) -> Result<Self, Error> {
        let mut postgres = config.postgres.clone();
        if config.statements == Statements::Prepared {
            // A name without a schema then finds no tenant's table, whatever the role's default;
            // and a `timestamp` that the server fills in is UTC.
            let options = postgres.get_options().unwrap_or_default();
            postgres.options(
                format!("{options} -c search_path=pg_catalog -c TimeZone=UTC").trim_start(),
            );
        }
        if postgres.get_application_name().is_none() {
            postgres.application_name("plexica");
        }
        if postgres.get_connect_timeout().is_none() {
            postgres.connect_timeout(config.create_timeout);
        }
        Ok(Self {
            postgres: connector(postgres, config)?,
            statement_cache_size: match config.statements {
                Statements::Prepared => config.statement_cache_size,
                Statements::Unnamed => 0,
            },
        })
    }
}

#[cfg(feature = "tls")]
fn connector(
    postgres: tokio_postgres::Config,
    config: &ConnectionConfig,
) -> Result<deadpool_postgres::Manager, Error> {
    let tls = super::tls::connector(postgres.get_ssl_mode(), config.root_certificates.as_deref())?;
    Ok(deadpool_postgres::Manager::new(postgres, tls))
}

#[cfg(not(feature = "tls"))]
fn connector(
    postgres: tokio_postgres::Config,
    _: &ConnectionConfig,
) -> Result<deadpool_postgres::Manager, Error> {
    Ok(deadpool_postgres::Manager::new(
        postgres,
        tokio_postgres::NoTls,
    ))
}

impl managed::Manager for Manager {
    // In a box: it is handed from slot to query and back, and is large.
    type Type = Box<Connection>;
    type Error = tokio_postgres::Error;

    async fn create(&self) -> Result<Box<Connection>, tokio_postgres::Error> {
        let client = managed::Manager::create(&self.postgres).await?;
        Ok(Box::new(Connection {
            client,
            statements: Mutex::new(StatementCache::new(self.statement_cache_size)),
        }))
    }

    async fn recycle(
        &self,
        connection: &mut Box<Connection>,
        metrics: &Metrics,
    ) -> RecycleResult<tokio_postgres::Error> {
        self.postgres.recycle(&mut connection.client, metrics).await
    }
}
