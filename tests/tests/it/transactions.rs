use std::time::Duration;

use plexica_client::{ErrorKind, Filter};
use plexica_tests::{
    Fixture, database,
    db::{Db, TenantDb, comment, plugin, post, session, user},
    watch,
};
use tokio::time::timeout;

use crate::people::people;

fn address(name: &str) -> user::Create {
    user::Create {
        email: format!("{name}@acme.test"),
    }
}

async fn users(tenant: &TenantDb) -> u64 {
    tenant.user().count().await.unwrap()
}

/// A client with one connection, and a tenant in it.
async fn with_one_connection() -> (Fixture, Db, TenantDb) {
    let fixture = database().await;
    fixture.tenant("acme").await;
    let db = fixture
        .builder()
        .max_connections(1)
        .wait_timeout(Duration::from_secs(20))
        .connect()
        .await
        .unwrap();
    let acme = db.tenant("acme").await.unwrap();
    (fixture, db, acme)
}

/// Locks the users against writing, for as long as the connection is kept.
async fn lock_users(fixture: &Fixture) -> tokio_postgres::Client {
    let raw = fixture.raw().await;
    raw.batch_execute("BEGIN; LOCK TABLE tenant_acme.users IN EXCLUSIVE MODE")
        .await
        .unwrap();
    raw
}

#[tokio::test]
async fn a_commit_keeps_and_a_rollback_undoes() {
    let acme = database().await.tenant("acme").await;
    let tx = acme.begin().await.unwrap();
    tx.user().create(address("ada")).await.unwrap();
    assert_eq!(tx.user().count().await.unwrap(), 1, "seen inside");
    assert_eq!(users(&acme).await, 0, "not seen outside");
    tx.commit().await.unwrap();
    assert_eq!(users(&acme).await, 1);

    let tx = acme.begin().await.unwrap();
    tx.user().delete_many(Filter::all()).await.unwrap();
    tx.rollback().await.unwrap();
    assert_eq!(users(&acme).await, 1);

    let tx = acme.begin().await.unwrap();
    tx.user().delete_many(Filter::all()).await.unwrap();
    drop(tx);
    assert_eq!(users(&acme).await, 1);
}

#[tokio::test]
async fn a_transaction_without_a_statement_costs_nothing_and_ends_well() {
    let (_fixture, db, acme) = with_one_connection().await;
    let (statements, _guard) = watch();
    acme.begin().await.unwrap().commit().await.unwrap();
    acme.begin().await.unwrap().rollback().await.unwrap();
    drop(acme.begin().await.unwrap());
    db.begin().await.unwrap().commit().await.unwrap();
    assert!(statements.take().is_empty());
    assert_eq!(users(&acme).await, 0);
    assert_eq!(db.pool_status().in_use, 0);
}

#[tokio::test]
async fn a_dropped_transaction_is_over_before_its_connection_is_used_again() {
    let (_fixture, db, acme) = with_one_connection().await;
    for _ in 0..20 {
        let tx = acme.begin().await.unwrap();
        tx.user().create(address("ada")).await.unwrap();
        drop(tx);
        assert_eq!(users(&acme).await, 0);
        acme.user().create(address("ben")).await.unwrap();
        assert_eq!(acme.user().delete_many(Filter::all()).await.unwrap(), 1);
    }
    assert_eq!(db.pool_status().open, 1);
}

#[tokio::test]
async fn a_transaction_in_which_a_statement_failed_cannot_be_committed() {
    let (_fixture, _db, acme) = with_one_connection().await;
    let tx = acme.begin().await.unwrap();
    tx.user().create(address("ada")).await.unwrap();
    let error = tx.user().create(address("ada")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UniqueViolation);
    let error = tx.user().count().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TransactionAborted);
    let error = tx.commit().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TransactionAborted);
    assert_eq!(users(&acme).await, 0);

    // A value that cannot even be sent is a failed statement too.
    let tx = acme.begin().await.unwrap();
    tx.user().create(address("ada")).await.unwrap();
    tx.user().create(address("\0")).await.unwrap_err();
    assert_eq!(
        tx.commit().await.unwrap_err().kind(),
        ErrorKind::TransactionAborted
    );
    assert_eq!(users(&acme).await, 0);

    let tx = acme.begin().await.unwrap();
    tx.user().create(address("\0")).await.unwrap_err();
    tx.rollback().await.unwrap();
    acme.user().create(address("ada")).await.unwrap();
}

#[tokio::test]
async fn a_statement_given_up_while_it_waits_for_a_lock_leaves_the_pool_clean() {
    let (fixture, db, acme) = with_one_connection().await;
    let lock = lock_users(&fixture).await;
    let write = acme.user().create(address("ada")).into_future();
    assert!(
        timeout(Duration::from_millis(200), write).await.is_err(),
        "the lock holds"
    );
    // The next query neither waits for that one nor gets its answer.
    let sessions = timeout(
        Duration::from_secs(5),
        db.core().session().count().into_future(),
    )
    .await;
    assert_eq!(sessions.expect("the connection is free").unwrap(), 0);
    drop(lock);
    acme.user().create(address("ben")).await.unwrap();
    let found = acme
        .user()
        .find_unique(user::email.key("ben@acme.test"))
        .await
        .unwrap();
    assert!(found.is_some());
}

#[tokio::test]
async fn a_transaction_given_up_while_it_waits_for_a_lock_is_rolled_back() {
    let (fixture, db, acme) = with_one_connection().await;
    let tx = acme.begin().await.unwrap();
    tx.comment()
        .create(comment::Create {
            text: "before".into(),
        })
        .await
        .unwrap();
    let lock = lock_users(&fixture).await;
    let write = tx.user().create(address("ada")).into_future();
    assert!(
        timeout(Duration::from_millis(200), write).await.is_err(),
        "the lock holds"
    );
    drop(tx);
    let sessions = timeout(
        Duration::from_secs(5),
        db.core().session().count().into_future(),
    )
    .await;
    assert_eq!(sessions.expect("the connection is free").unwrap(), 0);
    drop(lock);
    assert_eq!(
        (users(&acme).await, acme.comment().count().await.unwrap()),
        (0, 0)
    );
}

#[tokio::test]
async fn a_statement_given_up_and_then_committed_is_told_apart_by_its_end() {
    let (fixture, _db, acme) = with_one_connection().await;
    // It succeeds after all: everything is there.
    let tx = acme.begin().await.unwrap();
    tx.comment()
        .create(comment::Create {
            text: "before".into(),
        })
        .await
        .unwrap();
    let lock = lock_users(&fixture).await;
    assert!(
        timeout(
            Duration::from_millis(100),
            tx.user().create(address("ada")).into_future()
        )
        .await
        .is_err()
    );
    drop(lock);
    tx.commit().await.unwrap();
    assert_eq!(
        (users(&acme).await, acme.comment().count().await.unwrap()),
        (1, 1)
    );
    // It fails: nothing is there.
    let tx = acme.begin().await.unwrap();
    tx.comment()
        .create(comment::Create {
            text: "again".into(),
        })
        .await
        .unwrap();
    let lock = lock_users(&fixture).await;
    assert!(
        timeout(
            Duration::from_millis(100),
            tx.user().create(address("ada")).into_future()
        )
        .await
        .is_err()
    );
    drop(lock);
    let error = tx.commit().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TransactionAborted);
    assert_eq!(
        (users(&acme).await, acme.comment().count().await.unwrap()),
        (1, 1)
    );
}

#[tokio::test]
async fn queries_given_up_at_any_moment_never_mix_up_answers() {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    people(&acme).await;
    for round in 0..300_u64 {
        let query = acme
            .user()
            .find_many()
            .with(user::written.with(post::comments))
            .into_future();
        let _ = timeout(Duration::from_micros(round * 10), query).await;
        let email = acme
            .user()
            .find_unique(user::email.key("dan@acme.test"))
            .select(user::email)
            .await
            .unwrap();
        assert_eq!(email.as_deref(), Some("dan@acme.test"));
        let tx = acme.begin().await.unwrap();
        let write = tx
            .comment()
            .create(comment::Create {
                text: "given up".into(),
            })
            .into_future();
        let _ = timeout(Duration::from_micros(round * 10), write).await;
        drop(tx);
    }
    assert_eq!(
        acme.comment()
            .count()
            .filter(comment::text.eq("given up"))
            .await
            .unwrap(),
        0
    );
    assert_eq!(acme.user().count().await.unwrap(), 4);
}

#[tokio::test]
async fn one_transaction_spans_core_and_several_tenants() {
    let fixture = database().await;
    let (acme, ops) = (fixture.tenant("acme").await, fixture.tenant("ops").await);
    let write = async |tx: &plexica_tests::db::Transaction| {
        tx.core()
            .plugin()
            .create(plugin::Create { name: "crm".into() })
            .await
            .unwrap();
        tx.tenant("acme")
            .await
            .unwrap()
            .user()
            .create(address("ada"))
            .await
            .unwrap();
        tx.tenant("ops")
            .await
            .unwrap()
            .user()
            .create(address("ada"))
            .await
            .unwrap();
    };
    let counts = async || {
        (
            fixture.db.core().plugin().count().await.unwrap(),
            users(&acme).await,
            users(&ops).await,
        )
    };
    let tx = fixture.db.begin().await.unwrap();
    write(&tx).await;
    assert_eq!(counts().await, (0, 0, 0));
    drop(tx);
    assert_eq!(counts().await, (0, 0, 0));
    let tx = fixture.db.begin().await.unwrap();
    write(&tx).await;
    let error = tx.tenant("nobody").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnknownTenant);
    tx.commit().await.unwrap();
    assert_eq!(counts().await, (1, 1, 1));
}

#[tokio::test]
async fn statements_of_a_transaction_that_run_at_once_are_all_in_it() {
    let acme = database().await.tenant("acme").await;
    let tx = acme.begin().await.unwrap();
    let names: Vec<String> = (0..50).map(|number| number.to_string()).collect();
    futures_util::future::try_join_all(
        names
            .iter()
            .map(|name| tx.user().create(address(name)).into_future()),
    )
    .await
    .unwrap();
    assert_eq!(users(&acme).await, 0);
    tx.commit().await.unwrap();
    assert_eq!(users(&acme).await, 50);
}

#[tokio::test]
async fn includes_and_large_inserts_stay_in_the_transaction() {
    let acme = database().await.tenant("acme").await;
    let tx = acme.begin().await.unwrap();
    let rows = (0..300).map(|number| {
        let draft = address(&number.to_string()).draft();
        if number % 2 == 0 {
            draft.age(number)
        } else {
            draft
        }
    });
    assert_eq!(tx.user().create_many(rows).await.unwrap(), 300);
    let read = tx.user().find_many().with(user::written).await.unwrap();
    assert_eq!(read.len(), 300);
    tx.rollback().await.unwrap();
    assert_eq!(users(&acme).await, 0);
}

#[tokio::test]
async fn what_a_deferred_constraint_finds_at_the_end_is_the_commits_error() {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    fixture.sql("ALTER TABLE tenant_acme.users ADD CONSTRAINT one_age UNIQUE (age) DEFERRABLE INITIALLY DEFERRED").await;
    let tx = acme.begin().await.unwrap();
    tx.user()
        .create(address("ada").draft().age(1))
        .await
        .unwrap();
    tx.user()
        .create(address("ben").draft().age(1))
        .await
        .unwrap();
    let error = tx.commit().await.unwrap_err();
    assert_eq!(
        (error.kind(), error.constraint()),
        (ErrorKind::UniqueViolation, Some("one_age"))
    );
    assert_eq!(users(&acme).await, 0);
}

#[tokio::test]
async fn transactions_that_wait_for_each_other_end_with_a_deadlock_that_can_be_tried_again() {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    let people = people(&acme).await;
    let (first, second) = (acme.begin().await.unwrap(), acme.begin().await.unwrap());
    first
        .user()
        .update(user::id.key(people.ada.id))
        .age(1)
        .await
        .unwrap();
    second
        .user()
        .update(user::id.key(people.ben.id))
        .age(2)
        .await
        .unwrap();
    let (one, two) = tokio::join!(
        first
            .user()
            .update(user::id.key(people.ben.id))
            .age(1)
            .into_future(),
        async {
            tokio::time::sleep(Duration::from_millis(50)).await;
            let result = second
                .user()
                .update(user::id.key(people.ada.id))
                .age(2)
                .await;
            drop(second);
            result
        },
    );
    let errors: Vec<_> = [one.err(), two.err()].into_iter().flatten().collect();
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert_eq!(errors[0].kind(), ErrorKind::Deadlock);
    assert!(errors[0].is_retryable());
}

#[tokio::test]
async fn a_finished_transactions_connection_serves_everyone_again() {
    let (_fixture, db, acme) = with_one_connection().await;
    let tx = acme.begin().await.unwrap();
    tx.user().create(address("ada")).await.unwrap();
    assert_eq!(db.pool_status().in_use, 1);
    tx.commit().await.unwrap();
    let made = db
        .core()
        .session()
        .create(session::Create {})
        .await
        .unwrap();
    assert!(made.pid > 0);
    assert_eq!(db.pool_status().in_use, 0);
}
