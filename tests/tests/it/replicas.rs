use std::time::{Duration, Instant};

use futures_util::TryStreamExt;
use plexica_client::ErrorKind;
use plexica_tests::{
    Fixture, database,
    db::{Db, TenantDb, comment},
};

/// A database and a copy of it that is behind: its comments say "old".
async fn with_a_replica() -> (Fixture, Fixture) {
    let (primary, replica) = (database().await, database().await);
    for (fixture, text) in [(&primary, "new"), (&replica, "old")] {
        comment(&fixture.tenant("acme").await, text).await;
        comment(&fixture.tenant("ops").await, text).await;
    }
    (primary, replica)
}

async fn comment(tenant: &TenantDb, text: &str) {
    let text = text.into();
    let made = tenant.comment().create(comment::Create { text });
    made.await.unwrap();
}

async fn texts(tenant: &TenantDb) -> Vec<String> {
    let all = tenant.comment().find_many().order_by(comment::id.asc());
    all.select(comment::text).await.unwrap()
}

async fn reading(primary: &Fixture, replica: &str) -> Db {
    let builder = primary.builder().max_connections(2).replica(replica);
    builder.connect().await.unwrap()
}

#[tokio::test]
async fn reads_go_to_a_replica_and_writes_to_the_database() {
    let (primary, replica) = with_a_replica().await;
    let db = reading(&primary, &replica.url).await;
    let acme = db.tenant("acme").await.unwrap();
    assert_eq!(texts(&acme).await, ["old"]);
    let newer = || comment::text.eq("new");
    assert_eq!(acme.comment().count().filter(newer()).await.unwrap(), 0);
    assert!(!acme.comment().exists().filter(newer()).await.unwrap());
    let streamed: Vec<_> = acme
        .comment()
        .find_many()
        .stream()
        .try_collect()
        .await
        .unwrap();
    assert_eq!(streamed[0].text, "old");

    comment(&acme, "newest").await;
    assert_eq!(texts(&acme).await, ["old"]);
    let changed = acme.comment().update_many(newer()).text("changed").await;
    assert_eq!(changed.unwrap(), 1);
    let written = primary.db.tenant("acme").await.unwrap();
    assert_eq!(texts(&written).await, ["changed", "newest"]);
}

#[tokio::test]
async fn reads_in_a_transaction_and_those_that_ask_for_it_go_to_the_database() {
    let (primary, replica) = with_a_replica().await;
    let db = reading(&primary, &replica.url).await;
    let acme = db.tenant("acme").await.unwrap();
    assert_eq!(texts(&acme.on_primary()).await, ["new"]);
    assert_eq!(
        texts(&db.on_primary().tenant("acme").await.unwrap()).await,
        ["new"]
    );

    let tx = acme.begin().await.unwrap();
    let read = tx.comment().find_many().select(comment::text).await;
    assert_eq!(read.unwrap(), ["new"]);
    tx.commit().await.unwrap();
    let tx = db.begin().await.unwrap();
    let in_acme = tx.tenant("acme").await.unwrap();
    assert_eq!(
        in_acme.comment().find_first().await.unwrap().unwrap().text,
        "new"
    );

    let raw: Vec<(String,)> = acme
        .query_raw("SELECT text FROM {tenant}.comments")
        .await
        .unwrap();
    assert_eq!(raw[0].0, "new", "it may write");
}

#[tokio::test]
async fn reads_across_tenants_go_to_a_replica() {
    let (primary, replica) = with_a_replica().await;
    let db = reading(&primary, &replica.url).await;
    let all = db
        .across()
        .rows(|tenant| async move { Ok(texts(&tenant).await) });
    let all: Vec<_> = all
        .map_ok(|(key, text)| format!("{key}: {text}"))
        .try_collect()
        .await
        .unwrap();
    assert_eq!(all, ["acme: old", "ops: old"]);
    let db = db.on_primary();
    let all = db
        .across()
        .rows(|tenant| async move { Ok(texts(&tenant).await) });
    let all: Vec<_> = all.map_ok(|(_, text)| text).try_collect().await.unwrap();
    assert_eq!(all, ["new", "new"]);
}

#[tokio::test]
async fn a_replica_that_cannot_be_reached_is_left_alone_and_the_database_read() {
    let (primary, replica) = with_a_replica().await;
    // Nobody listens there.
    let gone = "postgresql://nobody@127.0.0.1:1/gone";
    let db = reading(&primary, gone).await;
    let acme = db.tenant("acme").await.unwrap();
    assert_eq!(texts(&acme).await, ["new"]);
    let health = db.health().await.unwrap();
    let unreachable = health.replicas[0].round_trip.as_ref().unwrap_err();
    assert_eq!(unreachable.kind(), ErrorKind::Connect);
    assert_eq!(health.replicas[0].target, "`gone` on 127.0.0.1:1");

    let builder = primary.builder().replica(gone).replica(&replica.url);
    let db = builder.connect().await.unwrap();
    for key in ["acme", "ops"] {
        let tenant = db.tenant(key).await.unwrap();
        assert_eq!(texts(&tenant).await, ["old"], "the other replica");
    }
}

#[tokio::test]
async fn health_is_a_round_trip_or_the_reason_why_not() {
    let (primary, replica) = with_a_replica().await;
    let db = reading(&primary, &replica.url).await;
    let health = db.health().await.unwrap();
    assert!(health.round_trip < Duration::from_secs(10));
    assert_eq!(health.pool.max_connections, 2);
    assert!(health.replicas[0].round_trip.is_ok());

    // What lay in the pool is broken; the server is well.
    let end = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity \
               WHERE datname = current_database() AND pid <> pg_backend_pid()";
    primary.number(end).await;
    db.health().await.unwrap();

    let db = primary.with_one_connection().await;
    let acme = db.tenant("acme").await.unwrap();
    let tx = acme.begin().await.unwrap();
    tx.comment().count().await.unwrap();
    db.close_within(Duration::ZERO).await;
    assert_eq!(db.health().await.unwrap_err().kind(), ErrorKind::PoolClosed);
}

#[tokio::test]
async fn closing_refuses_new_queries_and_lets_those_under_way_finish() {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;

    let slow = tokio::spawn({
        let acme = acme.clone();
        async move {
            acme.query_raw::<(String,)>("SELECT pg_sleep(0.3)::text")
                .await
        }
    });
    tokio::time::sleep(Duration::from_millis(100)).await;
    let closing = tokio::spawn({
        let db = fixture.db.clone();
        async move { db.close_within(Duration::from_secs(10)).await }
    });
    tokio::time::sleep(Duration::from_millis(50)).await;
    let late = acme.comment().count().await.unwrap_err();
    assert_eq!(late.kind(), ErrorKind::PoolClosed);
    assert_eq!(closing.await.unwrap(), 0, "all were done in time");
    assert_eq!(slow.await.unwrap().unwrap().len(), 1);
}

#[tokio::test]
async fn what_is_not_over_at_the_end_of_the_grace_is_cancelled() {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    let tx = acme.begin().await.unwrap();
    let text = "never committed".into();
    tx.comment().create(comment::Create { text }).await.unwrap();
    let endless = tokio::spawn(async move {
        let slept = tx.query_raw::<(String,)>("SELECT pg_sleep(60)::text").await;
        slept.unwrap_err().kind()
    });
    tokio::time::sleep(Duration::from_millis(100)).await;
    let started = Instant::now();
    let unfinished = fixture.db.close_within(Duration::from_millis(100)).await;
    assert_eq!(unfinished, 1);
    assert!(started.elapsed() < Duration::from_secs(10));
    assert_eq!(endless.await.unwrap(), ErrorKind::Timeout);
    let rows = "SELECT count(*) FROM tenant_acme.comments";
    assert_eq!(fixture.number(rows).await, 0);
}
