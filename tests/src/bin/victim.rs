//! The program that `tests/durability.rs` kills in the middle of its work. It says what is done,
//! a line each.
//!
//! ```text
//! victim create URL PREFIX    makes tenants until it is killed
//! victim deploy URL           applies one more migration to every tenant
//! ```

use std::io::Write;

use futures_util::{StreamExt, TryStreamExt, stream};
use plexica_client::{
    ConnectionConfig, Error,
    database::{Platform, Schema as _},
    migration::{DeployOptions, Migration, Progress},
};
use plexica_tests::{
    db::{Db, Schema},
    migrations, new_tenant,
};

/// How many tenants are worked on at once.
const CONCURRENCY: usize = 3;

/// It takes its time, so that the kill comes while it is under way.
const ONE_MORE: &str = "\
    ALTER TABLE users ADD COLUMN nickname text;
    SELECT pg_sleep(0.02);
    CREATE INDEX users_nickname_idx ON users (nickname);
    CREATE TABLE notes (id bigint CONSTRAINT notes_pkey PRIMARY KEY);";

#[tokio::main]
async fn main() -> Result<(), Error> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["create", url, prefix] => create(url, prefix).await,
        ["deploy", url] => deploy(url).await,
        _ => panic!("the comment at the top says what the arguments are"),
    }
}

async fn create(url: &str, prefix: &str) -> Result<(), Error> {
    let db = Db::builder()
        .url(url)
        .max_connections(CONCURRENCY)
        .connect()
        .await?;
    stream::iter(0..)
        .map(|number| {
            let key = format!("{prefix}-{number}");
            let tenants = db.tenants();
            async move {
                tenants.create(new_tenant(&key)).await?;
                done(&key);
                Ok(())
            }
        })
        .buffer_unordered(CONCURRENCY)
        .try_for_each(async |()| Ok(()))
        .await
}

async fn deploy(url: &str) -> Result<(), Error> {
    let platform = Platform::connect(ConnectionConfig::parse(url)?, Schema::catalog()).await?;
    let mut migrations = migrations();
    migrations.push(Migration::new(
        "20270101000000_one_more",
        None,
        Some(ONE_MORE),
    )?);
    let mut options = DeployOptions::default();
    options.concurrency = CONCURRENCY;
    let deployment = platform
        .deploy(&migrations, &options, |progress| {
            if let Progress::Tenant { key, error: None } = progress {
                done(&key);
            }
        })
        .await?;
    assert!(deployment.failed.is_empty(), "{:?}", deployment.failed);
    Ok(())
}

fn done(key: &str) {
    let mut stdout = std::io::stdout().lock();
    // Nobody reads any more once the kill is on its way.
    let _ = writeln!(stdout, "{key}").and_then(|()| stdout.flush());
}
