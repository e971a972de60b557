use platform::{Db, Error, ErrorKind, Role, tenant, user, workspace, workspace_member};

/// The tenant that a first request can be made to.
pub(crate) const TENANT: &str = "acme-corp";

/// Makes the tenant, with somebody in a workspace, unless there is one with workspaces already.
pub(crate) async fn fill(db: &Db) -> Result<(), Error> {
    let acme = match db.tenant(TENANT).await {
        Err(error) if error.kind() == ErrorKind::UnknownTenant => {
            db.tenants()
                .create(tenant::Create {
                    slug: TENANT.into(),
                    name: "Acme Corporation".into(),
                })
                .await?;
            db.tenant(TENANT).await?
        }
        found => found?,
    };
    if acme.workspace().count().await? > 0 {
        return Ok(());
    }
    let tx = acme.begin().await?;
    let alice = tx
        .user()
        .upsert(
            user::email,
            user::Create {
                email: "alice@acme-corp.test".into(),
                keycloak_id: "kc-alice".into(),
            }
            .draft()
            .first_name("Alice"),
        )
        .await?;
    let design = tx
        .workspace()
        .create(workspace::Create {
            slug: "design".into(),
            name: "Design Studio".into(),
        })
        .created_by_id(alice.id)
        .await?;
    tx.workspace_member()
        .create(workspace_member::Create {
            workspace_id: design.id,
            user_id: alice.id,
        })
        .role(Role::Admin)
        .await?;
    tx.commit().await
}

#[cfg(test)]
mod tests {
    use plexica_embedded::native::Server;

    use super::*;

    #[tokio::test]
    async fn the_tenant_is_filled_once() -> anyhow::Result<()> {
        let url = tokio::task::spawn_blocking(|| Server::shared()?.create_database()).await??;
        let db = Db::builder().url(url).connect().await?;
        db.migrate().await?;
        fill(&db).await?;
        fill(&db).await?;
        let acme = db.tenant(TENANT).await?;
        let design = acme
            .workspace()
            .find_unique(workspace::slug.key("design"))
            .with(workspace::members.with(workspace_member::user))
            .or_not_found()
            .await?;
        assert_eq!(acme.workspace().count().await?, 1);
        assert_eq!(design.members.len(), 1);
        assert_eq!(design.members[0].user.email, "alice@acme-corp.test");
        Ok(())
    }
}
