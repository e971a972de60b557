//! `/workspaces/{slug}/members`: who belongs to a workspace.

use axum::{Json, http::StatusCode};
use plexica_client::Error;
use serde::Deserialize;
use uuid::Uuid;

use super::{
    extract::{Body, Path},
    failure::Failure,
    tenant::Tenant,
};
use crate::{Role, TenantDb, WorkspaceMember, workspace, workspace_member as member};

/// Somebody to add.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct NewMember {
    user_id: Uuid,
    role: Option<Role>,
}

/// `POST /workspaces/{slug}/members`
pub(super) async fn add(
    Tenant(tenant): Tenant,
    Path(slug): Path<String>,
    Body(new): Body<NewMember>,
) -> Result<(StatusCode, Json<WorkspaceMember>), Failure> {
    let mut membership = tenant.workspace_member().create(member::Create {
        workspace_id: workspace_id(&tenant, slug).await?,
        user_id: new.user_id,
    });
    if let Some(role) = new.role {
        membership = membership.role(role);
    }
    Ok((StatusCode::CREATED, Json(membership.await?)))
}

/// `DELETE /workspaces/{slug}/members/{user_id}`
pub(super) async fn remove(
    Tenant(tenant): Tenant,
    Path((slug, user_id)): Path<(String, Uuid)>,
) -> Result<StatusCode, Failure> {
    let workspace_id = workspace_id(&tenant, slug).await?;
    tenant
        .workspace_member()
        .delete(member::workspace_id_user_id.key((workspace_id, user_id)))
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Reads one column of the workspace, not all.
async fn workspace_id(tenant: &TenantDb, slug: String) -> Result<Uuid, Error> {
    tenant
        .workspace()
        .find_unique(workspace::slug.key(slug))
        .select(workspace::id)
        .or_not_found()
        .await
}
