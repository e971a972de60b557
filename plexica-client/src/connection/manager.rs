use std::sync::{
    Mutex, MutexGuard, PoisonError,
    atomic::{AtomicBool, AtomicUsize, Ordering},
};

use deadpool::managed::{self, Metrics, RecycleResult};
use deadpool_postgres::ClientWrapper;
use tokio_postgres::{CancelToken, Client, Socket, tls::MakeTlsConnect};

use super::{ConnectionConfig, StatementCache, Statements, cancel};
use crate::{
    Error,
    observe::{PoolMeter, Stopwatch},
};

/// A connection with the statements that are prepared on it.
///
/// The cache is not deadpool's own: that one is unbounded.
#[derive(Debug)]
pub(crate) struct Connection {
    pub(crate) client: ClientWrapper,
    statements: Mutex<StatementCache>,
    /// Statements whose end nobody has seen yet.
    under_way: AtomicUsize,
    /// Whether SQL ran on it that may have left something in the session.
    soiled: AtomicBool,
    /// Whether a `COPY` has begun on it that has not ended well.
    copying: AtomicBool,
    mode: Statements,
    meter: PoolMeter,
}

impl Connection {
    /// How statements are sent on it.
    pub(crate) fn mode(&self) -> Statements {
        self.mode
    }

    /// Something may be left in the session, and has to be taken back. Behind a pooler there is no
    /// session to speak of.
    pub(crate) fn soil(&self) {
        let has_session = self.mode == Statements::Prepared;
        self.soiled.store(has_session, Ordering::Relaxed);
    }

    pub(crate) fn is_soiled(&self) -> bool {
        self.soiled.load(Ordering::Relaxed)
    }

    /// It was taken back.
    pub(crate) fn cleaned(&self) {
        self.soiled.store(false, Ordering::Relaxed);
    }

    /// A `COPY` begins. Until its end was seen nobody else may use the connection: where the server
    /// refuses a `COPY`, it answers twice, once for each end of messages that the driver sends, and
    /// whoever came next would read the answer to another's statement.
    pub(super) fn copy_begins(&self) {
        self.copying.store(true, Ordering::Relaxed);
    }

    pub(super) fn copy_ended(&self) {
        self.copying.store(false, Ordering::Relaxed);
    }

    /// Whether it can only be closed.
    pub(super) fn is_lost_to_a_copy(&self) -> bool {
        self.copying.load(Ordering::Relaxed)
    }

    pub(crate) fn statements(&self) -> MutexGuard<'_, StatementCache> {
        self.statements
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Marks a statement as under way, until its end was seen.
    pub(crate) fn start(&self) -> UnderWay<'_> {
        self.under_way.fetch_add(1, Ordering::Relaxed);
        UnderWay(self)
    }

    /// The end of a statement that was started was seen.
    pub(super) fn end(&self) {
        self.under_way.fetch_sub(1, Ordering::Relaxed);
    }

    /// Whether someone stopped waiting for a statement, which may still be running.
    pub(crate) fn is_abandoned(&self) -> bool {
        self.under_way.load(Ordering::Relaxed) > 0
    }

    /// The end of everything that was sent was seen.
    pub(crate) fn settled(&self) {
        self.under_way.store(0, Ordering::Relaxed);
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.meter.closed();
    }
}

/// A statement that is under way on a connection. Dropped, it stays so: nobody waits for it any
/// more.
#[derive(Debug)]
#[must_use]
pub(crate) struct UnderWay<'a>(&'a Connection);

impl UnderWay<'_> {
    /// Its end was seen.
    pub(crate) fn end(self) {
        self.0.end();
    }
}

/// Makes connections, by deadpool-postgres.
pub(crate) struct Manager {
    postgres: deadpool_postgres::Manager,
    config: tokio_postgres::Config,
    tls: Tls,
    statement_cache_size: usize,
    mode: Statements,
    meter: PoolMeter,
}

#[cfg(feature = "tls")]
pub(super) type Tls = tokio_postgres_rustls::MakeRustlsConnect;
#[cfg(not(feature = "tls"))]
pub(super) type Tls = tokio_postgres::NoTls;

/// What moves the messages of a connection that is not the pool's.
type Driver = tokio_postgres::Connection<Socket, <Tls as MakeTlsConnect<Socket>>::Stream>;

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
        let tls = tls(&postgres, config)?;
        Ok(Self {
            postgres: deadpool_postgres::Manager::new(postgres.clone(), tls.clone()),
            config: postgres,
            tls,
            mode: config.statements,
            meter: PoolMeter::new(config.target(), config.max_connections),
            statement_cache_size: match config.statements {
                Statements::Prepared => config.statement_cache_size,
                Statements::Unnamed => 0,
            },
        })
    }

    /// A connection beside the pool, which its caller has to drive. The server's lists show it by
    /// the application's name and what it is for.
    pub(crate) async fn connect_alone(
        &self,
        purpose: &str,
    ) -> Result<(Client, Driver), tokio_postgres::Error> {
        let mut config = self.config.clone();
        let application = config.get_application_name().unwrap_or_default();
        let name = format!("{application} ({purpose})");
        config.application_name(name);
        config.connect(self.tls.clone()).await
    }

    pub(super) fn meter(&self) -> &PoolMeter {
        &self.meter
    }

    /// Asks the server to stop what it does on a connection.
    pub(crate) async fn cancel(&self, connection: &CancelToken) {
        if self.mode == Statements::Unnamed
            && cancel::by_pooler(&self.config, connection, self.tls.clone()).await
        {
            return;
        }
        // A request that does not arrive leaves the server busy for longer, no more.
        let _ = connection.cancel_query(self.tls.clone()).await;
    }
}

#[cfg(feature = "tls")]
fn tls(postgres: &tokio_postgres::Config, config: &ConnectionConfig) -> Result<Tls, Error> {
    super::tls::connector(postgres.get_ssl_mode(), config.root_certificates.as_deref())
}

#[cfg(not(feature = "tls"))]
fn tls(_: &tokio_postgres::Config, _: &ConnectionConfig) -> Result<Tls, Error> {
    Ok(tokio_postgres::NoTls)
}

impl std::fmt::Debug for Manager {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Manager")
            .field("statement_cache_size", &self.statement_cache_size)
            .finish_non_exhaustive()
    }
}

impl managed::Manager for Manager {
    // In a box: it is handed from slot to query and back, and is large.
    type Type = Box<Connection>;
    type Error = tokio_postgres::Error;

    async fn create(&self) -> Result<Box<Connection>, tokio_postgres::Error> {
        let since = Stopwatch::start();
        let client = managed::Manager::create(&self.postgres).await?;
        self.meter.opened(since);
        Ok(Box::new(Connection {
            client,
            statements: Mutex::new(StatementCache::new(self.statement_cache_size)),
            under_way: AtomicUsize::new(0),
            soiled: AtomicBool::new(false),
            copying: AtomicBool::new(false),
            mode: self.mode,
            meter: self.meter.clone(),
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
