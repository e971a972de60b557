use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use plexica_ident::{SchemaPattern, TenantKey};

use crate::{
    Error,
    database::Scope,
    model::{ModelDef, ROOT_ALIAS},
    query::{Node, Operator, Select},
    value::Value,
};

/// The model that lists the tenants, as the `tenancy` block says.
#[derive(Debug)]
pub struct RegistryDef {
    /// The model's table.
    pub model: &'static ModelDef,
    /// The column that a caller names a tenant by.
    pub key: u16,
    /// The column that holds its state.
    pub status: Option<StatusDef>,
    /// How a key becomes a PostgreSQL schema: `tenant_{key}`.
    pub pattern: &'static str,
}

/// The column that holds a tenant's state, and the labels that mean something to Plexica.
#[derive(Debug)]
pub struct StatusDef {
    /// The column.
    pub column: u16,
    /// A tenant that can be used.
    pub active: &'static str,
    /// A tenant that is still being made.
    pub provisioning: Option<&'static str>,
    /// A tenant that cannot be used for now.
    pub suspended: &'static str,
    /// A tenant that is gone, its registry row kept; without it the row is deleted.
    pub deleted: Option<&'static str>,
}

/// How long what was read of a tenant is believed. Another process may suspend it meanwhile.
const BELIEVED_FOR: Duration = Duration::from_secs(5);

/// The most tenants that are remembered. Beyond it the cache starts anew.
const REMEMBERED_AT_MOST: usize = 100_000;

/// Which tenants there are, as last read.
#[derive(Debug)]
pub(crate) struct Registry {
    pub(crate) def: &'static RegistryDef,
    pattern: SchemaPattern,
    schemas: &'static [&'static str],
    known: Mutex<HashMap<Arc<str>, Known>>,
}

#[derive(Debug, Clone)]
struct Known {
    state: Registered,
    at: Instant,
}

/// What the registry says of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Registered {
    Active,
    Inactive(String),
    Unknown,
}

impl Registry {
    pub(crate) fn new(
        def: &'static RegistryDef,
        schemas: &'static [&'static str],
    ) -> Result<Self, Error> {
        let pattern = SchemaPattern::parse(def.pattern).map_err(|error| {
            Error::configuration(format!("tenancy schema `{}`: {error}", def.pattern))
        })?;
        Ok(Self {
            def,
            pattern,
            schemas,
            known: Mutex::default(),
        })
    }

    /// Checks a key before anything is built from it.
    pub(crate) fn check(&self, key: &str) -> Result<TenantKey, Error> {
        self.pattern
            .check(key, self.schemas)
            .map_err(|reason| Error::tenant_key(key, &reason))
    }

    /// The registry's status.
    pub(crate) fn status(&self) -> Result<&'static StatusDef, Error> {
        self.def.status.as_ref().ok_or_else(|| {
            Error::configuration(
                "the registry has no status: add `status = …` to the `tenancy` block",
            )
        })
    }

    fn known(&self) -> MutexGuard<'_, HashMap<Arc<str>, Known>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn forget(&self, key: &TenantKey) {
        self.known().remove(key.as_str());
    }

    fn remembered(&self, key: &TenantKey) -> Option<Registered> {
        let known = self.known();
        let entry = known.get(key.as_str())?;
        (entry.at.elapsed() < BELIEVED_FOR).then(|| entry.state.clone())
    }

    fn remember(&self, key: &TenantKey, state: Registered) {
        // A key that nobody has costs a query each time; remembered, it would cost memory that
        // strangers decide over.
        if state == Registered::Unknown {
            self.forget(key);
            return;
        }
        let mut known = self.known();
        if known.len() >= REMEMBERED_AT_MOST {
            known.clear();
        }
        known.insert(
            key.as_str().into(),
            Known {
                state,
                at: Instant::now(),
            },
        );
    }

    /// The checked key of an active tenant. No I/O when it was looked up a moment ago; otherwise
    /// one query in `scope`, which is core's, in a transaction or not.
    pub(crate) async fn active(&self, key: &str, scope: &Scope) -> Result<TenantKey, Error> {
        let key = self.check(key)?;
        let state = match self.remembered(&key) {
            Some(state) => state,
            None => {
                let state = self.read(&key, scope).await?;
                // What a transaction sees may never come to be.
                if !scope.is_in_transaction() {
                    self.remember(&key, state.clone());
                }
                state
            }
        };
        match state {
            Registered::Active => Ok(key),
            Registered::Inactive(status) => Err(Error::inactive_tenant(key.as_str(), &status)),
            Registered::Unknown => Err(Error::unknown_tenant(key.as_str())),
        }
    }

    async fn read(&self, key: &TenantKey, scope: &Scope) -> Result<Registered, Error> {
        let model = self.def.model;
        let executor = scope.executor().await?;
        let statement =
            Select::only(self.has_key(key)).statement(model, "", |sql| match &self.def.status {
                Some(status) => model.column(status.column).select(sql, ROOT_ALIAS),
                None => sql.push_str("''"),
            });
        let rows: Vec<String> = executor.rows(&statement, |row| row.try_get(0)).await?;
        Ok(match (rows.into_iter().next(), &self.def.status) {
            (None, _) => Registered::Unknown,
            (Some(_), None) => Registered::Active,
            (Some(label), Some(status)) if label == status.active => Registered::Active,
            (Some(label), Some(status)) if Some(label.as_str()) == status.deleted => {
                Registered::Unknown
            }
            (Some(label), Some(_)) => Registered::Inactive(label),
        })
    }

    /// The condition that a registry row is this tenant's.
    pub(crate) fn has_key(&self, key: &TenantKey) -> Node {
        Node::Compare {
            place: self.def.key,
            operator: Operator::Equal,
            value: Value::Text(key.as_str().to_owned()),
        }
    }
}
