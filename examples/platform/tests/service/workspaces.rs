use hyper::StatusCode;
use serde_json::json;

use crate::running::{ACME, Running};

#[tokio::test]
async fn a_new_workspace_is_listed_and_shown() -> anyhow::Result<()> {
    let running = Running::start().await?;
    let acme = running.at(ACME);

    let new = json!({ "slug": "ops", "name": "Operations", "description": "Day and night" });
    let created = acme.post("/workspaces", new).await?;
    assert_eq!(created.status, StatusCode::CREATED, "{created:?}");
    assert_eq!(created.body["description"], "Day and night");
    assert_eq!(created.body["status"], "ACTIVE");
    assert_eq!(created.body["path"], "/");

    let list = acme.get("/workspaces").await?;
    assert_eq!(list.status, StatusCode::OK);
    assert_eq!(list.body["total"], 1);
    assert_eq!(list.body["items"][0], created.body);

    let shown = acme.get("/workspaces/ops").await?;
    assert_eq!(shown.status, StatusCode::OK);
    assert_eq!(shown.body["id"], created.body["id"]);
    assert_eq!(shown.body["members"], json!([]));
    // A relation that was not loaded is not there, not null.
    assert!(shown.body.get("teams").is_none(), "{shown:?}");
    Ok(())
}

#[tokio::test]
async fn a_list_can_be_narrowed_down_and_read_in_parts() -> anyhow::Result<()> {
    let running = Running::start().await?;
    let acme = running.at(ACME);
    for (slug, name) in [
        ("ops", "Operations"),
        ("design", "Design"),
        ("r-100", "100 % R"),
    ] {
        acme.post("/workspaces", json!({ "slug": slug, "name": name }))
            .await?;
    }

    let search = acme.get("/workspaces?search=OPER").await?;
    assert_eq!(search.items("slug"), ["ops"]);
    let by_slug = acme.get("/workspaces?search=sig").await?;
    assert_eq!(by_slug.items("slug"), ["design"]);
    // A wildcard means itself.
    let wildcard = acme.get("/workspaces?search=%25").await?;
    assert_eq!(wildcard.items("slug"), ["r-100"]);
    let archived = acme.get("/workspaces?status=ARCHIVED").await?;
    assert_eq!(archived.body, json!({ "items": [], "total": 0 }));

    let part = acme.get("/workspaces?take=1&skip=1").await?;
    assert_eq!(part.items("name"), ["Design"]);
    assert_eq!(part.body["total"], 3);
    let huge = acme.get("/workspaces?take=18446744073709551615").await?;
    assert_eq!(huge.items("name").len(), 3);
    let beyond = acme.get("/workspaces?skip=18446744073709551615").await?;
    assert_eq!(beyond.body, json!({ "items": [], "total": 3 }));
    Ok(())
}

#[tokio::test]
async fn one_answer_holds_a_hundred_workspaces_at_most() -> anyhow::Result<()> {
    let running = Running::start().await?;
    let names = (0..101).map(|number| platform::workspace::Create {
        slug: format!("w{number}"),
        name: "Many".into(),
    });
    let tenant = running.db.tenant("acme-corp").await?;
    tenant.workspace().create_many(names).await?;

    let acme = running.at(ACME);
    let list = acme.get("/workspaces?take=1000").await?;
    assert_eq!(list.items("slug").len(), 100);
    assert_eq!(list.body["total"], 101);
    Ok(())
}

#[tokio::test]
async fn workspaces_form_trees() -> anyhow::Result<()> {
    let running = Running::start().await?;
    let acme = running.at(ACME);
    let root = acme
        .post("/workspaces", json!({ "slug": "all", "name": "All" }))
        .await?;
    let new = json!({ "slug": "part", "name": "Part", "parent": "all" });
    let child = acme.post("/workspaces", new).await?;
    assert_eq!(child.body["parentId"], root.body["id"]);
    let id = root.body["id"].as_str().unwrap_or_default();
    assert_eq!(child.body["path"], format!("/{id}/"));

    let refused = acme.delete("/workspaces/all").await?;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert_eq!(refused.body["code"], "conflict");
    for path in ["/workspaces/part", "/workspaces/all"] {
        let gone = acme.delete(path).await?;
        assert_eq!(gone.status, StatusCode::NO_CONTENT, "{gone:?}");
        assert_eq!(acme.get(path).await?.status, StatusCode::NOT_FOUND);
    }
    Ok(())
}

#[tokio::test]
async fn a_workspace_is_made_with_its_first_member_or_not_at_all() -> anyhow::Result<()> {
    let running = Running::start().await?;
    let acme = running.at(ACME);
    let alice = running.person("acme-corp", "alice").await?;

    let nobody = "00000000-0000-4000-8000-000000000000";
    let new = json!({ "slug": "ops", "name": "Operations", "adminId": nobody });
    let refused = acme.post("/workspaces", new).await?;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.body["code"], "missing_reference");
    assert_eq!(acme.get("/workspaces").await?.body["total"], 0);

    let new = json!({ "slug": "ops", "name": "Operations", "adminId": alice.id });
    assert_eq!(
        acme.post("/workspaces", new).await?.status,
        StatusCode::CREATED
    );
    let shown = acme.get("/workspaces/ops").await?;
    assert_eq!(shown.body["members"][0]["role"], "ADMIN");
    assert_eq!(
        shown.body["members"][0]["user"]["email"],
        "alice@acme-corp.test"
    );
    Ok(())
}
