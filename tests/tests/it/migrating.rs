use std::sync::Mutex;

use plexica_client::{
    ConnectionConfig, ErrorKind,
    database::{Platform, Schema as _},
    migration::{DeployOptions, Migration, Progress},
};
use plexica_tests::{
    Fixture, database, database_with_sessions,
    db::{Schema, user},
    migrations, new_tenant,
};

const INITIAL: &str = "20261122090000_initial";

async fn platform(fixture: &Fixture) -> Platform {
    Platform::connect(
        ConnectionConfig::parse(&fixture.url).unwrap(),
        Schema::catalog(),
    )
    .await
    .unwrap()
}

/// The embedded migrations and one more.
fn and(id: &str, core: Option<&str>, tenant: Option<&str>) -> Vec<Migration> {
    let mut all = migrations();
    all.push(Migration::new(id, core, tenant).unwrap());
    all
}

#[tokio::test]
async fn an_empty_database_is_migrated_once() {
    let fixture = Fixture::empty().await;
    let status = fixture.db.migration_status().await.unwrap();
    assert_eq!(
        (status.core.pending.as_slice(), status.core.applied.len()),
        (&[INITIAL.to_owned()][..], 0)
    );
    assert!(!status.is_up_to_date());
    let first = fixture.db.migrate().await.unwrap();
    assert_eq!(
        (first.core.as_slice(), first.tenants),
        (&[INITIAL.to_owned()][..], 0)
    );
    let second = fixture.db.migrate().await.unwrap();
    assert!(second.core.is_empty() && second.migrated.is_empty());
    let status = fixture.db.migration_status().await.unwrap();
    assert!(status.is_up_to_date());
    assert_eq!(status.core.applied, [INITIAL]);
}

#[tokio::test]
async fn two_programs_that_migrate_at_once_do_it_once() {
    let fixture = Fixture::empty().await;
    let others = [
        fixture.builder().connect().await.unwrap(),
        fixture.builder().connect().await.unwrap(),
    ];
    let (one, two, three) = tokio::join!(
        fixture.db.migrate(),
        others[0].migrate(),
        others[1].migrate()
    );
    let applied: usize = [one, two, three]
        .into_iter()
        .map(|deployment| deployment.unwrap().core.len())
        .sum();
    assert_eq!(applied, 1);
    // With tenants to migrate.
    for number in 0..10 {
        fixture.tenant(&format!("t{number}")).await;
    }
    let (one, two) = (platform(&fixture).await, platform(&fixture).await);
    let more = and(
        "20261122100000_more",
        Some("CREATE TABLE core.more (a integer);"),
        Some("CREATE TABLE more (a integer);"),
    );
    let options = DeployOptions::default();
    let (one, two) = tokio::join!(
        one.deploy(&more, &options, |_| {}),
        two.deploy(&more, &options, |_| {})
    );
    let (one, two) = (one.unwrap(), two.unwrap());
    assert!(
        one.failed.is_empty() && two.failed.is_empty(),
        "{one:?} {two:?}"
    );
    assert_eq!(
        fixture
            .number("SELECT count(*) FROM pg_tables WHERE tablename = 'more'")
            .await,
        11
    );
    assert_eq!(
        fixture
            .number("SELECT count(*) FROM core._plexica_migrations WHERE state <> 'applied'")
            .await,
        0
    );
}

#[tokio::test]
async fn a_tenant_that_cannot_be_migrated_is_left_whole_and_the_others_go_on() {
    let fixture = database().await;
    for key in ["acme", "bad", "corp", "dune"] {
        fixture.tenant(key).await;
    }
    let platform = platform(&fixture).await;
    fixture
        .sql("CREATE TABLE tenant_bad.second (a integer)")
        .await;
    let more = and(
        "20261122100000_more",
        None,
        Some("CREATE TABLE first (a integer);\nCREATE TABLE second (a integer);"),
    );
    let steps = Mutex::new(Vec::new());
    let deployment = platform
        .deploy(&more, &DeployOptions::default(), |step| {
            if let Progress::Tenant { key, error } = step {
                steps.lock().unwrap().push((key, error.is_some()));
            }
        })
        .await
        .unwrap();
    assert_eq!(deployment.migrated, ["acme", "corp", "dune"]);
    let [failure] = &deployment.failed[..] else {
        panic!("{deployment:?}")
    };
    assert_eq!(
        (failure.key.as_str(), failure.migration.as_str()),
        ("bad", "20261122100000_more")
    );
    assert!(
        failure.error.contains("20261122100000_more/tenant.sql:2")
            && failure.error.contains("second"),
        "{failure:?}"
    );
    let steps = steps.into_inner().unwrap();
    assert_eq!(steps.len(), 4);
    assert!(steps.contains(&("bad".to_owned(), true)));

    assert_eq!(fixture.number("SELECT count(*) FROM pg_tables WHERE schemaname = 'tenant_bad' AND tablename = 'first'").await, 0);
    let status = platform.status(&more).await.unwrap();
    assert_eq!(status.tenants, 4);
    assert_eq!(status.behind.keys().collect::<Vec<_>>(), ["bad"]);
    let behind = &status.behind["bad"];
    let before: Vec<&str> = Schema::catalog()
        .migrations
        .iter()
        .map(|def| def.id)
        .collect();
    assert_eq!(behind.applied, before);
    assert_eq!(behind.pending, ["20261122100000_more"]);
    assert!(
        behind.error.as_ref().unwrap().contains("second"),
        "{behind:?}"
    );
    fixture
        .db
        .tenant("bad")
        .await
        .unwrap()
        .user()
        .create(user::Create {
            email: "a@b".into(),
        })
        .await
        .unwrap();

    fixture.sql("DROP TABLE tenant_bad.second").await;
    let deployment = platform
        .deploy(&more, &DeployOptions::default(), |_| {})
        .await
        .unwrap();
    assert_eq!(deployment.migrated, ["bad"]);
    assert!(platform.status(&more).await.unwrap().is_up_to_date());
    assert_eq!(
        fixture
            .number("SELECT count(*) FROM core._plexica_migrations WHERE state <> 'applied'")
            .await,
        0
    );
}

#[tokio::test]
async fn migrating_says_which_tenant_failed() {
    let fixture = database().await;
    for key in ["acme", "bad"] {
        fixture.tenant(key).await;
    }
    fixture
        .sql("DELETE FROM core._plexica_migrations WHERE scope = 'tenant_bad'")
        .await;
    let error = fixture.db.migrate().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Migration);
    assert!(
        error
            .to_string()
            .starts_with("tenant `bad` could not be migrated"),
        "{error}"
    );
}

#[tokio::test]
async fn core_that_cannot_be_migrated_stops_everything_and_says_where() {
    let fixture = database().await;
    fixture.tenant("acme").await;
    let platform = platform(&fixture).await;
    let more = and(
        "20261122100000_more",
        Some("CREATE TABLE core.a (b integer);\nCREATE TABLE core.a (b integer);"),
        Some("CREATE TABLE first (a integer);"),
    );
    let error = platform
        .deploy(&more, &DeployOptions::default(), |_| {})
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Migration);
    assert!(
        error
            .to_string()
            .starts_with("20261122100000_more/core.sql:2"),
        "{error}"
    );
    assert_eq!(
        fixture
            .number("SELECT count(*) FROM pg_tables WHERE tablename IN ('a', 'first')")
            .await,
        0
    );
    let status = platform.status(&more).await.unwrap();
    assert!(status.core.error.unwrap().contains("core.sql:2"));
    assert_eq!(status.behind.len(), 1);
}

#[tokio::test]
async fn an_applied_migration_that_was_changed_is_refused() {
    let fixture = database().await;
    let platform = platform(&fixture).await;
    let changed = [Migration::new(INITIAL, Some("CREATE SCHEMA core;"), None).unwrap()];
    let error = platform
        .deploy(&changed, &DeployOptions::default(), |_| {})
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Migration);
    assert!(
        error
            .to_string()
            .contains("20261122090000_initial/core.sql"),
        "{error}"
    );
    let status = platform.status(&changed).await.unwrap();
    assert_eq!(status.changed, ["20261122090000_initial/core.sql"]);
    let status = platform.status(&[]).await.unwrap();
    assert_eq!(status.missing, [INITIAL]);
    // A tenant's file, which no core ledger row knows.
    fixture.tenant("acme").await;
    let def = Schema::catalog().migrations[0];
    let changed = [Migration::new(INITIAL, def.core, Some("SELECT 1;")).unwrap()];
    let error = platform
        .deploy(&changed, &DeployOptions::default(), |_| {})
        .await
        .unwrap_err();
    assert!(
        error
            .to_string()
            .contains("20261122090000_initial/tenant.sql"),
        "{error}"
    );
}

#[tokio::test]
async fn a_canary_migrates_so_many_tenants_and_stops() {
    let fixture = database().await;
    for key in ["a", "b", "c"] {
        fixture.tenant(key).await;
    }
    let platform = platform(&fixture).await;
    let more = and(
        "20261122100000_more",
        None,
        Some("CREATE TABLE first (a integer);"),
    );
    let mut options = DeployOptions::default();
    options.canary = Some(1);
    let deployment = platform.deploy(&more, &options, |_| {}).await.unwrap();
    assert_eq!((deployment.migrated.len(), deployment.left), (1, 2));
    options.canary = None;
    assert_eq!(
        platform
            .deploy(&more, &options, |_| {})
            .await
            .unwrap()
            .migrated
            .len(),
        2
    );
}

#[tokio::test]
async fn a_tenants_migration_finds_only_its_own_tables() {
    let fixture = database_with_sessions("the search path is a start-up option").await;
    fixture.tenant("acme").await;
    let platform = platform(&fixture).await;
    let stray = and(
        "20261122100000_stray",
        None,
        Some("ALTER TABLE plugins ADD COLUMN a integer;"),
    );
    let deployment = platform
        .deploy(&stray, &DeployOptions::default(), |_| {})
        .await
        .unwrap();
    assert!(
        deployment.failed[0]
            .error
            .contains("\"plugins\" does not exist"),
        "{deployment:?}"
    );
    // And nobody else sees the search path of a migration.
    let session = fixture
        .db
        .core()
        .session()
        .create(plexica_tests::db::session::Create {})
        .await
        .unwrap();
    assert_eq!(session.search_path, "pg_catalog");
}

#[tokio::test]
async fn a_migration_gives_up_on_a_lock_that_a_query_holds() {
    let fixture = database().await;
    fixture.tenant("acme").await;
    let platform = platform(&fixture).await;
    let lock = fixture.raw().await;
    lock.batch_execute("BEGIN; LOCK TABLE tenant_acme.users")
        .await
        .unwrap();
    let more = and(
        "20261122100000_more",
        None,
        Some("ALTER TABLE users ADD COLUMN shoe_size integer;"),
    );
    let deployment = platform
        .deploy(&more, &DeployOptions::default(), |_| {})
        .await
        .unwrap();
    assert!(
        deployment.failed[0].error.contains("lock"),
        "{deployment:?}"
    );
    drop(lock);
    assert_eq!(
        platform
            .deploy(&more, &DeployOptions::default(), |_| {})
            .await
            .unwrap()
            .migrated,
        ["acme"]
    );
}

#[tokio::test]
async fn suspended_tenants_are_migrated_and_dropped_ones_are_not() {
    let fixture = database().await;
    for key in ["active", "gone", "suspended"] {
        fixture.tenant(key).await;
    }
    fixture.db.tenants().suspend("suspended").await.unwrap();
    fixture.db.tenants().drop("gone").await.unwrap();
    let more = and(
        "20261122100000_more",
        None,
        Some("CREATE TABLE first (a integer);"),
    );
    let deployment = platform(&fixture)
        .await
        .deploy(&more, &DeployOptions::default(), |_| {})
        .await
        .unwrap();
    assert_eq!(deployment.migrated, ["active", "suspended"]);
    assert_eq!(deployment.tenants, 2);
    // A program that was built with the older migrations still makes tenants and starts.
    fixture
        .db
        .tenants()
        .create(new_tenant("later"))
        .await
        .unwrap();
    let deployment = platform(&fixture)
        .await
        .deploy(&more, &DeployOptions::default(), |_| {})
        .await
        .unwrap();
    assert_eq!(deployment.migrated, ["later"]);
    fixture.db.migrate().await.unwrap();
}
