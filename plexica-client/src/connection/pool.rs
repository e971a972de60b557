//! The pool: at most so many connections, each tenant on the same one as far as possible.
//!
//! A backend caches the catalogue of every table it has touched (some 250 kB a tenant of
//! thirteen tables) and keeps prepared statements by tenant. A tenant that stays on one
//! connection pays for both once and not once a connection, and its statements are still there
//! when it comes again. deadpool makes the connections, and would hand out whichever is free; so
//! they stay checked out of it, in a row of slots. A tenant goes to the slot that its name stands
//! for among those that are open, and to another only when that one is busy. A slot is opened
//! only when all open ones are busy, so a program that does one thing at a time has one
//! connection, whose backend stays warm.

use std::{
    fmt,
    hash::{DefaultHasher, Hash, Hasher},
    ops::Deref,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError, Weak,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use deadpool::{
    Runtime,
    managed::{Object, PoolError, TimeoutType, Timeouts},
};
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};
use tokio_postgres::CancelToken;

use super::{Connection, ConnectionConfig, Manager, raw::RESET};
use crate::{
    Error,
    observe::{PoolMeter, Stopwatch},
};

#[derive(Debug)]
pub(crate) struct Pool {
    pub(super) slots: Box<[Slot]>,
    /// How many slots, from the first on, have or had a connection.
    open: AtomicUsize,
    /// One permit a slot, handed out in the order asked for.
    pub(super) permits: Arc<Semaphore>,
    /// Told when a slot is given back.
    pub(super) given_back: Notify,
    pub(super) connections: deadpool::managed::Pool<Manager>,
    wait_timeout: Duration,
    create_timeout: Duration,
    target: String,
}

#[derive(Default)]
pub(super) struct Slot {
    /// Whether someone uses the slot. Whoever sets it has the connection to himself.
    busy: AtomicBool,
    kept: Mutex<Option<Kept>>,
    /// By what the server is asked to stop what its connection does.
    cancel: Mutex<Option<CancelToken>>,
}

impl fmt::Debug for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Slot")
            .field("busy", &self.busy)
            .finish_non_exhaustive()
    }
}

/// A connection between two uses.
#[derive(Debug)]
struct Kept {
    connection: Object<Manager>,
    since: Instant,
}

/// How many connections there are and what they do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PoolStatus {
    /// The most there may be.
    pub max_connections: usize,
    /// Open now.
    pub open: usize,
    /// In use now.
    pub in_use: usize,
}

impl Pool {
    pub(crate) fn new(config: &ConnectionConfig) -> Result<Arc<Self>, Error> {
        let max_connections = config.max_connections.max(1);
        let connections = deadpool::managed::Pool::builder(Manager::new(config)?)
            .max_size(max_connections)
            .runtime(Runtime::Tokio1)
            .build()
            .map_err(|error| Error::configuration(error.to_string()))?;
        let pool = Arc::new(Self {
            slots: (0..max_connections).map(|_| Slot::default()).collect(),
            open: AtomicUsize::new(0),
            permits: Arc::new(Semaphore::new(max_connections)),
            given_back: Notify::new(),
            connections,
            wait_timeout: config.wait_timeout,
            create_timeout: config.create_timeout,
            target: config.target(),
        });
        tokio::spawn(close_idle(Arc::downgrade(&pool), config.idle_timeout));
        Ok(pool)
    }

    /// A connection, for this tenant's schema (empty for core) if one is preferred for it.
    pub(crate) async fn get(
        self: &Arc<Self>,
        tenant_schema: &str,
    ) -> Result<PooledConnection, Error> {
        let since = Stopwatch::start();
        let permit = match Arc::clone(&self.permits).try_acquire_owned() {
            Ok(permit) => permit,
            Err(_) => {
                let _waiting = self.meter().waiting();
                tokio::time::timeout(self.wait_timeout, Arc::clone(&self.permits).acquire_owned())
                    .await
                    .map_err(|_| self.nobody_gave_back())?
                    .map_err(|_| Error::pool_closed())?
            }
        };
        self.with_permit(permit, tenant_schema, since).await
    }

    /// As [`get`](Self::get), or nothing where all are in use.
    pub(crate) async fn get_if_free(
        self: &Arc<Self>,
        tenant_schema: &str,
    ) -> Option<Result<PooledConnection, Error>> {
        let permit = Arc::clone(&self.permits).try_acquire_owned().ok()?;
        Some(
            self.with_permit(permit, tenant_schema, Stopwatch::start())
                .await,
        )
    }

    async fn with_permit(
        self: &Arc<Self>,
        permit: OwnedSemaphorePermit,
        tenant_schema: &str,
        since: Stopwatch,
    ) -> Result<PooledConnection, Error> {
        let slot = self.claim(tenant_schema);
        // From here on the claim is given back when this is dropped.
        let mut connection = PooledConnection {
            object: self.slots[slot].take(),
            slot,
            pool: Arc::clone(self),
            permit: Some(permit),
            taken: None,
        };
        if connection
            .object
            .as_ref()
            .is_none_or(|object| object.client.is_closed())
        {
            // A broken one goes back to deadpool first, which throws it away.
            connection.object = None;
            let opened = self.open_connection().await?;
            self.slots[slot].set_cancel_token(opened.client.cancel_token());
            connection.object = Some(opened);
        }
        self.meter().taken(since);
        connection.taken = Some(Stopwatch::start());
        Ok(connection)
    }

    fn nobody_gave_back(&self) -> Error {
        self.meter().timed_out();
        Error::pool_timeout(self.slots.len(), self.wait_timeout)
    }

    fn meter(&self) -> &PoolMeter {
        self.connections.manager().meter()
    }

    async fn open_connection(&self) -> Result<Object<Manager>, Error> {
        let timeouts = Timeouts {
            wait: Some(self.wait_timeout),
            create: Some(self.create_timeout),
            recycle: Some(self.create_timeout),
        };
        let opened = self.connections.timeout_get(&timeouts).await;
        opened.map_err(|error| match error {
            PoolError::Timeout(TimeoutType::Wait) => self.nobody_gave_back(),
            PoolError::Timeout(TimeoutType::Create | TimeoutType::Recycle) => {
                Error::connect_timeout(&self.target, self.create_timeout)
            }
            PoolError::Backend(error) => Error::connect(error, &self.target),
            PoolError::Closed => Error::pool_closed(),
            other => Error::configuration(other.to_string()),
        })
    }

    /// Takes a free slot. The caller holds a permit, so there is one.
    fn claim(&self, tenant_schema: &str) -> usize {
        loop {
            // Slots are opened in their order, and only when those that are open are all busy.
            let open = self.open.load(Ordering::Acquire);
            if open > 0 {
                let preferred = preferred_slot(tenant_schema, open);
                let from_preferred = (preferred..open).chain(0..preferred);
                if let Some(slot) = self.first_free(from_preferred) {
                    return slot;
                }
            }
            if let Some(slot) = self.first_free(open..self.slots.len()) {
                self.open.fetch_max(slot + 1, Ordering::AcqRel);
                return slot;
            }
            // A slot is given back before its permit (see `Drop`), so one was free when we came;
            // another task has passed us on the way, and left one behind us.
            std::hint::spin_loop();
        }
    }

    fn first_free(&self, slots: impl IntoIterator<Item = usize>) -> Option<usize> {
        slots.into_iter().find(|slot| self.slots[*slot].try_claim())
    }

    pub(crate) fn status(&self) -> PoolStatus {
        PoolStatus {
            max_connections: self.slots.len(),
            open: self.connections.status().size,
            in_use: self.slots.iter().filter(|slot| slot.is_busy()).count(),
        }
    }

    /// What makes connections, for one beside the pool.
    pub(crate) fn manager(&self) -> &Manager {
        self.connections.manager()
    }

    fn release(&self, slot: &Slot) {
        slot.busy.store(false, Ordering::Release);
        self.given_back.notify_waiters();
    }

    pub(crate) fn is_closed(&self) -> bool {
        self.permits.is_closed()
    }

    /// How long making a connection may take.
    pub(crate) fn create_timeout(&self) -> Duration {
        self.create_timeout
    }

    pub(crate) fn max_connections(&self) -> usize {
        self.slots.len()
    }
}

/// The slot that a tenant's name stands for, among so many.
pub(crate) fn preferred_slot(tenant_schema: &str, open: usize) -> usize {
    if open == 1 || tenant_schema.is_empty() {
        return 0;
    }
    let mut hasher = DefaultHasher::new();
    tenant_schema.hash(&mut hasher);
    // The remainder is below `open`, which is a `usize`.
    usize::try_from(hasher.finish() % open as u64).unwrap_or(0)
}

impl Slot {
    fn kept(&self) -> MutexGuard<'_, Option<Kept>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn take(&self) -> Option<Object<Manager>> {
        self.kept().take().map(|kept| kept.connection)
    }

    pub(super) fn is_busy(&self) -> bool {
        self.busy.load(Ordering::Acquire)
    }

    pub(super) fn cancel_token(&self) -> Option<CancelToken> {
        let token = self.cancel.lock().unwrap_or_else(PoisonError::into_inner);
        token.clone()
    }

    fn set_cancel_token(&self, token: CancelToken) {
        let mut cancel = self.cancel.lock().unwrap_or_else(PoisonError::into_inner);
        *cancel = Some(token);
    }

    fn try_claim(&self) -> bool {
        self.busy
            .compare_exchange(false, true, Ordering::Acquire, Ordering::Relaxed)
            .is_ok()
    }
}

/// Closes connections that were not used for a while. Ends with the pool.
async fn close_idle(pool: Weak<Pool>, idle_timeout: Duration) {
    let mut ticks = tokio::time::interval((idle_timeout / 2).max(Duration::from_secs(1)));
    loop {
        ticks.tick().await;
        let Some(pool) = pool.upgrade() else { return };
        for slot in pool.slots.iter().filter(|slot| slot.try_claim()) {
            let is_idle = |kept: &mut Kept| kept.since.elapsed() >= idle_timeout;
            if let Some(kept) = slot.kept().take_if(is_idle) {
                drop(Object::take(kept.connection));
            }
            pool.release(slot);
        }
        // From the end, so that what is used goes on being used.
        let is_open = |slot: &Slot| slot.is_busy() || slot.kept().is_some();
        let last_open = pool.slots.iter().rposition(is_open);
        pool.open
            .store(last_open.map_or(0, |slot| slot + 1), Ordering::Release);
    }
}

/// A connection, in use by one task or transaction.
#[derive(Debug)]
pub(crate) struct PooledConnection {
    object: Option<Object<Manager>>,
    slot: usize,
    pool: Arc<Pool>,
    /// `None` once the place was handed on to [`settle`].
    permit: Option<OwnedSemaphorePermit>,
    /// Since when it is in use; `None` until it is there.
    taken: Option<Stopwatch>,
}

/// How long a statement that nobody waits for any more has to end by itself.
const SETTLES_WITHIN: Duration = Duration::from_millis(100);

/// Gives a connection back on which a statement was abandoned, once that has ended, or on which raw
/// SQL ran, once what that left behind is taken back. One that does
/// not end soon, since it waits for a lock or works long, is cancelled, and the connection closed:
/// whoever came next would wait behind it. So is one on which a `COPY` failed.
///
/// `place` is the connection's, empty meanwhile: a runtime that shuts down drops this future, and
/// the place must not look abandoned then.
async fn settle(connection: Object<Manager>, mut place: PooledConnection) {
    let within = if connection.is_abandoned() {
        SETTLES_WITHIN
    } else {
        place.pool.create_timeout
    };
    if !connection.is_lost_to_a_copy() && ends_within(within, &connection).await {
        connection.settled();
        connection.cleaned();
        place.object = Some(connection);
        return;
    }
    let pool = Arc::clone(&place.pool);
    let abandoned = Object::take(connection);
    drop(place);
    let token = abandoned.client.cancel_token();
    let cancelled = pool.manager().cancel(&token);
    let _ = tokio::time::timeout(pool.create_timeout, cancelled).await;
}

/// Whether everything that was sent ends in time, and what it left behind is taken back.
async fn ends_within(within: Duration, connection: &Connection) -> bool {
    // Answered when everything before it is.
    let reset = if connection.is_soiled() { RESET } else { "" };
    let end = connection.client.batch_execute(reset);
    matches!(tokio::time::timeout(within, end).await, Ok(Ok(())))
}

impl Deref for PooledConnection {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        // `Pool::get` fills it before anyone else sees this value; only `drop` empties it.
        self.object
            .as_ref()
            .expect("a connection is there until it is dropped")
    }
}

impl Drop for PooledConnection {
    fn drop(&mut self) {
        if self.permit.is_none() {
            return;
        }
        let is_unsettled = |connection: &mut Object<Manager>| {
            connection.is_abandoned() || connection.is_soiled() || connection.is_lost_to_a_copy()
        };
        if let Some(connection) = self.object.take_if(is_unsettled) {
            let place = Self {
                object: None,
                slot: self.slot,
                pool: Arc::clone(&self.pool),
                permit: self.permit.take(),
                taken: self.taken.take(),
            };
            match tokio::runtime::Handle::try_current() {
                Ok(runtime) => drop(runtime.spawn(settle(connection, place))),
                // No one can wait for the statement's end here.
                Err(_) => drop(Object::take(connection)),
            }
            return;
        }
        // The connection, then the slot, then the permit: who gets the permit finds a free slot
        // with the connection in it.
        let slot = &self.pool.slots[self.slot];
        // A closed pool keeps none.
        if let Some(connection) = self.object.take().filter(|_| !self.pool.is_closed()) {
            *slot.kept() = Some(Kept {
                connection,
                since: Instant::now(),
            });
        }
        self.pool.release(slot);
        if let Some(since) = self.taken {
            self.pool.meter().given_back(since);
        }
    }
}
