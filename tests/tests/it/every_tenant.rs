//! Work in every tenant: `db.tenants().for_each(…)`.

use std::{
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use plexica_client::{Error, ErrorKind};
use plexica_tests::{database, db::user, watch};

#[tokio::test]
async fn every_active_tenant_is_visited_once_in_the_order_of_the_keys() {
    let fixture = database().await;
    for key in ["b", "a-1", "d", "c", "a"] {
        fixture.tenant(key).await;
    }
    fixture.db.tenants().suspend("c").await.unwrap();
    fixture.db.tenants().drop("d").await.unwrap();
    let visited = Mutex::new(Vec::new());
    let result = fixture
        .db
        .tenants()
        .for_each(1, |tenant| {
            let visited = &visited;
            async move {
                tenant
                    .user()
                    .create(user::Create {
                        email: "a@b.test".into(),
                    })
                    .await?;
                visited.lock().unwrap().push(tenant.key().to_owned());
                Ok::<_, Error>(())
            }
        })
        .await
        .unwrap();
    assert_eq!((result.done, result.failed.len()), (3, 0));
    assert_eq!(*visited.lock().unwrap(), ["a", "a-1", "b"]);
}

#[tokio::test]
async fn a_tenant_in_which_it_fails_is_told_and_the_others_go_on() {
    let fixture = database().await;
    for key in ["a", "b", "c", "d"] {
        fixture.tenant(key).await;
    }
    fixture
        .sql("ALTER TABLE tenant_b.users RENAME TO former_users")
        .await;
    let result = fixture
        .db
        .tenants()
        .for_each(3, |tenant| async move {
            if tenant.key() == "c" {
                return Err(format!("no luck in {}", tenant.key()).into());
            }
            tenant.user().count().await?;
            Ok::<_, Box<dyn std::error::Error + Send + Sync>>(())
        })
        .await
        .unwrap();
    assert_eq!(result.done, 2);
    let told: Vec<String> = result.failed.iter().map(ToString::to_string).collect();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(
        told[0].starts_with("tenant `b`: the database is not up to date"),
        "{told:?}"
    );
    assert_eq!(told[1], "tenant `c`: no luck in c");
}

#[tokio::test]
async fn no_more_tenants_are_worked_on_at_once_than_was_said_and_no_statement_is_spent_on_the_handles()
 {
    let fixture = database().await;
    for number in 0..9 {
        fixture.tenant(&format!("t{number}")).await;
    }
    let db = fixture.builder().listen(false).connect().await.unwrap();
    let (now, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let (statements, _guard) = watch();
    let result = db
        .tenants()
        .for_each(4, |_| async {
            most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            tokio::time::sleep(Duration::from_millis(20)).await;
            now.fetch_sub(1, Ordering::SeqCst);
            Ok::<_, Error>(())
        })
        .await
        .unwrap();
    assert_eq!((result.done, most.into_inner()), (9, 4));
    assert_eq!(statements.take().len(), 1, "the keys");
}

#[tokio::test]
async fn a_tenant_that_is_suspended_before_its_turn_is_left_out() {
    let fixture = database().await;
    for key in ["a", "b"] {
        fixture.tenant(key).await;
    }
    let db = &fixture.db;
    let result = db
        .tenants()
        .for_each(1, |tenant| async move {
            assert_eq!(tenant.key(), "a");
            db.tenants().suspend("b").await
        })
        .await
        .unwrap();
    assert_eq!((result.done, result.failed.len()), (1, 0));
}

#[tokio::test]
async fn a_registry_that_cannot_be_read_is_an_error_of_the_whole() {
    let fixture = database().await;
    fixture.tenant("a").await;
    fixture.db.close().await;
    let error = fixture
        .db
        .tenants()
        .for_each(2, |_| async { Ok::<_, Error>(()) })
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::PoolClosed);
}
