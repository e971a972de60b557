use std::{fmt, iter::Sum, sync::Arc};

use futures_util::{
    StreamExt, TryStreamExt,
    future::ready,
    stream::{self, BoxStream},
};

use super::{Db, Scope, Tenant, TenantSchema, active_tenants::active_tenants, scope::LanesOf};
use crate::{Error, ErrorKind, connection::Lanes};

/// How many tenants' queries are under way on one connection at once.
const TENANTS_A_CONNECTION: usize = 32;

/// The most connections that are used unless more are asked for: beyond a few, the server has no
/// more to do at once.
const CONNECTIONS: usize = 4;

/// Reads over many tenants: `db.across()`.
///
/// One query a tenant, each for itself, many of them under way on each of a few connections. A
/// tenant's queries are given by a closure that gets its handle:
///
/// ```ignore
/// use futures_util::TryStreamExt;
///
/// let users: u64 = db.across().sum(|tenant| async move { tenant.user().count().await }).await?;
///
/// let mut admins = db.across().keys(["acme", "ops"]).rows(|tenant| async move {
///     tenant.user().find_many().filter(user::role.eq(Role::Admin)).await
/// });
/// while let Some((key, admin)) = admins.try_next().await? {
///     println!("{key}: {}", admin.email);
/// }
/// ```
///
/// Meant for reads that are short. The handle shares its connection with those of other tenants,
/// so a query that is slow holds them up, and so does a stream of rows that is not read to its
/// end at once. A transaction begun on it takes a connection of its own.
#[must_use = "nothing is asked until the query is given"]
pub struct Across<'a, S: TenantSchema> {
    db: &'a Db<S>,
    keys: Option<Vec<String>>,
    connections: Option<usize>,
}

impl<S: TenantSchema> fmt::Debug for Across<'_, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Across")
            .field("keys", &self.keys)
            .field("connections", &self.connections)
            .finish_non_exhaustive()
    }
}

impl<'a, S: TenantSchema> Across<'a, S> {
    pub(super) fn new(db: &'a Db<S>) -> Self {
        Self {
            db,
            keys: None,
            connections: None,
        }
    }

    /// Only these tenants, in this order. One that is not there or not active is then an error;
    /// otherwise all are asked that are active.
    pub fn keys<K: Into<String>>(mut self, keys: impl IntoIterator<Item = K>) -> Self {
        self.keys = Some(keys.into_iter().map(Into::into).collect());
        self
    }

    /// At most so many connections, in place of four or half the pool. Of these it waits for one;
    /// the others it takes where they are free.
    pub fn connections(mut self, count: usize) -> Self {
        self.connections = Some(count);
        self
    }

    /// What a query gives in each tenant, with the tenant's key, in the order of the keys.
    ///
    /// A tenant in which it fails gives the error ([`Error::tenant`] says whose it is), and the
    /// stream goes on: `try_collect` and `?` stop at the first, `collect` does not. When the
    /// stream is dropped, so is what is under way.
    pub fn each<T, F, Q>(self, query: F) -> BoxStream<'a, Result<(String, T), Error>>
    where
        F: Fn(Tenant<S>) -> Q + Send + Sync + 'a,
        Q: Future<Output = Result<T, Error>> + Send + 'a,
        T: Send + 'a,
    {
        let connections = self
            .connections
            .unwrap_or_else(|| CONNECTIONS.min(self.db.shared().pool.max_connections() / 2))
            .max(1);
        let query = Arc::new(query);
        let lanes = stream::once(async move { self.db.scope().lanes(connections).await });
        let asked = lanes.map_ok(move |(lanes, of)| {
            let lanes = Arc::new(lanes);
            let query = Arc::clone(&query);
            let only = self.keys.is_some();
            let in_flight = lanes.len() * TENANTS_A_CONNECTION;
            let core = self.db.scope().clone().sharing(lanes.of(""), of);
            let keys = match self.keys.clone() {
                Some(keys) => stream::iter(keys.into_iter().map(Ok)).boxed(),
                None => active_tenants(core.clone())
                    .map_ok(|key| key.as_str().to_owned())
                    .boxed(),
            };
            keys.map(move |key| {
                let (query, lanes, core) = (Arc::clone(&query), Arc::clone(&lanes), core.clone());
                async move {
                    let key = key?;
                    match ask(&core, &lanes, of, &key, &*query).await {
                        Ok(answer) => Ok(Some((key, answer))),
                        // It was active when its page was read, and is not now.
                        Err(error) if !only && has_gone(&error) => Ok(None),
                        Err(error) => Err(error.in_tenant(&key)),
                    }
                }
            })
            .buffered(in_flight)
            .try_filter_map(|answer| ready(Ok(answer)))
        });
        asked.try_flatten().boxed()
    }

    /// [`each`](Self::each), with the rows that a query gives in a tenant one by one.
    pub fn rows<T, F, Q>(self, query: F) -> BoxStream<'a, Result<(String, T), Error>>
    where
        F: Fn(Tenant<S>) -> Q + Send + Sync + 'a,
        Q: Future<Output = Result<Vec<T>, Error>> + Send + 'a,
        T: Send + 'a,
    {
        self.each(query)
            .map_ok(|(key, rows)| {
                stream::iter(rows.into_iter().map(move |row| Ok((key.clone(), row))))
            })
            .try_flatten()
            .boxed()
    }

    /// The sum of what a query gives in each tenant, such as a count.
    ///
    /// # Errors
    /// Those of the first tenant in which it fails, which [`Error::tenant`] names.
    pub async fn sum<T, F, Q>(self, query: F) -> Result<T, Error>
    where
        F: Fn(Tenant<S>) -> Q + Send + Sync + 'a,
        Q: Future<Output = Result<T, Error>> + Send + 'a,
        T: Sum + Send + 'a,
    {
        self.each(query)
            .try_fold(None, |sum: Option<T>, (_, part)| {
                ready(Ok(Some(sum.into_iter().chain([part]).sum())))
            })
            .await
            .map(|sum| sum.unwrap_or_else(|| std::iter::empty().sum()))
    }
}

fn has_gone(error: &Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::UnknownTenant | ErrorKind::InactiveTenant
    )
}

async fn ask<S, T, F, Q>(
    core: &Scope,
    lanes: &Lanes,
    of: LanesOf,
    key: &str,
    query: &F,
) -> Result<T, Error>
where
    S: TenantSchema,
    F: Fn(Tenant<S>) -> Q,
    Q: Future<Output = Result<T, Error>>,
{
    let tenant = core.shared().tenants()?.active(key, core).await?;
    let scope = core.tenant(tenant.clone());
    let lane = lanes.of(tenant.schema());
    query(Tenant::new(scope.sharing(lane, of), tenant)).await
}
