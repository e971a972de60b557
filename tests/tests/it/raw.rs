//! SQL of a program's own, in one scope.

use std::time::Duration;

use plexica_client::{
    Error, ErrorKind, Statements,
    database::{FromRow, RawQuery},
};
use plexica_tests::{
    Fixture, database_with_sessions,
    db::{Db, TenantDb, user},
};
use tokio::time::timeout;

fn address(name: &str) -> user::Create {
    user::Create {
        email: format!("{name}@acme.test"),
    }
}

/// A client with one connection, so that what raw SQL left on it would be seen.
async fn with_one_connection(statements: Statements) -> (Fixture, Db, TenantDb) {
    let fixture = database_with_sessions("what SQL leaves in a session").await;
    fixture.tenant("acme").await;
    let builder = fixture.builder().max_connections(1).statements(statements);
    let db = builder.connect().await.unwrap();
    let acme = db.tenant("acme").await.unwrap();
    (fixture, db, acme)
}

async fn kind<R: FromRow>(query: RawQuery<'_, R>) -> Option<ErrorKind> {
    query.await.err().map(|error| error.kind())
}

#[tokio::test]
async fn rows_become_tuples_and_each_tenant_reads_its_own() {
    for statements in [Statements::Prepared, Statements::Unnamed] {
        let (fixture, db, acme) = with_one_connection(statements).await;
        fixture.tenant("ops").await;
        let ops = db.tenant("ops").await.unwrap();
        for (name, age) in [("ada", Some(36)), ("ben", None)] {
            acme.user().create(address(name)).age(age).await.unwrap();
        }
        let sql =
            "SELECT e_mail, age, age + $1 FROM {tenant}.users WHERE e_mail = ANY($2) ORDER BY 1";
        let ask = async |tenant: &TenantDb| {
            let query = tenant.query_raw::<(String, Option<i32>, Option<i32>)>(sql);
            let emails = vec!["ada@acme.test".to_owned(), "ben@acme.test".to_owned()];
            query.bind(10_i32).bind(emails).await.unwrap()
        };
        for _ in 0..3 {
            assert_eq!(
                ask(&acme).await,
                [
                    ("ada@acme.test".to_owned(), Some(36), Some(46)),
                    ("ben@acme.test".to_owned(), None, None)
                ]
            );
            assert!(ask(&ops).await.is_empty());
        }
        let keys: Vec<(String,)> = db
            .query_raw("SELECT slug FROM core.tenants WHERE slug = $1 AND status::text = $2")
            .bind("acme")
            .bind("ACTIVE")
            .await
            .unwrap();
        assert_eq!(keys, [("acme".to_owned(),)]);
        let changed = acme
            .execute_raw("UPDATE {tenant}.users SET age = $1 WHERE e_mail LIKE $2")
            .bind(None::<i32>)
            .bind("a%");
        assert_eq!(changed.await.unwrap(), 1);
    }
}

#[tokio::test]
async fn what_raw_sql_must_not_say_or_cannot_find_is_an_error() {
    let (_fixture, db, acme) = with_one_connection(Statements::Prepared).await;
    assert_eq!(
        kind(acme.query_raw::<(i64,)>("SELECT count(*) FROM users")).await,
        Some(ErrorKind::NotMigrated),
        "no search path leads to a tenant"
    );
    for (refused, sql) in [
        (
            kind(db.query_raw::<(i64,)>("SELECT count(*) FROM {tenant}.users")).await,
            "core",
        ),
        (kind(acme.query_raw::<(i64,)>("/* */ BEGIN")).await, "begin"),
        (kind(acme.query_raw::<(i64,)>("commit")).await, "commit"),
    ] {
        assert_eq!(refused, Some(ErrorKind::Configuration), "{sql}");
    }
    acme.user().create(address("ada")).await.unwrap();
    assert_eq!(
        kind(acme.query_raw::<(i64,)>("SELECT count(*) FROM {tenant}.users WHERE age = $1")).await,
        Some(ErrorKind::Database),
        "a value too few"
    );
    for sql in ["SELECT 1::int8", "SELECT $1::int8 + length('$2')"] {
        let surplus = acme.query_raw::<(i64,)>(sql).bind(1_i64).bind(2_i64);
        let error = surplus.await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidQuery, "{error}");
        assert!(error.to_string().starts_with("2 values are bound"));
    }
    let twice = acme.query_raw::<(i64,)>("SELECT $1::int8 + $1").bind(4_i64);
    assert_eq!(twice.await.unwrap(), [(8,)]);
    let query = acme.query_raw::<(i64,)>("SELECT e_mail FROM {tenant}.users");
    assert_eq!(kind(query).await, Some(ErrorKind::Decode));
    // An enum that is not selected as text: an error too, however many rows there are.
    let many = (0..2_000).map(|number| address(&number.to_string()));
    acme.user().create_many(many).await.unwrap();
    let query = acme.query_raw::<(String,)>("SELECT mood FROM {tenant}.users");
    let answered = timeout(Duration::from_secs(20), kind(query)).await;
    assert_eq!(answered.unwrap(), Some(ErrorKind::Decode));
    assert_eq!(acme.user().count().await.unwrap(), 2_001);
}

#[tokio::test]
async fn what_raw_sql_leaves_in_the_session_is_gone_before_anybody_else_comes() {
    let (fixture, _db, acme) = with_one_connection(Statements::Prepared).await;
    let state = "SELECT current_setting('search_path'), current_setting('statement_timeout'), \
                 (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()), \
                 (SELECT count(*) FROM pg_class WHERE relname = 'left_behind'), pg_backend_pid()";
    let look = async || {
        let rows: Vec<(String, String, i64, i64, i32)> = acme.query_raw(state).await.unwrap();
        rows.into_iter().next().unwrap()
    };
    let before = look().await;
    assert_eq!((before.0.as_str(), before.1.as_str()), ("pg_catalog", "0"));
    for sql in [
        "SET search_path = {tenant}",
        "SET statement_timeout = 1",
        "CREATE TEMPORARY TABLE left_behind (a integer)",
    ] {
        acme.execute_raw(sql).await.unwrap();
        assert_eq!(look().await, before, "{sql}");
    }
    let lock = "SELECT pg_advisory_lock(1)::text, 1 / (SELECT count(*) FROM {tenant}.users)";
    acme.execute_raw(lock).await.unwrap_err();
    assert_eq!(look().await, before, "a failed statement keeps its lock");

    // A transaction that is committed, and a statement that is given up.
    let tx = acme.begin().await.unwrap();
    tx.execute_raw("SET search_path = {tenant}").await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(look().await, before);
    let slow = acme.execute_raw("SELECT pg_advisory_lock(2)::text, pg_sleep(0.15)::text");
    assert!(
        timeout(Duration::from_millis(50), slow.into_future())
            .await
            .is_err()
    );
    let after = look().await;
    assert_eq!((after.0, after.2), (before.0, 0));
    assert_eq!(
        fixture.number("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid IN (1, 2) AND classid = 0 AND database = (SELECT oid FROM pg_database WHERE datname = current_database())").await,
        0
    );
}

#[tokio::test]
async fn raw_sql_in_a_transaction_is_a_part_of_it() {
    let (_fixture, db, acme) = with_one_connection(Statements::Prepared).await;
    let insert =
        "INSERT INTO {tenant}.users (id, e_mail, updated_at) VALUES (gen_random_uuid(), $1, now())";
    let tx = acme.begin().await.unwrap();
    assert_eq!(tx.execute_raw(insert).bind("a@acme.test").await.unwrap(), 1);
    assert_eq!(tx.user().count().await.unwrap(), 1);
    tx.rollback().await.unwrap();
    assert_eq!(acme.user().count().await.unwrap(), 0);

    let mut tx = db.begin().await.unwrap();
    let in_acme = tx.tenant("acme").await.unwrap();
    in_acme
        .execute_raw(insert)
        .bind("b@acme.test")
        .await
        .unwrap();
    drop(in_acme);
    let part = tx.begin().await.unwrap();
    let in_acme = part.tenant("acme").await.unwrap();
    let error = in_acme
        .execute_raw(insert)
        .bind("b@acme.test")
        .await
        .unwrap_err();
    assert!(error.is_unique_violation());
    assert_eq!(
        (error.model(), error.fields()),
        (Some("User"), &["email"][..])
    );
    drop(in_acme);
    part.rollback().await.unwrap();
    assert_eq!(
        tx.query_raw::<(i64,)>("SELECT count(*) FROM core.tenants")
            .await
            .unwrap(),
        [(1,)]
    );
    tx.commit().await.unwrap();
    assert_eq!(acme.user().count().await.unwrap(), 1);

    // One that failed is the transaction's end.
    let failed = acme
        .in_transaction(|tx| async move {
            tx.user().create(address("ada")).await?;
            let _ = tx.execute_raw("SELECT 1 / 0").await;
            Ok::<_, Error>(())
        })
        .await;
    assert_eq!(failed.unwrap_err().kind(), ErrorKind::TransactionAborted);
    assert_eq!(acme.user().count().await.unwrap(), 1);
}

#[tokio::test]
async fn a_raw_statement_that_ddl_has_overtaken_is_prepared_anew() {
    let (fixture, _db, acme) = with_one_connection(Statements::Prepared).await;
    fixture
        .sql("CREATE TABLE tenant_acme.notes (a integer); INSERT INTO tenant_acme.notes VALUES (1)")
        .await;
    let all = "SELECT * FROM {tenant}.notes";
    assert_eq!(acme.query_raw::<(i32,)>(all).await.unwrap(), [(1,)]);
    fixture
        .sql("ALTER TABLE tenant_acme.notes ADD b text DEFAULT 'x'")
        .await;
    let rows: Vec<(i32, String)> = acme.query_raw(all).await.unwrap();
    assert_eq!(rows, [(1, "x".to_owned())]);
}
