use std::sync::{Arc, OnceLock, Weak};

use plexica_ident::TenantKey;

use super::{Catalog, Isolation, Registry, TransactionOptions};
use crate::{
    Error,
    connection::{ConnectionConfig, Executor, Pool, PooledConnection, TransactionState},
    migration::Migration,
};

/// What every handle on a database shares.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) pool: Arc<Pool>,
    pub(crate) catalog: &'static Catalog,
    pub(crate) registry: Option<Registry>,
    pub(crate) config: ConnectionConfig,
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

    /// Waits for queries under way and closes every connection.
    pub(crate) async fn close(&self) {
        self.pool.close().await;
        if let Some(registry) = &self.registry {
            registry.stop_listening();
        }
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
    /// A connection to send on side by side with others, for as long as it is there.
    lane: Option<Weak<PooledConnection>>,
}

impl Scope {
    pub(crate) fn core(shared: Arc<Shared>) -> Self {
        Self {
            shared,
            tenant: None,
            transaction: None,
            lane: None,
        }
    }

    pub(crate) fn tenant(shared: Arc<Shared>, tenant: TenantKey) -> Self {
        Self {
            shared,
            tenant: Some(tenant),
            transaction: None,
            lane: None,
        }
    }

    pub(crate) fn in_transaction(&self, transaction: Arc<TransactionState>) -> Self {
        Self {
            transaction: Some(transaction),
            ..self.clone()
        }
    }

    /// This scope, with its statements outside transactions on a connection of many.
    pub(crate) fn sharing(self, lane: Weak<PooledConnection>) -> Self {
        Self {
            lane: Some(lane),
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

    /// A connection for the statements of one query.
    pub(crate) async fn executor(&self) -> Result<Executor<'_>, Error> {
        if let Some(lane) = self.lane.as_ref().and_then(Weak::upgrade)
            && self.transaction.is_none()
            && !lane.client.is_closed()
        {
            let models = self.shared.catalog.models;
            return Ok(Executor::sharing(lane, self.tenant_schema(), models));
        }
        self.executor_alone().await
    }

    /// A connection that nobody else sends on meanwhile.
    pub(crate) async fn executor_alone(&self) -> Result<Executor<'_>, Error> {
        let (schema, models) = (self.tenant_schema(), self.shared.catalog.models);
        match &self.transaction {
            // Its connection is not in a transaction any more.
            Some(transaction) if transaction.is_over() => Err(Error::transaction_over()),
            Some(transaction) => Ok(Executor::in_transaction(transaction, schema, models)),
            None => Ok(Executor::pooled(
                self.shared.pool.get(schema).await?,
                schema,
                models,
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
