//! Parts of a transaction that are undone by themselves.

use std::time::Duration;

use plexica_client::ErrorKind;
use plexica_tests::{
    database,
    db::{TenantDb, comment, user},
    watch,
};
use tokio::time::timeout;

fn address(name: &str) -> user::Create {
    user::Create {
        email: format!("{name}@acme.test"),
    }
}

async fn names(acme: &TenantDb) -> Vec<String> {
    let emails = acme.user().find_many().order_by(user::email.asc());
    let emails: Vec<String> = emails.select(user::email).await.unwrap();
    let name = |email: &String| email.split('@').next().unwrap().to_owned();
    emails.iter().map(name).collect()
}

#[tokio::test]
async fn what_is_undone_in_a_part_leaves_the_rest_of_the_transaction() {
    let acme = database().await.tenant("acme").await;
    let mut tx = acme.begin().await.unwrap();
    tx.user().create(address("first")).await.unwrap();

    let kept = tx.begin().await.unwrap();
    kept.user().create(address("kept")).await.unwrap();
    kept.commit().await.unwrap();

    let undone = tx.begin().await.unwrap();
    undone.user().create(address("undone")).await.unwrap();
    assert_eq!(undone.user().count().await.unwrap(), 3);
    undone.rollback().await.unwrap();

    let dropped = tx.begin().await.unwrap();
    dropped.user().create(address("dropped")).await.unwrap();
    drop(dropped);

    tx.user().create(address("last")).await.unwrap();
    assert_eq!(names(&acme).await, [""; 0], "nothing is committed yet");
    tx.commit().await.unwrap();
    assert_eq!(names(&acme).await, ["first", "kept", "last"]);
}

#[tokio::test]
async fn a_statement_that_fails_in_a_part_costs_that_part_alone() {
    let acme = database().await.tenant("acme").await;
    let mut tx = acme.begin().await.unwrap();
    tx.user().create(address("ada")).await.unwrap();
    // By a rollback.
    let part = tx.begin().await.unwrap();
    let error = part.user().create(address("ada")).await.unwrap_err();
    assert!(error.is_unique_violation());
    part.rollback().await.unwrap();
    // By being dropped, and by a commit, which says so.
    let part = tx.begin().await.unwrap();
    part.user().create(address("ada")).await.unwrap_err();
    drop(part);
    let part = tx.begin().await.unwrap();
    part.user().create(address("ben")).await.unwrap();
    part.user().create(address("ada")).await.unwrap_err();
    let error = part.commit().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TransactionAborted);
    // As the last thing before the end.
    let part = tx.begin().await.unwrap();
    part.user().create(address("ada")).await.unwrap_err();
    drop(part);
    tx.commit().await.unwrap();
    assert_eq!(names(&acme).await, ["ada"]);

    // A statement that fails outside of a part costs the transaction, and no part mends that.
    let mut tx = acme.begin().await.unwrap();
    tx.user().create(address("ada")).await.unwrap_err();
    assert_eq!(
        tx.begin().await.unwrap_err().kind(),
        ErrorKind::TransactionAborted
    );
    tx.rollback().await.unwrap();
}

#[tokio::test]
async fn parts_have_parts_and_span_core_and_tenants() {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    let mut tx = fixture.db.begin().await.unwrap();
    let mut outer = tx.begin().await.unwrap();
    let in_acme = outer.tenant("acme").await.unwrap();
    in_acme.user().create(address("outer")).await.unwrap();
    drop(in_acme);
    {
        let inner = outer.begin().await.unwrap();
        let in_acme = inner.tenant("acme").await.unwrap();
        in_acme.user().create(address("inner")).await.unwrap();
        assert_eq!(inner.core().session().count().await.unwrap(), 0);
    }
    let mut inner = outer.begin().await.unwrap();
    let innermost = inner.begin().await.unwrap();
    let in_acme = innermost.tenant("acme").await.unwrap();
    in_acme.user().create(address("innermost")).await.unwrap();
    drop(in_acme);
    innermost.commit().await.unwrap();
    inner.commit().await.unwrap();
    outer.commit().await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(names(&acme).await, ["innermost", "outer"]);

    // What an inner part keeps goes with the outer one.
    let mut tx = acme.begin().await.unwrap();
    let mut outer = tx.begin().await.unwrap();
    let inner = outer.begin().await.unwrap();
    inner.user().create(address("gone")).await.unwrap();
    inner.commit().await.unwrap();
    outer.rollback().await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(names(&acme).await, ["innermost", "outer"]);
}

#[tokio::test]
async fn parts_without_a_statement_cost_nothing() {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    let (statements, _guard) = watch();
    let mut tx = acme.begin().await.unwrap();
    let mut part = tx.begin().await.unwrap();
    part.begin().await.unwrap().commit().await.unwrap();
    drop(part.begin().await.unwrap());
    part.rollback().await.unwrap();
    tx.begin().await.unwrap().commit().await.unwrap();
    tx.commit().await.unwrap();
    assert!(statements.take().is_empty());
    let raw = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() \
               AND application_name = 'plexica' AND state <> 'idle'";
    assert_eq!(fixture.number(raw).await, 0);
}

#[tokio::test]
async fn a_statement_given_up_in_a_part_is_told_by_its_commit_and_undone_with_it() {
    let fixture = database().await;
    fixture.tenant("acme").await;
    let db = fixture.with_one_connection().await;
    let acme = db.tenant("acme").await.unwrap();
    let raw = fixture.raw().await;
    let lock = "BEGIN; LOCK TABLE tenant_acme.users IN EXCLUSIVE MODE";

    // The first time it succeeds after all, the second time it fails.
    for expected in [Ok(()), Err(ErrorKind::TransactionAborted)] {
        let mut tx = acme.begin().await.unwrap();
        let text = "before".to_owned();
        tx.comment().create(comment::Create { text }).await.unwrap();
        raw.batch_execute(lock).await.unwrap();
        let part = tx.begin().await.unwrap();
        let write = part.user().create(address("ada")).into_future();
        assert!(timeout(Duration::from_millis(200), write).await.is_err());
        raw.batch_execute("ROLLBACK").await.unwrap();
        let committed = part.commit().await.map_err(|error| error.kind());
        assert_eq!(committed, expected);
        tx.commit().await.unwrap();
    }
    assert_eq!(names(&acme).await, ["ada"]);
    assert_eq!(acme.comment().count().await.unwrap(), 2);

    let mut tx = acme.begin().await.unwrap();
    raw.batch_execute(lock).await.unwrap();
    let part = tx.begin().await.unwrap();
    let write = part.user().create(address("ben")).into_future();
    assert!(timeout(Duration::from_millis(200), write).await.is_err());
    drop(part);
    raw.batch_execute("ROLLBACK").await.unwrap();
    assert_eq!(tx.user().count().await.unwrap(), 1);
    tx.commit().await.unwrap();
    assert_eq!(names(&acme).await, ["ada"]);
}
