use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use futures_util::future::join_all;

use super::Shared;
use crate::{
    Error, ErrorKind,
    connection::{Pool, PoolStatus},
};

/// That the database answers, and how fast: what [`Db::health`](super::Db::health) gives.
#[derive(Debug)]
#[non_exhaustive]
pub struct Health {
    /// How long a statement that does nothing took, there and back, once a connection was free.
    pub round_trip: Duration,
    /// The connections to the database.
    pub pool: PoolStatus,
    /// The read replicas, in the order they were given.
    pub replicas: Vec<ReplicaHealth>,
}

/// Whether a read replica answers. Reads do not fail where it does not: they go elsewhere.
#[derive(Debug)]
#[non_exhaustive]
pub struct ReplicaHealth {
    /// Where it is, without the password.
    pub target: String,
    /// How long it took, as [`Health::round_trip`], or why it does not answer.
    pub round_trip: Result<Duration, Error>,
    /// The connections to it.
    pub pool: PoolStatus,
}

pub(super) async fn health(shared: &Arc<Shared>) -> Result<Health, Error> {
    let replicas = shared.replicas.iter().map(async |replica| ReplicaHealth {
        target: replica.target().to_owned(),
        round_trip: round_trip(replica.pool()).await,
        pool: replica.pool().status(),
    });
    let (round_trip, replicas) =
        futures_util::future::join(round_trip(&shared.pool), join_all(replicas)).await;
    Ok(Health {
        round_trip: round_trip?,
        pool: shared.pool.status(),
        replicas,
    })
}

async fn round_trip(pool: &Arc<Pool>) -> Result<Duration, Error> {
    let mut answered = once(pool).await;
    // Connections that broke while they lay in the pool say nothing of the server now.
    for _ in 0..pool.max_connections() {
        match answered {
            Err(error) if error.kind() == ErrorKind::ConnectionLost => answered = once(pool).await,
            _ => break,
        }
    }
    answered
}

async fn once(pool: &Arc<Pool>) -> Result<Duration, Error> {
    const SQL: &str = "SELECT 1";
    let connection = pool.get("").await?;
    let started = Instant::now();
    let under_way = connection.start();
    let limit = pool.create_timeout();
    match tokio::time::timeout(limit, connection.client.simple_query(SQL)).await {
        Ok(Ok(_)) => {
            under_way.end();
            Ok(started.elapsed())
        }
        // Its end stays unseen, so that nobody is given the connection before it is looked at.
        Ok(Err(error)) => Err(Error::from_postgres(error, SQL, None, &[])),
        Err(_) => Err(Error::no_answer(limit)),
    }
}
