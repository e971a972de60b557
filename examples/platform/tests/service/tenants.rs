use hyper::StatusCode;
use platform::{tenant, tenant_domain};
use serde_json::json;

use crate::running::{ACME, GLOBEX, Running};

#[tokio::test]
async fn a_tenant_sees_its_own_data_only() -> anyhow::Result<()> {
    let running = Running::start().await?;
    let (acme, globex) = (running.at(ACME), running.at(GLOBEX));
    let ops = json!({ "slug": "ops", "name": "Operations" });
    acme.post("/workspaces", ops.clone()).await?;

    assert_eq!(globex.get("/workspaces").await?.body["total"], 0);
    let shown = globex.get("/workspaces/ops").await?;
    assert_eq!(shown.status, StatusCode::NOT_FOUND);
    let deleted = globex.delete("/workspaces/ops").await?;
    assert_eq!(deleted.status, StatusCode::NOT_FOUND);

    // A slug is taken in one tenant, and free in the other.
    assert_eq!(
        globex.post("/workspaces", ops.clone()).await?.status,
        StatusCode::CREATED
    );
    assert_eq!(
        acme.post("/workspaces", ops).await?.status,
        StatusCode::CONFLICT
    );
    globex.delete("/workspaces/ops").await?;
    assert_eq!(acme.get("/workspaces").await?.items("slug"), ["ops"]);
    Ok(())
}

#[tokio::test]
async fn a_host_that_is_no_tenants_is_not_found() -> anyhow::Result<()> {
    let running = Running::start().await?;
    for host in [
        "initech.platform.test",
        "platform.test",
        "acme-corp.elsewhere.test",
        "acme-corpplatform.test",
        "a.acme-corp.platform.test",
        "127.0.0.1:8080",
        "[::1]:8080",
        "",
    ] {
        let answer = running.at(host).get("/workspaces").await?;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{host:?}: {answer:?}");
        assert_eq!(answer.body["code"], "unknown_tenant", "{host:?}");
    }
    // Case and a dot at the end make no difference to a host name.
    let loud = running
        .at("ACME-Corp.Platform.test.")
        .get("/workspaces")
        .await?;
    assert_eq!(loud.status, StatusCode::OK);
    Ok(())
}

#[tokio::test]
async fn what_cannot_be_a_key_is_refused_before_any_sql() -> anyhow::Result<()> {
    let running = Running::start().await?;
    // Now everything that needs the database is unavailable.
    running.db.close().await;
    let unknown = running
        .at("initech.platform.test")
        .get("/workspaces")
        .await?;
    assert_eq!(unknown.status, StatusCode::SERVICE_UNAVAILABLE);
    for host in [
        "core.platform.test",
        "pg_x.platform.test",
        ".platform.test",
        "a.b.platform.test",
        "a';drop.platform.test",
        "a-key-that-is-longer-than-the-sixty-three-bytes-that-postgresql-keeps.platform.test",
    ] {
        let answer = running.at(host).get("/workspaces").await?;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{host}: {answer:?}");
        assert_eq!(answer.body["code"], "unknown_tenant");
    }
    Ok(())
}

#[tokio::test]
async fn a_suspended_tenant_is_refused_until_it_is_active_again() -> anyhow::Result<()> {
    let running = Running::start().await?;
    let acme = running.at(ACME);
    running.db.tenants().suspend("acme-corp").await?;
    let refused = acme.get("/workspaces").await?;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert_eq!(
        refused.body,
        json!({ "code": "inactive_tenant", "message": "this tenant is not active" })
    );
    let other = running.at(GLOBEX).get("/workspaces").await?;
    assert_eq!(other.status, StatusCode::OK);
    running.db.tenants().activate("acme-corp").await?;
    assert_eq!(acme.get("/workspaces").await?.status, StatusCode::OK);
    Ok(())
}

#[tokio::test]
async fn a_domain_of_its_own_serves_a_tenant_once_it_is_verified() -> anyhow::Result<()> {
    let running = Running::start().await?;
    running
        .at(ACME)
        .post(
            "/workspaces",
            json!({ "slug": "ops", "name": "Operations" }),
        )
        .await?;
    let acme = running
        .db
        .core()
        .tenant()
        .find_unique(tenant::slug.key("acme-corp"))
        .or_not_found()
        .await?;
    let domain = running
        .db
        .core()
        .tenant_domain()
        .create(tenant_domain::Create {
            host_name: "portal.acme.test".into(),
            tenant_id: acme.id,
        })
        .await?;
    let portal = running.at("Portal.acme.test:443");
    assert_eq!(
        portal.get("/workspaces").await?.status,
        StatusCode::NOT_FOUND
    );

    running
        .db
        .core()
        .tenant_domain()
        .update(tenant_domain::host_name.key(&domain.host_name))
        .verified_at(domain.created_at)
        .await?;
    assert_eq!(portal.get("/workspaces").await?.items("slug"), ["ops"]);
    Ok(())
}
