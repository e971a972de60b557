use std::{
    fmt,
    marker::PhantomData,
    sync::{Arc, OnceLock},
    time::Duration,
};

use super::{Catalog, Db, Registry, Schema, Shared, replicas::Replicas};
use crate::{
    Error,
    connection::{ConnectionConfig, Pool, Statements},
    observe::{Observer, QueryHook},
};

/// Settings for a [`Db`]. What is set here comes before what the URL says.
#[must_use = "a builder does nothing until `connect` is called"]
pub struct Builder<S> {
    settings: Settings,
    of: PhantomData<fn() -> S>,
}

#[derive(Default, Clone)]
struct Settings {
    url: Option<String>,
    max_connections: Option<usize>,
    wait_timeout: Option<Duration>,
    create_timeout: Option<Duration>,
    idle_timeout: Option<Duration>,
    statement_cache_size: Option<usize>,
    statements: Option<Statements>,
    listen: Option<bool>,
    slow_after: Option<Option<Duration>>,
    hooks: Vec<Arc<dyn QueryHook>>,
    replicas: Vec<String>,
}

impl<S> fmt::Debug for Builder<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Not the URL: it may hold a password.
        f.debug_struct("Builder")
            .field("max_connections", &self.settings.max_connections)
            .finish_non_exhaustive()
    }
}

impl<S: Schema> Builder<S> {
    pub(crate) fn new() -> Self {
        Self {
            settings: Settings::default(),
            of: PhantomData,
        }
    }

    /// Where the database is, in place of `DATABASE_URL`: `postgresql://user:password@host/database`.
    pub fn url(mut self, url: impl Into<String>) -> Self {
        self.settings.url = Some(url.into());
        self
    }

    /// The most connections that are open at once. 10 unless set.
    pub fn max_connections(mut self, count: usize) -> Self {
        self.settings.max_connections = Some(count);
        self
    }

    /// How long a query waits for a free connection. Ten seconds unless set.
    pub fn wait_timeout(mut self, timeout: Duration) -> Self {
        self.settings.wait_timeout = Some(timeout);
        self
    }

    /// How long making a connection may take. Ten seconds unless set.
    pub fn create_timeout(mut self, timeout: Duration) -> Self {
        self.settings.create_timeout = Some(timeout);
        self
    }

    /// How long an unused connection is kept. Five minutes unless set.
    pub fn idle_timeout(mut self, timeout: Duration) -> Self {
        self.settings.idle_timeout = Some(timeout);
        self
    }

    /// How many statements are kept prepared on each connection. 1,024 unless set; 0 keeps none.
    pub fn statement_cache_size(mut self, statements: usize) -> Self {
        self.settings.statement_cache_size = Some(statements);
        self
    }

    /// How statements are sent.
    pub fn statements(mut self, statements: Statements) -> Self {
        self.settings.statements = Some(statements);
        self
    }

    /// Whether one connection beside the pool listens for what other processes do to tenants, so
    /// that a tenant they suspend gets no handle here any more. It does unless set; without it,
    /// what was read of a tenant is believed for five seconds.
    pub fn listen(mut self, listen: bool) -> Self {
        self.settings.listen = Some(listen);
        self
    }

    /// A query that takes so long or longer is told of by a warning (`tracing`, target
    /// `plexica::query`), with its SQL and without its values. One second unless set; `None` warns
    /// of none.
    pub fn slow_after(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.settings.slow_after = Some(limit.into());
        self
    }

    /// Where a read replica is; several take turns. Reads outside transactions go to one, except
    /// by [`Db::on_primary`] and [`Tenant::on_primary`](super::Tenant::on_primary), and except raw
    /// SQL. A replica has what the database has a moment later.
    ///
    /// A tenant keeps to one replica. One that cannot be reached is left alone for five seconds,
    /// and its reads go to another or to the database. Pool settings are the database's, unless
    /// the URL has its own.
    pub fn replica(mut self, url: impl Into<String>) -> Self {
        self.settings.replicas.push(url.into());
        self
    }

    /// Is told of each statement before and after; several are told in the order given.
    pub fn hook(mut self, hook: impl QueryHook) -> Self {
        self.settings.hooks.push(Arc::new(hook));
        self
    }

    /// Connects.
    ///
    /// # Errors
    /// As [`Db::connect`].
    pub async fn connect(self) -> Result<Db<S>, Error> {
        Ok(Db::new(self.settings.connect(S::catalog()).await?))
    }
}

impl Settings {
    async fn connect(self, catalog: &'static Catalog) -> Result<Arc<Shared>, Error> {
        let url = match &self.url {
            Some(url) => url.clone(),
            None => url_of_environment()?.ok_or_else(Error::no_database_url)?,
        };
        let config = self.over(ConnectionConfig::parse(&url)?);
        let replicas = self.replicas.iter();
        let replicas: Vec<_> = replicas
            .map(|url| ConnectionConfig::parse_with(url, config.clone()))
            .collect::<Result<_, Error>>()?;
        Shared::connect(config, &replicas, catalog, self.hooks).await
    }

    /// What is set here, and otherwise what the URL says.
    fn over(&self, config: ConnectionConfig) -> ConnectionConfig {
        ConnectionConfig {
            max_connections: self.max_connections.unwrap_or(config.max_connections),
            wait_timeout: self.wait_timeout.unwrap_or(config.wait_timeout),
            create_timeout: self.create_timeout.unwrap_or(config.create_timeout),
            idle_timeout: self.idle_timeout.unwrap_or(config.idle_timeout),
            statement_cache_size: self
                .statement_cache_size
                .unwrap_or(config.statement_cache_size),
            statements: self.statements.unwrap_or(config.statements),
            listen: self.listen.unwrap_or(config.listen),
            slow_after: self.slow_after.unwrap_or(config.slow_after),
            ..config
        }
    }
}

impl Shared {
    /// Opens the pool, and one connection, so that a database that cannot be reached is known now.
    pub(crate) async fn connect(
        config: ConnectionConfig,
        replicas: &[ConnectionConfig],
        catalog: &'static Catalog,
        hooks: Vec<Arc<dyn QueryHook>>,
    ) -> Result<Arc<Self>, Error> {
        if config.max_connections == 0 {
            return Err(Error::configuration(
                "`max_connections` is 0; a pool has at least one connection",
            ));
        }
        let registry = catalog
            .registry
            .map(|def| Registry::new(def, catalog.schemas))
            .transpose()?;
        let pool = Pool::new(&config)?;
        pool.get("").await?;
        Ok(Arc::new(Self {
            pool,
            replicas: Replicas::new(replicas)?,
            catalog,
            registry,
            observer: Observer::new(&config, hooks),
            config,
            migrations: OnceLock::new(),
        }))
    }
}

/// `DATABASE_URL` of the environment, otherwise of the nearest `.env` file. The file's other
/// lines are left alone, and the environment is not changed. `None` when neither names one.
///
/// # Errors
/// Of the kind `Configuration` when the file cannot be read.
pub fn url_of_environment() -> Result<Option<String>, Error> {
    const NAME: &str = "DATABASE_URL";
    if let Ok(url) = std::env::var(NAME)
        && !url.is_empty()
    {
        return Ok(Some(url));
    }
    match dotenvy::dotenv_iter() {
        Ok(lines) => {
            for line in lines {
                let (name, value) = line.map_err(|error| {
                    Error::configuration(format!(
                        "a line of the `.env` file cannot be read: {error}"
                    ))
                })?;
                if name == NAME && !value.is_empty() {
                    return Ok(Some(value));
                }
            }
            Ok(None)
        }
        Err(error) if error.not_found() => Ok(None),
        Err(error) => Err(Error::configuration(format!(
            "the `.env` file cannot be read: {error}"
        ))),
    }
}
