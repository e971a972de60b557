//! What a process knows of the tenants, and how it hears of what others do to them.

use std::time::{Duration, Instant};

use plexica_client::ErrorKind;
use plexica_tests::{Fixture, database_with_sessions, db::Db, new_tenant, watch};
use tokio::time::sleep;

/// A database with tenants, whose own client does not listen: it has looked none of them up.
async fn database_with(keys: &[&str]) -> Fixture {
    let fixture = database_with_sessions("LISTEN").await;
    for key in keys {
        fixture.db.tenants().create(new_tenant(key)).await.unwrap();
    }
    fixture
}

/// Another process's client, as far as the database can tell.
async fn other(fixture: &Fixture) -> Db {
    fixture.builder().connect().await.unwrap()
}

/// The connections that listen, by what they were last asked: to listen, or whether they are there.
const LISTENERS: &str = "pg_stat_activity WHERE datname = current_database() \
    AND application_name = 'plexica (listening)' AND state = 'idle' \
    AND query IN ('LISTEN \"plexica_tenants\"', '')";

async fn listeners(fixture: &Fixture) -> i64 {
    let sql = format!("SELECT count(*) FROM {LISTENERS}");
    fixture.number(&sql).await
}

async fn until(what: &str, mut holds: impl AsyncFnMut() -> bool) {
    let start = Instant::now();
    while !holds().await {
        assert!(start.elapsed() < Duration::from_secs(15), "not yet: {what}");
        sleep(Duration::from_millis(5)).await;
    }
}

/// Looks tenants up with a client that listens by now, so that it knows them for a minute.
async fn knows(fixture: &Fixture, db: &Db, keys: &[&str]) {
    let before = listeners(fixture).await;
    db.tenant(keys[0]).await.unwrap();
    until("it listens", async || listeners(fixture).await > before).await;
    // What the server has done, the client has yet to read.
    sleep(Duration::from_millis(50)).await;
    db.tenants().changed(keys[0]).await.unwrap();
    sleep(Duration::from_millis(50)).await;
    for key in keys {
        db.tenant(key).await.unwrap();
    }
}

async fn kind(db: &Db, key: &str) -> Option<ErrorKind> {
    db.tenant(key).await.err().map(|error| error.kind())
}

#[tokio::test]
async fn what_another_process_does_to_a_tenant_is_heard_at_once() {
    let fixture = database_with(&["acme", "ops", "lab", "old"]).await;
    let other = other(&fixture).await;
    knows(&fixture, &other, &["acme", "ops", "lab", "old"]).await;
    let start = Instant::now();
    let tenants = || fixture.db.tenants();

    tenants().suspend("acme").await.unwrap();
    until("acme is suspended", async || {
        kind(&other, "acme").await == Some(ErrorKind::InactiveTenant)
    })
    .await;
    tenants().activate("acme").await.unwrap();
    until("acme is active", async || {
        kind(&other, "acme").await.is_none()
    })
    .await;
    tenants().drop("ops").await.unwrap();
    until("ops is gone", async || {
        kind(&other, "ops").await == Some(ErrorKind::UnknownTenant)
    })
    .await;
    tenants().rename("old", "new").await.unwrap();
    until("old is gone", async || {
        kind(&other, "old").await == Some(ErrorKind::UnknownTenant)
    })
    .await;
    fixture
        .sql("UPDATE core.tenants SET status = 'SUSPENDED' WHERE slug = 'lab'")
        .await;
    tenants().changed("lab").await.unwrap();
    until("lab is suspended", async || {
        kind(&other, "lab").await == Some(ErrorKind::InactiveTenant)
    })
    .await;
    assert!(
        start.elapsed() < Duration::from_secs(4),
        "by age it would have taken a minute a tenant"
    );
}

#[tokio::test]
async fn a_tenant_that_is_known_and_heard_of_needs_no_statement_for_longer_than_five_seconds() {
    let fixture = database_with(&["acme"]).await;
    let other = other(&fixture).await;
    knows(&fixture, &other, &["acme"]).await;
    let (statements, _guard) = watch();
    sleep(Duration::from_millis(5_200)).await;
    other.tenant("acme").await.unwrap();
    assert!(statements.take().is_empty());
}

#[tokio::test]
async fn while_the_listening_connection_is_down_the_cache_goes_by_age_and_hears_again_after() {
    let fixture = database_with(&["acme", "ops"]).await;
    let other = other(&fixture).await;
    knows(&fixture, &other, &["acme", "ops"]).await;
    let raw = fixture.raw().await;
    let elsewhere = {
        let mut config: tokio_postgres::Config = fixture.server_url.parse().unwrap();
        config.dbname("postgres");
        let (client, connection) = config.connect(tokio_postgres::NoTls).await.unwrap();
        tokio::spawn(connection);
        client
    };
    let database: tokio_postgres::Config = fixture.server_url.parse().unwrap();
    let allow_connections = async |allowed: bool| {
        let name = database.get_dbname().unwrap();
        let sql = format!("ALTER DATABASE \"{name}\" ALLOW_CONNECTIONS {allowed}");
        elsewhere.batch_execute(&sql).await.unwrap();
    };

    allow_connections(false).await;
    let killed = format!("SELECT pg_terminate_backend(pid, 5000) FROM {LISTENERS}");
    assert!(!raw.query(&killed, &[]).await.unwrap().is_empty());
    fixture.db.tenants().suspend("acme").await.unwrap();
    until("it goes by age", async || {
        kind(&other, "acme").await == Some(ErrorKind::InactiveTenant)
    })
    .await;

    allow_connections(true).await;
    until("it listens again", async || listeners(&fixture).await > 0).await;
    sleep(Duration::from_millis(50)).await;
    fixture.db.tenants().changed("ops").await.unwrap();
    sleep(Duration::from_millis(50)).await;
    other.tenant("ops").await.unwrap();
    let start = Instant::now();
    fixture.db.tenants().suspend("ops").await.unwrap();
    until("it hears again", async || {
        kind(&other, "ops").await == Some(ErrorKind::InactiveTenant)
    })
    .await;
    assert!(start.elapsed() < Duration::from_secs(4));
}

#[tokio::test]
async fn without_listening_what_another_process_does_is_seen_within_seconds() {
    let fixture = database_with(&["acme"]).await;
    for other in [
        fixture.builder().listen(false),
        fixture
            .builder()
            .statements(plexica_client::Statements::Unnamed),
    ] {
        let other = other.connect().await.unwrap();
        fixture.db.tenants().activate("acme").await.unwrap();
        other.tenant("acme").await.unwrap();
        fixture.db.tenants().suspend("acme").await.unwrap();
        sleep(Duration::from_millis(200)).await;
        other.tenant("acme").await.unwrap();
        sleep(Duration::from_millis(5_000)).await;
        assert_eq!(kind(&other, "acme").await, Some(ErrorKind::InactiveTenant));
    }
}

#[tokio::test]
async fn a_closed_or_dropped_client_listens_no_more() {
    let fixture = database_with(&["acme"]).await;
    let (closed, dropped) = (other(&fixture).await, other(&fixture).await);
    knows(&fixture, &closed, &["acme"]).await;
    knows(&fixture, &dropped, &["acme"]).await;
    closed.close().await;
    drop(dropped);
    until("they are gone", async || listeners(&fixture).await == 0).await;
}
