//! PGlite, through an ordinary client.
#![cfg(unix)]

use std::time::{Duration, Instant};

use futures_util::future::try_join;
use plexica_embedded::Error;
use plexica_embedded::pglite::Pglite;
use tokio_postgres::error::SqlState;
use tokio_postgres::types::Type;
use tokio_postgres::{Client, NoTls};

async fn connect(url: &str) -> Result<Client, tokio_postgres::Error> {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
    tokio::spawn(connection);
    Ok(client)
}

#[tokio::test]
async fn what_the_client_of_plexica_does_works() {
    let pglite = Pglite::temporary().unwrap();
    let client = connect(pglite.url()).await.unwrap();
    client
        .batch_execute(
            "BEGIN; SELECT pg_advisory_xact_lock(42); CREATE SCHEMA tenant_a;
             CREATE TYPE tenant_a.role AS ENUM ('ADMIN', 'USER');
             CREATE TABLE tenant_a.users (id int PRIMARY KEY, role tenant_a.role); COMMIT",
        )
        .await
        .unwrap();
    let insert = "INSERT INTO tenant_a.users VALUES ($1, $2) RETURNING role::text";
    let rows = client
        .query_typed(insert, &[(&1, Type::INT4), (&"ADMIN", Type::UNKNOWN)])
        .await
        .unwrap();
    assert_eq!(rows[0].get::<_, &str>(0), "ADMIN");

    // In one flight: the second of them fails, and the first does not hear of it.
    let ids = [1, 2].as_slice();
    let (found, duplicate) = tokio::join!(
        async {
            let select = "SELECT id FROM tenant_a.users WHERE id = ANY($1)";
            client
                .query_typed(select, &[(&ids, Type::INT4_ARRAY)])
                .await
        },
        async {
            client
                .query_typed(insert, &[(&1, Type::INT4), (&"USER", Type::UNKNOWN)])
                .await
        },
    );
    assert_eq!(found.unwrap().len(), 1);
    let duplicate = duplicate.unwrap_err();
    let error = duplicate.as_db_error().unwrap();
    assert_eq!(error.code(), &SqlState::UNIQUE_VIOLATION);
    assert_eq!(error.constraint(), Some("users_pkey"));

    let hundred = (0..100).map(|_| client.query_one("SELECT 1", &[]));
    futures_util::future::try_join_all(hundred).await.unwrap();
}

#[tokio::test]
async fn a_second_connection_is_told_why_it_is_refused_and_served_when_the_first_has_left() {
    let pglite = Pglite::temporary().unwrap();
    let first = connect(pglite.url()).await.unwrap();
    let refusal = connect(pglite.url()).await.unwrap_err();
    let error = refusal.as_db_error().expect("an answer of the server");
    assert_eq!(error.code(), &SqlState::TOO_MANY_CONNECTIONS);
    assert!(
        error.message().contains("one connection at a time"),
        "{error}"
    );

    // The first is not disturbed, and a successor that comes a little early waits.
    let leave = async {
        first.query_one("SELECT 1", &[]).await?;
        tokio::time::sleep(Duration::from_millis(100)).await;
        drop(first);
        Ok(())
    };
    let ((), second) = try_join(leave, connect(pglite.url())).await.unwrap();
    second.query_one("SELECT 1", &[]).await.unwrap();
}

#[tokio::test]
async fn a_client_that_breaks_off_in_a_transaction_leaves_nothing_and_blocks_nobody() {
    let pglite = Pglite::temporary().unwrap();
    let (client, connection) = tokio_postgres::connect(pglite.url(), NoTls).await.unwrap();
    let connection = tokio::spawn(connection);
    client
        .batch_execute("CREATE TABLE notes (id int)")
        .await
        .unwrap();
    client
        .batch_execute("BEGIN; INSERT INTO notes VALUES (1)")
        .await
        .unwrap();
    let unread = client.batch_execute("SELECT repeat('x', 1000) FROM generate_series(1, 10000)");
    assert!(
        tokio::time::timeout(Duration::from_millis(1), unread)
            .await
            .is_err()
    );
    // Without a word of farewell, and with an answer on the way.
    connection.abort();

    let client = connect(pglite.url()).await.unwrap();
    let count = client
        .query_one("SELECT count(*) FROM notes", &[])
        .await
        .unwrap();
    assert_eq!(count.get::<_, i64>(0), 0);
}

#[tokio::test]
async fn the_data_are_kept_for_one_program_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    // A path too long for sockets, too.
    let folder = folder.path().join("a long name".repeat(10));
    let pglite = Pglite::persistent(&folder).unwrap();
    let client = connect(pglite.url()).await.unwrap();
    client
        .batch_execute("CREATE TABLE kept AS SELECT 42 AS answer")
        .await
        .unwrap();
    let error = Pglite::persistent(&folder).unwrap_err();
    assert!(matches!(error, Error::InUse { .. }), "{error}");

    // The end does not wait for clients.
    let started = Instant::now();
    drop(pglite);
    assert!(started.elapsed() < Duration::from_secs(3));
    assert!(client.query_one("SELECT 1", &[]).await.is_err());

    let pglite = Pglite::persistent(&folder).unwrap();
    let client = connect(pglite.url()).await.unwrap();
    let kept = client
        .query_one("SELECT answer FROM kept", &[])
        .await
        .unwrap();
    assert_eq!(kept.get::<_, i32>(0), 42);
}
