//! What the registry said of each tenant, and for how long that is believed.
//!
//! While a connection listens, a tenant that changes is forgotten at once. What was read before it
//! listened, or has been read while something changed, may be of the time before: it is believed
//! for as long as without listening, or not at all.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use plexica_ident::TenantKey;

/// How long what was read is believed while nobody tells of changes.
const BELIEVED_UNHEARD: Duration = Duration::from_secs(5);

/// How long while somebody does. Not for ever: a row can be changed past `db.tenants()`.
const BELIEVED_LISTENING: Duration = Duration::from_secs(60);

/// The most tenants that are remembered. Beyond it the cache starts anew.
const REMEMBERED_AT_MOST: usize = 100_000;

/// What the registry says of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Registered {
    Active,
    Inactive(String),
    Unknown,
}

#[derive(Debug, Default)]
pub(super) struct KnownTenants(Mutex<Inner>);

#[derive(Debug, Default)]
struct Inner {
    tenants: HashMap<Arc<str>, Known>,
    /// How often a tenant has changed.
    changes: u64,
    /// How often listening has begun.
    begun: u64,
    is_listening: bool,
}

#[derive(Debug)]
struct Known {
    /// Checked, so that who asks again need not check it.
    key: TenantKey,
    state: Registered,
    at: Instant,
    /// The time of listening in which it was read.
    heard_in: Option<u64>,
}

/// When a read of the registry began.
#[derive(Debug, Clone, Copy)]
pub(super) struct Moment {
    at: Instant,
    changes: u64,
    listening: Option<u64>,
}

impl Inner {
    fn listening(&self) -> Option<u64> {
        self.is_listening.then_some(self.begun)
    }
}

impl KnownTenants {
    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn now(&self) -> Moment {
        let inner = self.inner();
        Moment {
            at: Instant::now(),
            changes: inner.changes,
            listening: inner.listening(),
        }
    }

    /// What is believed of a key, which may be any text: what is no tenant's is not in here.
    pub(super) fn get(&self, key: &str) -> Option<(TenantKey, Registered)> {
        let inner = self.inner();
        let known = inner.tenants.get(key)?;
        let heard = inner.is_listening && known.heard_in == inner.listening();
        let believed = if heard {
            BELIEVED_LISTENING
        } else {
            BELIEVED_UNHEARD
        };
        (known.at.elapsed() < believed).then(|| (known.key.clone(), known.state.clone()))
    }

    /// Remembers what a read gave that began at a moment.
    pub(super) fn remember(&self, key: &TenantKey, state: Registered, since: Moment) {
        let mut inner = self.inner();
        // A key that nobody has costs a query each time; remembered, it would cost memory that
        // strangers decide over. And what was told during the read may be newer than the read.
        if state == Registered::Unknown || inner.changes != since.changes {
            inner.tenants.remove(key.as_str());
            return;
        }
        if inner.tenants.len() >= REMEMBERED_AT_MOST {
            inner.tenants.clear();
        }
        let known = Known {
            key: key.clone(),
            state,
            at: since.at,
            heard_in: since.listening,
        };
        inner.tenants.insert(key.as_str().into(), known);
    }

    /// A tenant has changed.
    pub(super) fn forget(&self, key: &str) {
        let mut inner = self.inner();
        inner.changes += 1;
        inner.tenants.remove(key);
    }

    /// From now on every change is told.
    pub(super) fn listening(&self) {
        let mut inner = self.inner();
        inner.begun += 1;
        inner.is_listening = true;
    }

    /// Changes may go untold from now on.
    pub(super) fn deaf(&self) {
        self.inner().is_listening = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(key: &str) -> TenantKey {
        let pattern = plexica_ident::SchemaPattern::parse("tenant_{key}").unwrap();
        pattern.check::<&str>(key, &[]).unwrap()
    }

    fn believed(known: &KnownTenants, key: &str) -> Option<Registered> {
        let (found, state) = known.get(key)?;
        assert_eq!(found.as_str(), key);
        Some(state)
    }

    fn long_ago(moment: Moment) -> Moment {
        let at = moment.at.checked_sub(Duration::from_secs(6)).unwrap();
        Moment { at, ..moment }
    }

    #[test]
    fn what_was_read_while_a_tenant_changed_is_not_remembered() {
        let known = KnownTenants::default();
        let before = known.now();
        known.forget("acme");
        known.remember(&key("acme"), Registered::Active, before);
        assert_eq!(believed(&known, "acme"), None);
        known.remember(&key("acme"), Registered::Active, known.now());
        assert_eq!(believed(&known, "acme"), Some(Registered::Active));
    }

    #[test]
    fn only_what_was_read_while_listening_is_believed_for_longer() {
        let known = KnownTenants::default();
        known.remember(&key("before"), Registered::Active, long_ago(known.now()));
        known.listening();
        known.remember(&key("acme"), Registered::Active, long_ago(known.now()));
        assert_eq!(believed(&known, "before"), None);
        assert_eq!(believed(&known, "acme"), Some(Registered::Active));
        known.deaf();
        assert_eq!(believed(&known, "acme"), None);
        // What happened in between was not heard.
        known.listening();
        assert_eq!(believed(&known, "acme"), None);
    }
}
