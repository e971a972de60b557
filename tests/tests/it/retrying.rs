//! Transactions given as closures, which run again where they meet others.

use std::{
    fmt,
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

use futures_util::future::try_join_all;
use plexica_client::{
    Error, ErrorKind,
    database::{Isolation, TransactionOptions},
};
use plexica_tests::{
    Fixture, database,
    db::{TenantDb, TenantTransaction, comment, user},
};

fn address(name: &str) -> user::Create {
    user::Create {
        email: format!("{name}@acme.test"),
    }
}

async fn users(tenant: &TenantDb) -> u64 {
    tenant.user().count().await.unwrap()
}

fn serializable() -> TransactionOptions {
    TransactionOptions::new().isolation(Isolation::Serializable)
}

/// An error of a program's own.
#[derive(Debug)]
enum Refused {
    NoSeatLeft,
    Database(Error),
}

impl From<Error> for Refused {
    fn from(error: Error) -> Self {
        Self::Database(error)
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSeatLeft => f.write_str("no seat left"),
            Self::Database(error) => error.fmt(f),
        }
    }
}

#[tokio::test]
async fn what_a_closure_did_is_committed_and_an_error_of_it_undoes_it_at_once() {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    let email = acme
        .in_transaction(|tx| async move {
            Ok::<_, Error>(tx.user().create(address("ada")).await?.email)
        })
        .await
        .unwrap();
    assert_eq!((email.as_str(), users(&acme).await), ("ada@acme.test", 1));

    let runs = AtomicU32::new(0);
    let refused = acme
        .in_transaction(|tx| {
            runs.fetch_add(1, Ordering::SeqCst);
            async move {
                tx.user().create(address("ben")).await?;
                Err::<(), _>(Refused::NoSeatLeft)
            }
        })
        .await
        .unwrap_err();
    assert_eq!(refused.to_string(), "no seat left");
    let refused = acme
        .in_transaction(|tx| {
            runs.fetch_add(1, Ordering::SeqCst);
            async move {
                tx.user().create(address("ada")).await?;
                Ok::<_, Refused>(())
            }
        })
        .await
        .unwrap_err();
    let Refused::Database(error) = refused else {
        panic!("{refused}")
    };
    assert!(error.is_unique_violation());
    assert_eq!((runs.into_inner(), users(&acme).await), (2, 1));
    assert_eq!(fixture.db.pool_status().in_use, 0);
}

#[tokio::test]
async fn a_failed_statement_that_the_closure_passes_over_is_not_committed() {
    let acme = database().await.tenant("acme").await;
    acme.user().create(address("ada")).await.unwrap();
    let error = acme
        .in_transaction(|tx| async move {
            tx.user().create(address("ben")).await?;
            let _ = tx.user().create(address("ada")).await;
            Ok::<_, Error>(())
        })
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TransactionAborted);
    assert_eq!(users(&acme).await, 1);

    // With a part of its own it may.
    acme.in_transaction(|mut tx| async move {
        tx.user().create(address("ben")).await?;
        let part = tx.begin().await?;
        let _ = part.user().create(address("ada")).await;
        drop(part);
        Ok::<_, Error>(())
    })
    .await
    .unwrap();
    assert_eq!(users(&acme).await, 2);
}

/// Adds a comment that says how many there were: wrong where two do so side by side.
async fn count_up(tx: &TenantTransaction) -> Result<(), Error> {
    let count = tx.comment().count().await?;
    let text = count.to_string();
    tx.comment().create(comment::Create { text }).await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn transactions_that_meet_run_again_until_each_is_through() {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    let runs = AtomicU32::new(0);
    let options = serializable().attempts(50);
    let all = (0..12).map(|_| {
        acme.in_transaction_with(&options, |tx| {
            runs.fetch_add(1, Ordering::SeqCst);
            async move { count_up(&tx).await }
        })
    });
    try_join_all(all).await.unwrap();
    let texts = acme
        .comment()
        .find_many()
        .select(comment::text)
        .await
        .unwrap();
    let mut texts: Vec<u32> = texts
        .iter()
        .map(|text: &String| text.parse().unwrap())
        .collect();
    texts.sort_unstable();
    assert_eq!(texts, (0..12).collect::<Vec<_>>());
    assert!(runs.into_inner() > 12, "none has met another");
    assert_eq!(fixture.db.pool_status().in_use, 0);
}

#[tokio::test]
async fn one_that_always_meets_another_gives_up_after_so_many_attempts() {
    let acme = database().await.tenant("acme").await;
    let options = TransactionOptions::new()
        .isolation(Isolation::RepeatableRead)
        .attempts(3);
    acme.user().create(address("ada")).await.unwrap();
    let runs = AtomicU32::new(0);
    let error = acme
        .in_transaction_with(&options, |tx| {
            runs.fetch_add(1, Ordering::SeqCst);
            let acme = acme.clone();
            async move {
                tx.user().count().await?;
                acme.user()
                    .update(user::email.key("ada@acme.test"))
                    .first_name("Ada")
                    .await?;
                tx.user()
                    .update(user::email.key("ada@acme.test"))
                    .first_name("Eve")
                    .await?;
                Ok::<_, Error>(())
            }
        })
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::SerializationFailure);
    assert!(error.is_retryable());
    assert_eq!(runs.into_inner(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deadlock_is_one_transactions_error_and_it_runs_again() {
    let fixture: Fixture = database().await;
    let acme = fixture.tenant("acme").await;
    for name in ["ada", "ben"] {
        acme.user().create(address(name)).await.unwrap();
    }
    let runs = AtomicU32::new(0);
    let both = [("ada", "ben"), ("ben", "ada")].map(|(first, second)| {
        let runs = &runs;
        fixture.db.in_transaction(move |tx| {
            let run = runs.fetch_add(1, Ordering::SeqCst);
            async move {
                let acme = tx.tenant("acme").await?;
                for name in [first, second] {
                    let key = user::email.key(format!("{name}@acme.test"));
                    acme.user().update(key).first_name(first).await?;
                    // So that the first two have one lock each before they want the other.
                    if run < 2 {
                        tokio::time::sleep(Duration::from_millis(300)).await;
                    }
                }
                Ok::<_, Error>(())
            }
        })
    });
    try_join_all(both).await.unwrap();
    assert_eq!(runs.into_inner(), 3, "one of the two has run again");
    assert_eq!(fixture.db.pool_status().in_use, 0);
}

#[tokio::test]
async fn what_is_left_of_a_transaction_after_its_closure_is_refused() {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    let kept = acme
        .in_transaction(|tx| async move {
            tx.user().create(address("ada")).await?;
            Ok::<_, Error>(tx)
        })
        .await
        .unwrap();
    let error = kept.user().create(address("ben")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TransactionAborted);
    drop(kept);
    assert_eq!(users(&acme).await, 1);
    assert_eq!(fixture.db.pool_status().in_use, 0);
}

#[tokio::test]
async fn a_closure_given_up_midway_is_rolled_back() {
    let fixture = database().await;
    fixture.tenant("acme").await;
    let db = fixture.with_one_connection().await;
    let acme = db.tenant("acme").await.unwrap();
    let endless = acme.in_transaction(|tx| async move {
        tx.user().create(address("ada")).await?;
        std::future::pending::<Result<(), Error>>().await
    });
    assert!(
        tokio::time::timeout(Duration::from_millis(500), endless)
            .await
            .is_err()
    );
    assert_eq!(users(&acme).await, 0);
}

#[tokio::test]
async fn a_task_that_waits_for_a_closures_transaction_can_be_spawned() {
    let fixture = database().await;
    fixture.tenant("acme").await;
    let db = fixture.db.clone();
    let task = tokio::spawn(async move {
        let acme = db.tenant("acme").await?;
        let options = serializable();
        acme.in_transaction_with(&options, |tx| async move {
            tx.user().create(address("ada")).await?;
            Ok::<_, Error>(())
        })
        .await?;
        db.in_transaction(|tx| async move { tx.tenant("acme").await?.user().count().await })
            .await
    });
    assert_eq!(task.await.unwrap().unwrap(), 1);
}

#[tokio::test]
async fn one_that_loses_its_connection_before_the_commit_runs_again() {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    let runs = AtomicU32::new(0);
    let (fixture, acme) = (&fixture, &acme);
    acme.in_transaction(|tx| {
        let run = runs.fetch_add(1, Ordering::SeqCst);
        async move {
            tx.user().create(address("ada")).await?;
            if run == 0 {
                let pid = tx.query_raw("SELECT pg_backend_pid()").await?;
                let [(pid,)]: [(i32,); 1] = pid.try_into().unwrap();
                let killed = format!("SELECT pg_terminate_backend({pid}, 5000)");
                fixture.sql(&killed).await;
            }
            tx.user().create(address("ben")).await?;
            Ok::<_, Error>(())
        }
    })
    .await
    .unwrap();
    assert_eq!((runs.into_inner(), users(acme).await), (2, 2));
}
