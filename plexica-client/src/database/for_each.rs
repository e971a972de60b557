use std::{fmt, sync::Arc};

use futures_util::{TryStreamExt, future::ready};

use super::{Db, Scope, Tenant, TenantSchema, active_tenants::active_tenants};
use crate::{Error, ErrorKind};

/// What went wrong in one tenant of several.
#[derive(Debug)]
#[non_exhaustive]
pub struct TenantError<E = Error> {
    /// The tenant's key.
    pub key: String,
    /// What went wrong there.
    pub error: E,
}

impl<E: fmt::Display> fmt::Display for TenantError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "tenant `{}`: {}", self.key, self.error)
    }
}

impl<E: std::error::Error + 'static> std::error::Error for TenantError<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.error)
    }
}

impl From<TenantError> for Error {
    fn from(error: TenantError) -> Self {
        error.error
    }
}

/// What became of work in every tenant.
#[derive(Debug)]
#[non_exhaustive]
pub struct ForEach<E = Error> {
    /// In how many tenants it was done.
    pub done: u64,
    /// The others, by key.
    pub failed: Vec<TenantError<E>>,
}

pub(super) async fn for_each<S, F, W, E>(
    db: &Db<S>,
    concurrency: usize,
    work: F,
) -> Result<ForEach<E>, Error>
where
    S: TenantSchema,
    F: Fn(Tenant<S>) -> W,
    W: Future<Output = Result<(), E>>,
    E: From<Error>,
{
    let visits = active_tenants(Scope::core(Arc::clone(db.shared()))).map_ok(|key| {
        let visit = visit(db, key.as_str().to_owned(), &work);
        async { Ok(visit.await) }
    });
    let mut result = ForEach {
        done: 0,
        failed: Vec::new(),
    };
    visits
        .try_buffer_unordered(concurrency.max(1))
        .try_for_each(|visited| {
            match visited {
                Ok(true) => result.done += 1,
                // It was active when its page was read, and is not now.
                Ok(false) => {}
                Err(failure) => result.failed.push(failure),
            }
            ready(Ok(()))
        })
        .await?;
    result.failed.sort_by(|one, other| one.key.cmp(&other.key));
    Ok(result)
}

/// Works on one tenant, if it is still active.
async fn visit<S, F, W, E>(db: &Db<S>, key: String, work: &F) -> Result<bool, TenantError<E>>
where
    S: TenantSchema,
    F: Fn(Tenant<S>) -> W,
    W: Future<Output = Result<(), E>>,
    E: From<Error>,
{
    let done = async {
        match db.tenant(&key).await {
            Ok(tenant) => work(tenant).await.map(|()| true),
            Err(error) => match error.kind() {
                ErrorKind::UnknownTenant | ErrorKind::InactiveTenant => Ok(false),
                _ => Err(E::from(error)),
            },
        }
    };
    done.await.map_err(|error| TenantError { key, error })
}
