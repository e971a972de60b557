use std::sync::Arc;

use plexica_ident::{SchemaPattern, TenantKey};

use crate::{
    Error,
    database::{
        Scope, Shared,
        known_tenants::{KnownTenants, Moment, Registered},
        registry_watch::Watch,
    },
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

/// Which tenants there are, as last read.
#[derive(Debug)]
pub(crate) struct Registry {
    pub(crate) def: &'static RegistryDef,
    pattern: SchemaPattern,
    schemas: &'static [&'static str],
    known: KnownTenants,
    watch: Watch,
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
            known: KnownTenants::default(),
            watch: Watch::default(),
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

    /// A tenant has changed.
    pub(crate) fn forget(&self, key: &str) {
        self.known.forget(key);
    }

    /// Remembers what was read of a tenant in one query for several.
    pub(super) fn remember(&self, key: &TenantKey, state: Registered, since: Moment) {
        self.known.remember(key, state, since);
    }

    /// The moment at which a read of the registry begins.
    pub(super) fn moment(&self, shared: &Arc<Shared>) -> Moment {
        self.watch.ensure(shared);
        self.known.now()
    }

    /// From now on every change of a tenant is told.
    pub(super) fn listening(&self) {
        self.known.listening();
    }

    /// Changes of tenants may go untold from now on.
    pub(super) fn deaf(&self) {
        self.known.deaf();
    }

    /// Listens no more.
    pub(super) fn stop_listening(&self) {
        self.watch.stop();
    }

    /// The checked key of an active tenant. No I/O when it was looked up a moment ago; otherwise
    /// one query in `scope`, which is core's, in a transaction or not.
    pub(crate) async fn active(&self, key: &str, scope: &Scope) -> Result<TenantKey, Error> {
        let (key, state) = match self.known.get(key) {
            Some(known) => known,
            None => {
                let key = self.check(key)?;
                let since = self.moment(scope.shared());
                let state = self.read(&key, scope).await?;
                // What a transaction sees may never come to be.
                if !scope.is_in_transaction() {
                    self.known.remember(&key, state.clone(), since);
                }
                (key, state)
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
