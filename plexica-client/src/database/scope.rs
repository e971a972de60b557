use std::{
    iter,
    sync::{Arc, OnceLock, Weak},
    time::Duration,
};

use futures_util::future::join_all;
use plexica_ident::TenantKey;

use super::{
    Catalog, Isolation, Registry, TransactionOptions,
    replicas::{Replica, Replicas},
};
use crate::{
    Error,
    connection::{ConnectionConfig, Executor, Lanes, Pool, PooledConnection, TransactionState},
    migration::Migration,
    observe::Observer,
};

/// How long a query whose lane was lost waits for another connection.
const WAITS_IN_A_LANE: Duration = Duration::from_secs(1);

/// What every handle on a database shares.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) pool: Arc<Pool>,
    pub(crate) replicas: Replicas,
    pub(crate) catalog: &'static Catalog,
    pub(crate) registry: Option<Registry>,
    pub(crate) config: ConnectionConfig,
    /// Who is told of statements.
    pub(crate) observer: Observer,
    /// The catalogue's migrations, split and hashed at first use.
    pub(crate) migrations: OnceLock<Vec<Migration>>,
}

impl Shared {
    /// The migrations that the program was built with.
    pub(crate) fn migrations(&self) -> Result<&[Migration], Error> {
        if let Some(migrations) = self.migrations.get() {
            return Ok(migrations);
        }
        let migrations = Migration::from_defs(self.catalog.migrations)?;
        Ok(self.migrations.get_or_init(|| migrations))
    }

    /// Refuses new queries, waits for those under way, for `grace` at most if it is given, and
    /// closes every connection. Gives the number of those that were in use at the end of the grace.
    pub(crate) async fn close(&self, grace: Option<Duration>) -> usize {
        let pools = iter::once(&self.pool).chain(self.replicas.iter().map(Replica::pool));
        let unfinished = join_all(pools.map(|pool| pool.close(grace))).await;
        if let Some(registry) = &self.registry {
            registry.stop_listening();
        }
        unfinished.into_iter().sum()
    }
}

/// Where statements go: into core or one tenant's schema, by the pool or in a transaction.
///
/// There is no way to change a scope; one is made for each handle and passed on.
#[derive(Debug, Clone)]
pub struct Scope {
    shared: Arc<Shared>,
    tenant: Option<TenantKey>,
    transaction: Option<Arc<TransactionState>>,
    lane: Option<Lane>,
    /// Reads may be answered by a replica.
    by_replicas: bool,
}

/// Which server lanes lead to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LanesOf {
    Primary,
    Replica,
}

/// A connection to send on side by side with others, for as long as it is there.
#[derive(Debug, Clone)]
struct Lane {
    connection: Weak<PooledConnection>,
    of: LanesOf,
}

impl Scope {
    pub(crate) fn core(shared: Arc<Shared>) -> Self {
        Self {
            by_replicas: !shared.replicas.is_empty(),
            shared,
            tenant: None,
            transaction: None,
            lane: None,
        }
    }

    /// A tenant, by the connections that this scope goes by.
    pub(crate) fn tenant(&self, tenant: TenantKey) -> Self {
        Self {
            tenant: Some(tenant),
            ..self.clone()
        }
    }

    pub(crate) fn in_transaction(&self, transaction: Arc<TransactionState>) -> Self {
        Self {
            transaction: Some(transaction),
            ..self.clone()
        }
    }

    /// This scope, whose reads no replica answers.
    pub(crate) fn on_primary(&self) -> Self {
        Self {
            by_replicas: false,
            ..self.clone()
        }
    }

    /// Connections for the reads of many tasks.
    pub(crate) async fn lanes(&self, at_most: usize) -> Result<(Lanes, LanesOf), Error> {
        if self.by_replicas
            && let Some(lanes) = self.shared.replicas.lanes(at_most).await
        {
            return Ok((lanes?, LanesOf::Replica));
        }
        let lanes = Lanes::open(&self.shared.pool, at_most).await?;
        Ok((lanes, LanesOf::Primary))
    }

    /// This scope, with its statements outside transactions on a connection of many.
    pub(crate) fn sharing(self, connection: Weak<PooledConnection>, of: LanesOf) -> Self {
        Self {
            lane: Some(Lane { connection, of }),
            ..self
        }
    }

    pub(crate) fn shared(&self) -> &Arc<Shared> {
        &self.shared
    }

    /// The tenant's PostgreSQL schema; empty in core.
    pub(crate) fn tenant_schema(&self) -> &str {
        self.tenant.as_ref().map_or("", TenantKey::schema)
    }

    pub(crate) fn is_in_transaction(&self) -> bool {
        self.transaction.is_some()
    }

    /// A connection for the statements of one query that reads.
    pub(crate) async fn reader(&self) -> Result<Executor<'_>, Error> {
        if !self.by_replicas || self.is_in_transaction() {
            return self.executor().await;
        }
        if let Some(lane) = self.lane(|_| true) {
            return Ok(self.executor_on(self.open_lane(lane).await?));
        }
        let schema = self.tenant_schema();
        match self.shared.replicas.get(schema).await {
            Some(connection) => Ok(Executor::pooled(connection?, schema, &self.shared)),
            None => self.executor_alone().await,
        }
    }

    /// A connection for the statements of one query.
    pub(crate) async fn executor(&self) -> Result<Executor<'_>, Error> {
        match self.lane(|lane| lane.of == LanesOf::Primary) {
            Some(lane) => Ok(self.executor_on(self.open_lane(lane).await?)),
            None => self.executor_alone().await,
        }
    }

    fn lane(&self, will_do: impl FnOnce(&Lane) -> bool) -> Option<Arc<PooledConnection>> {
        let lane = self.lane.as_ref().filter(|lane| will_do(lane))?;
        let connection = lane.connection.upgrade()?;
        (!self.is_in_transaction()).then_some(connection)
    }

    /// The lane, or another connection where the lane's was lost. It does not wait for long: the lane
    /// keeps its place in the pool, and all could wait for the places of each other.
    async fn open_lane(&self, lane: Arc<PooledConnection>) -> Result<Arc<PooledConnection>, Error> {
        if !lane.client.is_closed() {
            return Ok(lane);
        }
        let another = self.shared.pool.get(self.tenant_schema());
        // In a box: it is seldom there, and large.
        let another = Box::pin(tokio::time::timeout(WAITS_IN_A_LANE, another)).await;
        // Queries on the lane fail at once, and say that the connection was lost.
        another.map_or(Ok(lane), |connection| connection.map(Arc::new))
    }

    /// Whether the queries of both can share a connection.
    pub(crate) fn is_beside(&self, other: &Self) -> bool {
        let transactions = (&self.transaction, &other.transaction);
        Arc::ptr_eq(&self.shared, &other.shared)
            && match transactions {
                (None, None) => true,
                (Some(own), Some(others)) => Arc::ptr_eq(own, others),
                _ => false,
            }
    }

    /// A connection for several queries outside a transaction, which only read or not.
    pub(crate) async fn shared_connection(
        &self,
        reads: bool,
    ) -> Result<Arc<PooledConnection>, Error> {
        let reads = reads && self.by_replicas;
        if let Some(lane) = self.lane(|lane| reads || lane.of == LanesOf::Primary) {
            return self.open_lane(lane).await;
        }
        let schema = self.tenant_schema();
        if reads && let Some(connection) = self.shared.replicas.get(schema).await {
            return connection.map(Arc::new);
        }
        self.shared.pool.get(schema).await.map(Arc::new)
    }

    /// This scope's statements on a connection that others send on too.
    pub(crate) fn executor_on(&self, connection: Arc<PooledConnection>) -> Executor<'_> {
        Executor::sharing(connection, self.tenant_schema(), &self.shared)
    }

    /// A connection that nobody else sends on meanwhile.
    pub(crate) async fn executor_alone(&self) -> Result<Executor<'_>, Error> {
        let (schema, shared) = (self.tenant_schema(), &*self.shared);
        match &self.transaction {
            // Its connection is not in a transaction any more.
            Some(transaction) if transaction.is_over() => Err(Error::transaction_over()),
            Some(transaction) => Ok(Executor::in_transaction(transaction, schema, shared)),
            None => Ok(Executor::pooled(
                shared.pool.get(schema).await?,
                schema,
                shared,
            )),
        }
    }

    /// A transaction, and this scope within it.
    pub(crate) async fn begin(&self) -> Result<(Self, Arc<TransactionState>), Error> {
        self.begin_with(&TransactionOptions::new()).await
    }

    /// A transaction that runs as told, and this scope within it.
    pub(crate) async fn begin_with(
        &self,
        options: &TransactionOptions,
    ) -> Result<(Self, Arc<TransactionState>), Error> {
        self.begin_by(options.begin()).await
    }

    /// A transaction to read what a cursor gives to its end, all of one moment.
    pub(crate) async fn begin_for_cursor(&self) -> Result<(Self, Arc<TransactionState>), Error> {
        let options = TransactionOptions::new()
            .isolation(Isolation::RepeatableRead)
            .read_only();
        // Otherwise the server plans for a reader who wants the first tenth of the rows.
        let settings = "SET LOCAL cursor_tuple_fraction = 1";
        self.begin_by(format!("{}; {settings}", options.begin()))
            .await
    }

    async fn begin_by(&self, begin: String) -> Result<(Self, Arc<TransactionState>), Error> {
        let connection = self.shared.pool.get(self.tenant_schema()).await?;
        let transaction = Arc::new(TransactionState::new(connection, begin));
        Ok((self.in_transaction(Arc::clone(&transaction)), transaction))
    }
}
