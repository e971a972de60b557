//! Read replicas: servers that have what the database has, a moment later, and answer reads.

use std::{
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use crate::{
    Error, ErrorKind,
    connection::{ConnectionConfig, Lanes, Pool, PooledConnection, preferred_slot},
};

/// How long a replica that could not be reached is left alone: until then reads that would go to
/// it do not wait for it.
const LEFT_ALONE: Duration = Duration::from_secs(5);

#[derive(Debug, Default)]
pub(crate) struct Replicas {
    replicas: Vec<Replica>,
    /// Whose turn it is, where no tenant prefers one.
    turn: AtomicUsize,
}

#[derive(Debug)]
pub(crate) struct Replica {
    pool: Arc<Pool>,
    target: String,
    unreachable_since: Mutex<Option<Instant>>,
}

impl Replicas {
    pub(crate) fn new(configs: &[ConnectionConfig]) -> Result<Self, Error> {
        let replicas = configs.iter().map(|config| {
            Ok(Replica {
                pool: Pool::new(config)?,
                target: config.target(),
                unreachable_since: Mutex::new(None),
            })
        });
        Ok(Self {
            replicas: replicas.collect::<Result<_, Error>>()?,
            turn: AtomicUsize::new(0),
        })
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.replicas.is_empty()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Replica> {
        self.replicas.iter()
    }

    /// A connection for this tenant's schema, empty for core. `None` where no replica can be
    /// reached.
    pub(crate) async fn get(&self, tenant_schema: &str) -> Option<Result<PooledConnection, Error>> {
        for replica in self.in_turn(tenant_schema) {
            let asked = replica.pool.get(tenant_schema).await;
            if let Some(answer) = replica.noted(asked) {
                return Some(answer);
            }
        }
        None
    }

    /// Connections for the queries of many tasks, as [`Lanes::open`].
    pub(crate) async fn lanes(&self, at_most: usize) -> Option<Result<Lanes, Error>> {
        for replica in self.in_turn("") {
            let asked = Lanes::open(&replica.pool, at_most).await;
            if let Some(answer) = replica.noted(asked) {
                return Some(answer);
            }
        }
        None
    }

    /// Those that may be reached. A tenant prefers one, whose backends then know its tables.
    fn in_turn(&self, tenant_schema: &str) -> impl Iterator<Item = &Replica> {
        let count = self.replicas.len();
        let first = match tenant_schema {
            "" => self.turn.fetch_add(1, Ordering::Relaxed) % count.max(1),
            schema => preferred_slot(schema, count.max(1)),
        };
        (first..count)
            .chain(0..first)
            .map(|index| &self.replicas[index])
            .filter(|replica| replica.may_be_reached())
    }
}

impl Replica {
    pub(super) fn pool(&self) -> &Arc<Pool> {
        &self.pool
    }

    pub(super) fn target(&self) -> &str {
        &self.target
    }

    fn unreachable_since(&self) -> MutexGuard<'_, Option<Instant>> {
        self.unreachable_since
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    fn may_be_reached(&self) -> bool {
        let since = self.unreachable_since();
        since.is_none_or(|since| since.elapsed() >= LEFT_ALONE)
    }

    /// What was asked of it, unless it could not be reached: then another is to be asked.
    fn noted<T>(&self, asked: Result<T, Error>) -> Option<Result<T, Error>> {
        let unreachable = asked
            .as_ref()
            .err()
            .filter(|error| error.kind() == ErrorKind::Connect);
        let mut since = self.unreachable_since();
        match unreachable {
            Some(error) => {
                tracing::warn!(%error, replica = self.target, "a read replica cannot be reached");
                *since = Some(Instant::now());
                None
            }
            None => {
                *since = None;
                Some(asked)
            }
        }
    }
}
