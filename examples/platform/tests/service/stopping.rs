use std::time::Duration;

use hyper::StatusCode;
use serde_json::json;
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};
use tokio_postgres::Client as Connection;

use crate::running::{ACME, Running};

const OTHERS: &str = "FROM pg_stat_activity \
    WHERE datname = current_database() AND pid <> pg_backend_pid()";

/// Waits until the database says yes.
async fn until(connection: &Connection, question: &str) -> anyhow::Result<()> {
    let said_yes = async {
        while !connection.query_one(question, &[]).await?.get::<_, bool>(0) {
            sleep(Duration::from_millis(5)).await;
        }
        anyhow::Ok(())
    };
    timeout(Duration::from_secs(5), said_yes).await?
}

#[tokio::test]
async fn requests_under_way_are_finished_before_the_pool_is_closed() -> anyhow::Result<()> {
    let running = Running::start().await?;
    let (address, acme) = (running.address, running.at(ACME));
    acme.post(
        "/workspaces",
        json!({ "slug": "ops", "name": "Operations" }),
    )
    .await?;

    // A request that waits for a row which somebody else has locked.
    let connection = running.connection().await?;
    connection
        .batch_execute("BEGIN; SELECT FROM tenant_acme_corp.workspaces FOR UPDATE")
        .await?;
    let request = tokio::spawn(async move { acme.delete("/workspaces/ops").await });
    let waits = format!("SELECT count(*) > 0 {OTHERS} AND wait_event_type = 'Lock'");
    until(&connection, &waits).await?;

    let db = running.db.clone();
    let stopped = running.stop();
    let closed = async {
        while TcpStream::connect(address).await.is_ok() {
            sleep(Duration::from_millis(5)).await;
        }
    };
    timeout(Duration::from_secs(5), closed).await?;
    assert!(!stopped.is_finished());
    assert!(!request.is_finished());

    connection.batch_execute("ROLLBACK").await?;
    assert_eq!(request.await??.status, StatusCode::NO_CONTENT);
    timeout(Duration::from_secs(5), stopped).await???;
    assert_eq!(db.pool_status().open, 0);
    until(&connection, &format!("SELECT count(*) = 0 {OTHERS}")).await?;
    Ok(())
}

#[tokio::test]
async fn a_client_that_says_nothing_does_not_keep_it_from_stopping() -> anyhow::Result<()> {
    let running = Running::start().await?;
    let _silent = TcpStream::connect(running.address).await?;
    assert_eq!(
        running.at(ACME).get("/health").await?.status,
        StatusCode::OK
    );
    timeout(Duration::from_secs(5), running.stop()).await???;
    Ok(())
}
