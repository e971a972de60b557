use plexica_client::Filter;
use plexica_tests::{
    database,
    db::{folder, post, user},
    watch,
};

use crate::people::people;

#[tokio::test]
async fn a_query_is_explained_without_being_run_unless_it_is_analyzed() {
    let acme = database().await.tenant("acme").await;
    people(&acme).await;
    let asked = || {
        acme.user()
            .find_many()
            .filter(user::email.eq("ada@acme.test"))
            .with(user::written)
    };
    let (statements, _guard) = watch();
    let plan = asked().explain().await.unwrap();
    assert!(plan.contains("users"), "{plan}");
    assert!(plan.contains("ada@acme.test"), "with its values: {plan}");
    assert!(!plan.contains("actual"), "{plan}");
    assert!(!plan.contains("posts"), "{plan}");
    assert_eq!(statements.take().len(), 1);

    let plan = asked().explain().analyze().buffers().verbose();
    let plan = plan.await.unwrap();
    assert!(plan.contains("actual"), "{plan}");
    assert!(plan.contains("Buffers"), "{plan}");
    assert!(plan.contains("Output"), "{plan}");
    assert!(plan.lines().count() > 3, "{plan}");

    let plan = acme.user().find_first().select(user::email).explain();
    let plan = plan.json().analyze().await.unwrap();
    assert_eq!(plan[0]["Plan"]["Node Type"], "Limit", "{plan}");
    assert_eq!(plan[0]["Plan"]["Actual Rows"], 1, "{plan}");
}

#[tokio::test]
async fn it_is_asked_whether_there_is_a_row() {
    let acme = database().await.tenant("acme").await;
    assert!(!acme.user().exists().await.unwrap());
    people(&acme).await;
    let exists = async |filter| acme.user().exists().filter(filter).await.unwrap();
    assert!(exists(Filter::all()).await);
    assert!(!exists(Filter::none()).await);
    assert!(exists(user::age.gt(30)).await);
    let starred = user::written.any(post::stars.gt(4));
    assert!(exists(starred.clone() & user::age.gt(30)).await);
    assert!(!exists(starred & user::age.lt(30)).await);
    let sql = acme.user().exists().to_sql();
    assert!(sql.starts_with("SELECT EXISTS (SELECT 1 FROM "), "{sql}");
}

#[tokio::test]
async fn a_deleted_row_exists_only_for_who_asks_for_it() {
    let acme = database().await.tenant("acme").await;
    let new = folder::Create {
        name: "plans".into(),
    };
    let made = acme.folder().create(new).await.unwrap();
    assert!(!acme.folder().exists().only_deleted().await.unwrap());
    acme.folder().delete(folder::id.key(made.id)).await.unwrap();
    assert!(!acme.folder().exists().await.unwrap());
    assert!(acme.folder().exists().with_deleted().await.unwrap());
    assert!(acme.folder().exists().only_deleted().await.unwrap());
}
