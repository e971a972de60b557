//! Reads over many tenants: `db.across()`.

use std::time::Duration;

use futures_util::{StreamExt, TryStreamExt, future::join_all};
use plexica_client::{Error, ErrorKind};
use plexica_tests::{
    Fixture, database, database_with_sessions,
    db::{Db, TenantDb, comment, user},
    new_tenant, watch,
};
use tokio::time::timeout;

/// Tenants `t00`, `t01`, …, each with as many users as its number.
async fn tenants(fixture: &Fixture, count: usize) {
    for number in 0..count {
        let key = format!("t{number:02}");
        let tenant = fixture.tenant(&key).await;
        let users = (0..number).map(|user| user::Create {
            email: format!("{user}@{key}.test"),
        });
        tenant.user().create_many(users).await.unwrap();
    }
}

async fn users(tenant: TenantDb) -> Result<u64, Error> {
    tenant.user().count().await
}

async fn with_connections(fixture: &Fixture, count: usize) -> Db {
    let builder = fixture.builder().max_connections(count).listen(false);
    let builder = builder.wait_timeout(Duration::from_secs(2));
    builder.connect().await.unwrap()
}

#[tokio::test]
async fn every_active_tenant_answers_in_the_order_of_the_keys() {
    let fixture = database().await;
    tenants(&fixture, 6).await;
    fixture.db.tenants().suspend("t03").await.unwrap();
    fixture.db.tenants().drop("t04").await.unwrap();
    for connections in [1, 2, 8] {
        let db = with_connections(&fixture, connections).await;
        let counts: Vec<(String, u64)> = db.across().each(users).try_collect().await.unwrap();
        let counts: Vec<(&str, u64)> = counts.iter().map(|(key, n)| (key.as_str(), *n)).collect();
        assert_eq!(counts, [("t00", 0), ("t01", 1), ("t02", 2), ("t05", 5)]);
        assert_eq!(db.across().sum(users).await.unwrap(), 8);
        assert_eq!(db.pool_status().in_use, 0);
    }
}

#[tokio::test]
async fn rows_come_one_by_one_with_their_tenants_key_and_relations() {
    let fixture = database().await;
    tenants(&fixture, 4).await;
    let rows = fixture
        .db
        .across()
        .keys(["t03", "t01"])
        .rows(|tenant| async move {
            let all = tenant.user().find_many().with(user::profile);
            all.order_by(user::email.asc()).await
        });
    let rows: Vec<(String, String)> = rows
        .map_ok(|(key, user)| {
            assert!(user.profile.is_none());
            (key, user.email)
        })
        .try_collect()
        .await
        .unwrap();
    let rows: Vec<(&str, &str)> = rows.iter().map(|(k, e)| (k.as_str(), e.as_str())).collect();
    assert_eq!(
        rows,
        [
            ("t03", "0@t03.test"),
            ("t03", "1@t03.test"),
            ("t03", "2@t03.test"),
            ("t01", "0@t01.test")
        ]
    );
    let nobody: Vec<_> = fixture
        .db
        .across()
        .keys([""; 0])
        .rows(|tenant| async move { tenant.user().find_many().await })
        .try_collect()
        .await
        .unwrap();
    assert!(nobody.is_empty());
}

#[tokio::test]
async fn a_tenant_in_which_it_fails_says_so_and_the_others_answer() {
    let fixture = database().await;
    tenants(&fixture, 4).await;
    fixture
        .sql("ALTER TABLE tenant_t01.users RENAME TO former_users")
        .await;
    let answers: Vec<_> = fixture.db.across().each(users).collect().await;
    let failed = answers[1].as_ref().unwrap_err();
    assert_eq!(
        (failed.kind(), failed.tenant()),
        (ErrorKind::NotMigrated, Some("t01"))
    );
    assert!(failed.to_string().starts_with("tenant `t01`: "), "{failed}");
    let counts: Vec<u64> = answers.into_iter().flatten().map(|(_, n)| n).collect();
    assert_eq!(counts, [0, 2, 3]);
    let error = fixture.db.across().sum(users).await.unwrap_err();
    assert_eq!(error.tenant(), Some("t01"));

    let named: Vec<_> = fixture
        .db
        .across()
        .keys(["t02", "nobody", "no key"])
        .each(users)
        .collect()
        .await;
    let kinds: Vec<_> = named
        .iter()
        .map(|answer| answer.as_ref().err().map(Error::kind))
        .collect();
    assert_eq!(
        kinds,
        [
            None,
            Some(ErrorKind::UnknownTenant),
            Some(ErrorKind::InvalidTenantKey)
        ]
    );
}

#[tokio::test]
async fn it_costs_a_statement_a_tenant_and_one_for_the_keys_side_by_side_on_few_connections() {
    let fixture = database().await;
    tenants(&fixture, 12).await;
    let db = with_connections(&fixture, 8).await;
    let (statements, _guard) = watch();
    assert_eq!(db.across().connections(2).sum(users).await.unwrap(), 66);
    assert_eq!(statements.take().len(), 13);
    assert_eq!(db.pool_status().open, 2);

    // All on one connection: none waits for the answer to another to be sent.
    let raw = fixture.raw().await;
    raw.batch_execute("BEGIN; LOCK TABLE tenant_t05.users IN ACCESS EXCLUSIVE MODE")
        .await
        .unwrap();
    let mut waiting = Box::pin(db.across().connections(1).sum(users));
    let waits = "SELECT count(*) FROM pg_locks JOIN pg_database ON oid = database \
                 WHERE datname = current_database() AND NOT granted";
    while fixture.number(waits).await == 0 {
        assert!(
            timeout(Duration::from_millis(20), &mut waiting)
                .await
                .is_err()
        );
    }
    assert_eq!(statements.take().len(), 13, "all were sent");
    drop(waiting);
    raw.batch_execute("ROLLBACK").await.unwrap();
    assert_eq!(
        db.across().sum(users).await.unwrap(),
        66,
        "the pool is clean"
    );
}

#[tokio::test]
async fn many_at_once_never_wait_for_each_others_connections() {
    let fixture = database().await;
    tenants(&fixture, 5).await;
    let db = with_connections(&fixture, 3).await;
    let sums = join_all((0..12).map(|_| db.across().connections(3).sum(users))).await;
    for sum in sums {
        assert_eq!(sum.unwrap(), 10);
    }
    assert_eq!(db.pool_status().in_use, 0);
}

#[tokio::test]
async fn a_handle_that_is_kept_goes_on_without_the_shared_connection() {
    let fixture = database().await;
    tenants(&fixture, 3).await;
    let db = with_connections(&fixture, 1).await;
    let handles: Vec<(String, TenantDb)> = db
        .across()
        .each(|tenant| async move { Ok(tenant) })
        .try_collect()
        .await
        .unwrap();
    assert_eq!(db.pool_status().in_use, 0);
    let (_, last) = handles.last().unwrap();
    let transaction = last.begin().await.unwrap();
    let text = comment::Create {
        text: "kept".into(),
    };
    transaction.comment().create(text).await.unwrap();
    transaction.commit().await.unwrap();
    assert_eq!(last.comment().count().await.unwrap(), 1);
}

#[tokio::test]
async fn once_a_connection_is_killed_the_queries_to_come_go_out_on_another() {
    let fixture = database().await;
    for key in ["a", "b", "c"] {
        fixture.db.tenants().create(new_tenant(key)).await.unwrap();
    }
    let db = with_connections(&fixture, 2).await;
    let raw = fixture.raw().await;
    let (db, raw) = (&db, &raw);
    let answers: Vec<_> = db
        .across()
        .connections(1)
        .each(|tenant| async move {
            if tenant.key() == "a" {
                let sql = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity \
                           WHERE datname = current_database() AND application_name = 'plexica' \
                           AND query LIKE '%tenants%' AND pid <> pg_backend_pid()";
                raw.query(sql, &[]).await.unwrap();
                tokio::time::sleep(Duration::from_millis(100)).await;
            } else {
                tokio::time::sleep(Duration::from_millis(300)).await;
            }
            users(tenant).await
        })
        .collect()
        .await;
    assert_eq!(answers.len(), 3);
    for answer in answers {
        assert_eq!(answer.unwrap().1, 0, "another connection is taken");
    }
}

/// The place in the pool is kept meanwhile: to wait for another would be to wait for itself.
#[tokio::test]
async fn once_the_only_connection_is_killed_it_says_so_and_the_next_time_all_answer() {
    let fixture = database_with_sessions("a pooler's connection outlives the server's").await;
    tenants(&fixture, 3).await;
    let db = with_connections(&fixture, 1).await;
    let pid = db.query_raw::<(i32,)>("SELECT pg_backend_pid()");
    let killed = format!(
        "SELECT pg_terminate_backend({}, 5000)",
        pid.await.unwrap()[0].0
    );
    let fixture = &fixture;
    let killed = &killed;
    let answers: Vec<_> = db
        .across()
        .each(|tenant| async move {
            match tenant.key() {
                "t00" => fixture.sql(killed).await,
                _ => tokio::time::sleep(Duration::from_millis(300)).await,
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
            users(tenant).await
        })
        .collect()
        .await;
    for answer in answers {
        assert_eq!(answer.unwrap_err().kind(), ErrorKind::ConnectionLost);
    }
    assert_eq!(db.across().sum(users).await.unwrap(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn it_runs_in_a_task_of_its_own() {
    let fixture = database().await;
    tenants(&fixture, 3).await;
    let db = fixture.db.clone();
    let task = tokio::spawn(async move { db.across().sum(users).await });
    assert_eq!(task.await.unwrap().unwrap(), 3);
}
