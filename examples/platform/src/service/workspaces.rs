//! `/workspaces` and `/workspaces/{slug}`.

use axum::{Json, http::StatusCode};
use plexica_client::{Error, ErrorKind, Filter};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    extract::{Body, Path, Query},
    failure::Failure,
    slug::Slug,
    tenant::Tenant,
};
use crate::{Role, Workspace, WorkspaceStatus, workspace, workspace_member};

/// The most workspaces that one answer holds.
const MOST: u64 = 100;

/// Which workspaces to list.
#[derive(Debug, Deserialize)]
pub(super) struct Listing {
    status: Option<WorkspaceStatus>,
    /// A part of the name or the slug.
    search: Option<String>,
    #[serde(default = "Listing::default_take")]
    take: u64,
    #[serde(default)]
    skip: u64,
}

impl Listing {
    fn default_take() -> u64 {
        20
    }

    fn filter(&self) -> Filter<Workspace> {
        let mut filter = Filter::all();
        if let Some(status) = self.status {
            filter = filter & workspace::status.eq(status);
        }
        if let Some(text) = &self.search {
            filter = filter
                & (workspace::name.contains_ignore_case(text)
                    | workspace::slug.contains_ignore_case(text));
        }
        filter
    }
}

/// A part of a list.
#[derive(Debug, Serialize)]
pub(super) struct Page<T> {
    items: Vec<T>,
    /// How many there are in all.
    total: u64,
}

/// `GET /workspaces?status=ACTIVE&search=ops&take=20&skip=0`
pub(super) async fn list(
    Tenant(tenant): Tenant,
    Query(listing): Query<Listing>,
) -> Result<Json<Page<Workspace>>, Failure> {
    let (items, total) = tokio::try_join!(
        tenant
            .workspace()
            .find_many()
            .filter(listing.filter())
            // The slug is unique, so no workspace is on two pages, or on none.
            .order_by((workspace::name.asc(), workspace::slug.asc()))
            .take(listing.take.min(MOST))
            .skip(listing.skip)
            .into_future(),
        tenant
            .workspace()
            .count()
            .filter(listing.filter())
            .into_future(),
    )?;
    Ok(Json(Page { items, total }))
}

/// A workspace to make.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct NewWorkspace {
    slug: Slug,
    name: String,
    description: Option<String>,
    /// The slug of the workspace that it is to be below.
    parent: Option<Slug>,
    /// The user who makes it, and is its first member.
    admin_id: Option<Uuid>,
}

/// `POST /workspaces`
pub(super) async fn create(
    Tenant(tenant): Tenant,
    Body(new): Body<NewWorkspace>,
) -> Result<(StatusCode, Json<Workspace>), Failure> {
    // Either there is a workspace with its first member afterwards, or neither: what `?` leaves
    // behind is rolled back.
    let tx = tenant.begin().await?;
    let mut draft = tx
        .workspace()
        .create(workspace::Create {
            slug: new.slug.into(),
            name: new.name,
        })
        .description(new.description)
        .created_by_id(new.admin_id);
    if let Some(slug) = new.parent {
        let parent = tx
            .workspace()
            .find_unique(workspace::slug.key(String::from(slug)))
            .await?
            .ok_or_else(|| Failure::missing_reference("there is no such parent"))?;
        draft = draft
            .parent_id(parent.id)
            .path(format!("{}{}/", parent.path, parent.id));
    }
    let workspace = draft.await?;
    if let Some(user_id) = new.admin_id {
        tx.workspace_member()
            .create(workspace_member::Create {
                workspace_id: workspace.id,
                user_id,
            })
            .role(Role::Admin)
            .await?;
    }
    tx.commit().await?;
    Ok((StatusCode::CREATED, Json(workspace)))
}

/// `GET /workspaces/{slug}`: with its members, and who they are.
///
/// The type of the record says what was loaded, and serde writes no more than that.
pub(super) async fn show(
    Tenant(tenant): Tenant,
    Path(slug): Path<String>,
) -> Result<Json<impl Serialize>, Failure> {
    let workspace = tenant
        .workspace()
        .find_unique(workspace::slug.key(slug))
        .with(
            workspace::members
                .order_by(workspace_member::created_at.asc())
                .with(workspace_member::user),
        )
        .or_not_found()
        .await?;
    Ok(Json(workspace))
}

/// `DELETE /workspaces/{slug}`: with all that is in it, but not while others are below it.
pub(super) async fn delete(
    Tenant(tenant): Tenant,
    Path(slug): Path<String>,
) -> Result<StatusCode, Failure> {
    let in_use = |error: Error| match error.kind() {
        ErrorKind::ForeignKeyViolation => Failure::conflict("there are workspaces below this one"),
        _ => error.into(),
    };
    tenant
        .workspace()
        .delete(workspace::slug.key(slug))
        .await
        .map_err(in_use)?;
    Ok(StatusCode::NO_CONTENT)
}
