//! Hearing of what other processes do to tenants: one connection a database handle, which listens
//! for as long as the handle is there.

use std::{
    sync::{Arc, Mutex, PoisonError, Weak},
    time::Duration,
};

use tokio::task::JoinHandle;
use tokio_postgres::types::Type;

use super::{Registry, Shared};
use crate::{
    connection::{Flight, Statements, listen},
    query::Statement,
    value::{Parameter, Value},
};

/// What `NOTIFY` and `LISTEN` call it. A notification carries the tenant's key.
const CHANNEL: &str = "plexica_tenants";

/// How long the first attempt to listen again waits; each waits twice as long as the one before.
const FIRST_PAUSE: Duration = Duration::from_millis(100);

const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// The task that listens, from the first look-up on. It ends with this.
#[derive(Debug, Default)]
pub(super) struct Watch(Mutex<Option<JoinHandle<()>>>);

impl Watch {
    /// Sees to it that somebody listens. Waits for nothing: until then the cache goes by age.
    pub(super) fn ensure(&self, shared: &Arc<Shared>) {
        if !shared.config.listen || shared.config.statements == Statements::Unnamed {
            return;
        }
        let mut task = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // One that has ended did so with its runtime; this may be another one.
        if task.as_ref().is_none_or(JoinHandle::is_finished) && !shared.pool.is_closed() {
            *task = Some(tokio::spawn(keep_listening(Arc::downgrade(shared))));
        }
    }

    pub(super) fn stop(&self) {
        let mut task = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(task) = task.take() {
            task.abort();
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Goes deaf when dropped: a task can end at any moment, as its runtime does.
struct Deaf<'a>(&'a Weak<Shared>);

impl Drop for Deaf<'_> {
    fn drop(&mut self) {
        with_registry(self.0, Registry::deaf);
    }
}

fn with_registry(shared: &Weak<Shared>, act: impl FnOnce(&Registry)) {
    if let Some(shared) = shared.upgrade()
        && let Some(registry) = &shared.registry
    {
        act(registry);
    }
}

async fn keep_listening(shared: Weak<Shared>) {
    let mut pause = FIRST_PAUSE;
    loop {
        // Of the handle only the pool is kept: the handle's end is what ends this task.
        let Some(pool) = shared.upgrade().map(|shared| Arc::clone(&shared.pool)) else {
            return;
        };
        let mut has_listened = false;
        let ended = {
            let _deaf = Deaf(&shared);
            listen(
                pool.manager(),
                CHANNEL,
                || {
                    has_listened = true;
                    with_registry(&shared, Registry::listening);
                },
                |key| with_registry(&shared, |registry| registry.forget(key)),
            )
            .await
        };
        drop(pool);
        if has_listened {
            pause = FIRST_PAUSE;
        }
        let error = ended.err().map(|error| error.to_string());
        if pause == FIRST_PAUSE {
            tracing::warn!(
                error,
                "not listening for changes of tenants; until it does again, what was read of one \
                 is believed for five seconds"
            );
        } else {
            tracing::debug!(error, "still not listening for changes of tenants");
        }
        tokio::time::sleep(pause).await;
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}

/// Adds to a flight that a tenant changes with it: whoever listens hears of it when it commits.
pub(super) fn tell(flight: &mut Flight, key: &str) {
    let parameters = vec![text(CHANNEL), text(key)];
    flight.with_parameters("SELECT pg_notify($1, $2)", parameters);
}

/// Makes of a statement that changes rows one that also tells of it, and gives a row for each.
pub(super) fn telling(mut statement: Statement, key: &str) -> Statement {
    let (channel, changed) = (
        statement.parameters.len() + 1,
        statement.parameters.len() + 2,
    );
    statement.sql = format!(
        "WITH changed AS ({} RETURNING 1) SELECT pg_notify(${channel}, ${changed}) FROM changed",
        statement.sql
    );
    statement.parameters.extend([text(CHANNEL), text(key)]);
    statement
}

fn text(text: &str) -> Parameter {
    Parameter {
        value: Value::Text(text.to_owned()),
        r#type: Type::TEXT,
    }
}
