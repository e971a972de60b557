use hyper::StatusCode;
use serde_json::json;

use crate::running::{ACME, Running};

#[tokio::test]
async fn members_come_and_go() -> anyhow::Result<()> {
    let running = Running::start().await?;
    let acme = running.at(ACME);
    let alice = running.person("acme-corp", "alice").await?;
    let bob = running.person("acme-corp", "bob").await?;
    acme.post(
        "/workspaces",
        json!({ "slug": "ops", "name": "Operations" }),
    )
    .await?;

    let path = "/workspaces/ops/members";
    let added = acme
        .post(path, json!({ "userId": alice.id, "role": "ADMIN" }))
        .await?;
    assert_eq!(added.status, StatusCode::CREATED, "{added:?}");
    assert_eq!(added.body["role"], "ADMIN");
    let added = acme.post(path, json!({ "userId": bob.id })).await?;
    assert_eq!(added.body["role"], "MEMBER");

    let twice = acme.post(path, json!({ "userId": bob.id })).await?;
    assert_eq!(twice.status, StatusCode::CONFLICT);
    assert_eq!(
        twice.body,
        json!({
            "code": "conflict",
            "message": "another WorkspaceMember has the same workspaceId and userId",
            "fields": ["workspaceId", "userId"],
        })
    );

    let gone = acme.delete(&format!("{path}/{}", alice.id)).await?;
    assert_eq!(gone.status, StatusCode::NO_CONTENT, "{gone:?}");
    let again = acme.delete(&format!("{path}/{}", alice.id)).await?;
    assert_eq!(again.status, StatusCode::NOT_FOUND);

    let shown = acme.get("/workspaces/ops").await?;
    let members = shown.body["members"].as_array();
    assert_eq!(members.map(Vec::len), Some(1), "{shown:?}");
    assert_eq!(shown.body["members"][0]["user"]["email"], bob.email);
    Ok(())
}

#[tokio::test]
async fn a_stranger_cannot_be_a_member() -> anyhow::Result<()> {
    let running = Running::start().await?;
    let acme = running.at(ACME);
    acme.post(
        "/workspaces",
        json!({ "slug": "ops", "name": "Operations" }),
    )
    .await?;

    // Somebody, but at another tenant.
    let homer = running.person("globex", "homer").await?;
    let refused = acme
        .post("/workspaces/ops/members", json!({ "userId": homer.id }))
        .await?;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        refused.body,
        json!({
            "code": "missing_reference",
            "message": "what the WorkspaceMember refers to by userId is not there",
            "fields": ["userId"],
        })
    );
    Ok(())
}

#[tokio::test]
async fn what_is_not_there_has_no_members() -> anyhow::Result<()> {
    let running = Running::start().await?;
    let acme = running.at(ACME);
    let alice = running.person("acme-corp", "alice").await?;
    let path = "/workspaces/nowhere/members";
    let added = acme.post(path, json!({ "userId": alice.id })).await?;
    assert_eq!(added.status, StatusCode::NOT_FOUND);
    assert_eq!(added.body["message"], "there is no such Workspace");
    let removed = acme.delete(&format!("{path}/{}", alice.id)).await?;
    assert_eq!(removed.status, StatusCode::NOT_FOUND);
    let not_an_id = acme.delete(&format!("{path}/alice")).await?;
    assert_eq!(not_an_id.status, StatusCode::BAD_REQUEST);
    assert_eq!(not_an_id.body["code"], "invalid_request");
    Ok(())
}
