use hyper::{Method, StatusCode, header::RETRY_AFTER};
use serde_json::json;

use crate::running::{ACME, Running};

#[tokio::test]
async fn a_slug_that_is_taken_is_a_conflict_that_names_the_field() -> anyhow::Result<()> {
    let running = Running::start().await?;
    let acme = running.at(ACME);
    let ops = json!({ "slug": "ops", "name": "Operations" });
    acme.post("/workspaces", ops.clone()).await?;
    let taken = acme.post("/workspaces", ops).await?;
    assert_eq!(taken.status, StatusCode::CONFLICT);
    assert_eq!(
        taken.body,
        json!({
            "code": "conflict",
            "message": "another Workspace has the same slug",
            "fields": ["slug"],
        })
    );
    Ok(())
}

#[tokio::test]
async fn a_body_that_cannot_be_read_is_the_callers_fault() -> anyhow::Result<()> {
    let running = Running::start().await?;
    let acme = running.at(ACME);
    let post = async |body: &str| {
        acme.send(Method::POST, "/workspaces", body.to_owned())
            .await
    };
    for (body, status, said) in [
        ("{", StatusCode::BAD_REQUEST, "parse"),
        (
            r#"{"slug": "ops"}"#,
            StatusCode::UNPROCESSABLE_ENTITY,
            "name",
        ),
        (
            r#"{"slug": "Not a slug", "name": "x"}"#,
            StatusCode::UNPROCESSABLE_ENTITY,
            "a slug is",
        ),
        (
            r#"{"slug": "ops", "name": "x", "nmae": 1}"#,
            StatusCode::UNPROCESSABLE_ENTITY,
            "nmae",
        ),
    ] {
        let answer = post(body).await?;
        assert_eq!(answer.status, status, "{answer:?}");
        assert_eq!(answer.body["code"], "invalid_request");
        let message = answer.body["message"].as_str().unwrap_or_default();
        assert!(message.contains(said), "{answer:?}");
    }

    // Only the database knows how long a name may be.
    let long = json!({ "slug": "ops", "name": "x".repeat(256) });
    let answer = acme.post("/workspaces", long).await?;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.body["code"], "invalid_value");
    let zero = json!({ "slug": "ops", "name": "\0" });
    let answer = acme.post("/workspaces", zero).await?;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);

    let answer = acme.get("/workspaces?search=%00").await?;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);

    for query in ["take=x", "take=-1", "status=NEW"] {
        let answer = acme.get(&format!("/workspaces?{query}")).await?;
        assert_eq!(
            answer.status,
            StatusCode::BAD_REQUEST,
            "{query}: {answer:?}"
        );
        assert_eq!(answer.body["code"], "invalid_request");
    }
    Ok(())
}

#[tokio::test]
async fn a_wrong_path_or_method_is_told_as_json_too() -> anyhow::Result<()> {
    let running = Running::start().await?;
    let acme = running.at(ACME);
    let nothing = acme.get("/users").await?;
    assert_eq!(nothing.status, StatusCode::NOT_FOUND);
    assert_eq!(nothing.body["code"], "not_found");
    let method = acme.delete("/workspaces").await?;
    assert_eq!(method.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(method.body["code"], "method_not_allowed");
    Ok(())
}

#[tokio::test]
async fn without_a_free_connection_the_caller_is_asked_to_come_again() -> anyhow::Result<()> {
    let running = Running::start_with("?max_connections=1&wait_timeout=0.05").await?;
    let acme = running.at(ACME);
    let health = acme.get("/health").await?;
    assert_eq!(health.status, StatusCode::OK);
    assert_eq!(health.body["status"], "ok");
    assert_eq!(health.body["connectionsAtMost"], 1);

    let busy = running.db.begin().await?;
    for path in ["/workspaces", "/health"] {
        let answer = acme.get(path).await?;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{path}");
        assert_eq!(answer.body["code"], "unavailable");
        assert!(answer.headers.contains_key(RETRY_AFTER));
    }
    busy.rollback().await?;
    assert_eq!(acme.get("/workspaces").await?.status, StatusCode::OK);
    Ok(())
}

#[tokio::test]
async fn what_is_wrong_inside_is_not_told() -> anyhow::Result<()> {
    let running = Running::start().await?;
    running
        .connection()
        .await?
        .batch_execute("DROP TABLE tenant_acme_corp.workspaces CASCADE")
        .await?;
    let answer = running.at(ACME).get("/workspaces").await?;
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(
        answer.body,
        json!({
            "code": "internal",
            "message": "something went wrong here, and was noted down",
        })
    );
    Ok(())
}
