use axum_core::extract::{FromRef, FromRequestParts, OptionalFromRequestParts};
use http::request::Parts;

use super::{TenantRejection, TenantResolver};
use crate::database::{Db, Tenant, TenantSchema};

impl<S, State> FromRequestParts<State> for Tenant<S>
where
    S: TenantSchema,
    State: Send + Sync,
    Db<S>: FromRef<State>,
    TenantResolver: FromRef<State>,
{
    type Rejection = TenantRejection;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, TenantRejection> {
        let key = TenantResolver::from_ref(state).key(parts).await?;
        let key = key.ok_or(TenantRejection::Missing)?;
        let tenant = Db::<S>::from_ref(state).tenant(&key).await;
        tenant.map_err(TenantRejection::from)
    }
}

impl<S, State> OptionalFromRequestParts<State> for Tenant<S>
where
    S: TenantSchema,
    State: Send + Sync,
    Db<S>: FromRef<State>,
    TenantResolver: FromRef<State>,
{
    type Rejection = TenantRejection;

    async fn from_request_parts(
        parts: &mut Parts,
        state: &State,
    ) -> Result<Option<Self>, TenantRejection> {
        match <Self as FromRequestParts<State>>::from_request_parts(parts, state).await {
            Ok(tenant) => Ok(Some(tenant)),
            Err(TenantRejection::Missing) => Ok(None),
            Err(rejection) => Err(rejection),
        }
    }
}
