//! What holds when everything has stopped.

use std::time::{Duration, Instant};

use futures_util::future::try_join_all;
use plexica_client::{Error, ErrorKind};

use crate::{
    operations::{LOOK, look},
    world::{APPLICATION, TENANTS, World},
};

/// How long the client may take to clear up behind what was given up.
const CLEARS_UP_WITHIN: Duration = Duration::from_secs(10);

/// What is left on the server: no backend has a transaction open or works, nobody holds a lock of
/// the program's own, and there are no more connections than the client may have.
const LEFT: &str = "SELECT concat_ws(' ', pid, application_name, state, wait_event, left(query, 120), \
       (SELECT count(*) FROM pg_locks l WHERE l.pid = a.pid AND locktype = 'advisory')), \
     state = 'idle' AND NOT EXISTS (SELECT FROM pg_locks l WHERE l.pid = a.pid AND locktype = 'advisory'), \
     application_name = $1 \
     FROM pg_stat_activity a WHERE datname = current_database() AND starts_with(application_name, $1)";

impl World {
    pub(crate) async fn check(&self) {
        self.wait_for_the_pool().await;
        self.wait_for_the_server().await;
        self.use_all_connections().await;
        self.ledger.check(&self.fixture).await;
        *self.flickering.lock().await = true;
    }

    async fn wait_for_the_pool(&self) {
        let started = Instant::now();
        while self.db.pool_status().in_use > 0 {
            let status = self.db.pool_status();
            assert!(
                started.elapsed() < CLEARS_UP_WITHIN,
                "the pool is stuck: {status:?}"
            );
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }

    async fn wait_for_the_server(&self) {
        let server = self.fixture.raw().await;
        let pools = if self.has_replica { 2 } else { 1 };
        let started = Instant::now();
        loop {
            let rows = server.query(LEFT, &[&APPLICATION]).await.unwrap();
            let is_clean = rows.iter().all(|row| row.get(1));
            let pooled = rows.iter().filter(|row| row.get(2)).count();
            if is_clean && pooled <= self.connections * pools {
                return;
            }
            let rows: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
            assert!(
                started.elapsed() < CLEARS_UP_WITHIN,
                "left behind: {rows:#?}"
            );
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// All connections serve at once, and are clean. One that was killed a moment ago may be found
    /// out only when it is used: that costs its user an error, and not the next one.
    async fn use_all_connections(&self) {
        let all = async {
            while let Err(error) = self.try_all_connections().await {
                assert_eq!(error.kind(), ErrorKind::ConnectionLost, "{error:?}");
            }
        };
        let in_time = tokio::time::timeout(CLEARS_UP_WITHIN, all).await;
        in_time.expect("the pool serves all of its connections");
    }

    async fn try_all_connections(&self) -> Result<(), Error> {
        let tenants = try_join_all(TENANTS.map(|key| self.tenant(key))).await?;
        let begin = (0..self.connections).map(|place| tenants[place % tenants.len()].begin());
        let transactions = try_join_all(begin).await?;
        assert_eq!(self.db.pool_status().in_use, self.connections);
        let looks = transactions
            .iter()
            .map(async |transaction| look(transaction.query_raw(LOOK).await));
        try_join_all(looks).await?;
        for transaction in transactions {
            transaction.rollback().await?;
        }
        Ok(())
    }
}
