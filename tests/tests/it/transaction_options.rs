//! Isolation, read-only, and time-outs of a transaction.

use std::time::{Duration, Instant};

use plexica_client::{
    ErrorKind,
    database::{Isolation, TransactionOptions},
};
use plexica_tests::{
    Fixture, database,
    db::{Db, TenantDb, user},
};

fn address(name: &str) -> user::Create {
    user::Create {
        email: format!("{name}@acme.test"),
    }
}

/// A client with one connection, so that what a transaction left on it would be seen.
async fn with_one_connection() -> (Fixture, Db, TenantDb) {
    let fixture = database().await;
    fixture.tenant("acme").await;
    let builder = fixture.builder().max_connections(1);
    let db = builder.connect().await.unwrap();
    let acme = db.tenant("acme").await.unwrap();
    (fixture, db, acme)
}

async fn users(tenant: &TenantDb) -> u64 {
    tenant.user().count().await.unwrap()
}

#[tokio::test]
async fn repeatable_reads_see_one_moment_and_read_committed_ones_see_each_commit() {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    for (isolation, seen) in [
        (Isolation::ReadCommitted, 1),
        (Isolation::RepeatableRead, 0),
        (Isolation::Serializable, 0),
    ] {
        let options = TransactionOptions::new().isolation(isolation);
        let tx = acme.begin_with(&options).await.unwrap();
        assert_eq!(tx.user().count().await.unwrap(), 0);
        acme.user().create(address("ada")).await.unwrap();
        assert_eq!(tx.user().count().await.unwrap(), seen, "{isolation:?}");
        tx.commit().await.unwrap();
        acme.user()
            .delete_many(user::email.ends_with("test"))
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn a_read_only_transaction_reads_and_nothing_of_it_is_left_on_the_connection() {
    let (_fixture, db, acme) = with_one_connection().await;
    let read_only = TransactionOptions::new()
        .isolation(Isolation::Serializable)
        .read_only()
        .deferrable();
    let tx = acme.begin_with(&read_only).await.unwrap();
    assert_eq!(tx.user().count().await.unwrap(), 0);
    let error = tx.user().create(address("ada")).await.unwrap_err();
    assert_eq!(error.sqlstate(), Some("25006"));
    tx.rollback().await.unwrap();

    let tx = db.begin_with(&read_only).await.unwrap();
    let in_acme = tx.tenant("acme").await.unwrap();
    in_acme.user().create(address("ada")).await.unwrap_err();
    drop(in_acme);
    drop(tx);
    acme.user().create(address("ada")).await.unwrap();
}

#[tokio::test]
async fn a_statement_that_takes_or_waits_too_long_is_an_error_of_its_own_kind() {
    let (fixture, _db, acme) = with_one_connection().await;
    let raw = fixture.raw().await;
    raw.batch_execute("BEGIN; LOCK TABLE tenant_acme.users IN EXCLUSIVE MODE")
        .await
        .unwrap();
    let short = Duration::from_millis(100);
    for (options, kind, code) in [
        (
            TransactionOptions::new().lock_timeout(short),
            ErrorKind::LockTimeout,
            "plexica::lock_timeout",
        ),
        (
            TransactionOptions::new().statement_timeout(short),
            ErrorKind::Timeout,
            "plexica::timeout",
        ),
    ] {
        let start = Instant::now();
        let tx = acme.begin_with(&options).await.unwrap();
        let error = tx.user().create(address("ada")).await.unwrap_err();
        assert_eq!((error.kind(), error.kind().code()), (kind, code));
        assert!(start.elapsed() >= short);
        drop(tx);
    }
    // Neither is left behind: this waits for longer.
    let write = tokio::spawn({
        let acme = acme.clone();
        async move { acme.user().create(address("ada")).await.map(drop) }
    });
    tokio::time::sleep(Duration::from_millis(400)).await;
    raw.batch_execute("ROLLBACK").await.unwrap();
    write.await.unwrap().unwrap();
    assert_eq!(users(&acme).await, 1);
}
