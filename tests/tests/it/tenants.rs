use std::time::Duration;

use plexica_client::{
    ConnectionConfig, ErrorKind, database::Platform, database::Schema as _, migration::Migration,
    value::Value, write::RowValues,
};
use plexica_embedded::native::Cluster;
use plexica_tests::{
    Fixture, database,
    db::{self, Db, TenantStatus, tenant, user},
    migrations, new_tenant,
};

/// How many schemas, registry rows and ledger rows there are of a tenant.
async fn traces(fixture: &Fixture, key: &str) -> (i64, i64, i64) {
    let schema = format!("tenant_{}", key.replace('-', "_"));
    (
        fixture
            .number(&format!(
                "SELECT count(*) FROM pg_namespace WHERE nspname = '{schema}'"
            ))
            .await,
        fixture
            .number(&format!(
                "SELECT count(*) FROM core.tenants WHERE slug = '{key}'"
            ))
            .await,
        fixture
            .number(&format!(
                "SELECT count(*) FROM core._plexica_migrations WHERE scope = '{schema}'"
            ))
            .await,
    )
}

/// The [`traces`] of a tenant that is there: its row, its schema, and a ledger row a migration.
fn whole() -> (i64, i64, i64) {
    (1, 1, i64::try_from(migrations().len()).unwrap())
}

fn address(name: &str) -> user::Create {
    user::Create {
        email: format!("{name}@acme.test"),
    }
}

#[tokio::test]
async fn a_new_tenant_is_active_and_has_its_tables() {
    let fixture = database().await;
    let made = fixture
        .db
        .tenants()
        .create(new_tenant("acme-corp"))
        .await
        .unwrap();
    assert_eq!(
        (made.slug.as_str(), made.status),
        ("acme-corp", TenantStatus::Active)
    );
    assert_eq!(made.id.get_version_num(), 7);
    let acme = fixture.db.tenant("acme-corp").await.unwrap();
    assert_eq!(
        (acme.key(), acme.schema()),
        ("acme-corp", "tenant_acme_corp")
    );
    acme.user().create(address("ada")).await.unwrap();
    assert_eq!(traces(&fixture, "acme-corp").await, whole());
    assert!(fixture.db.migration_status().await.unwrap().is_up_to_date());
}

#[tokio::test]
async fn a_tenant_that_cannot_be_made_leaves_nothing() {
    let fixture = database().await;
    let platform = Platform::connect(
        ConnectionConfig::parse(&fixture.url).unwrap(),
        db::Schema::catalog(),
    )
    .await
    .unwrap();
    let values = |key: &str| {
        let mut values = RowValues::default();
        for (place, column) in (0..).zip(tenant::TABLE.columns) {
            match column.field {
                "slug" => values.set(place, Value::Text(key.to_owned())),
                "name" => values.set(place, Value::Text("A name".to_owned())),
                _ => {}
            }
        }
        values
    };
    let mut broken = migrations();
    broken.push(
        Migration::new(
            "20261122100000_broken",
            None,
            Some("CREATE TABLE a (b integer);\n\nCREATE TABLE a (b integer);"),
        )
        .unwrap(),
    );
    let error = platform
        .create_tenant(values("acme"), &broken)
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Migration);
    assert_eq!(
        error.to_string(),
        "20261122100000_broken/tenant.sql:3: relation \"a\" already exists"
    );
    assert_eq!(traces(&fixture, "acme").await, (0, 0, 0));
    platform
        .create_tenant(values("acme"), &migrations())
        .await
        .unwrap();
    assert_eq!(traces(&fixture, "acme").await, whole());

    // A value that cannot be sent stops everything, not the registry's row alone.
    let unsendable = tenant::Create {
        slug: "ops".into(),
        name: "a\0b".into(),
    };
    let error = fixture.db.tenants().create(unsendable).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidValue, "{error:?}");
    assert_eq!(traces(&fixture, "ops").await, (0, 0, 0));
    fixture
        .db
        .tenants()
        .create(new_tenant("ops"))
        .await
        .unwrap();
}

#[tokio::test]
async fn a_taken_key_is_refused_and_the_first_tenant_stays_as_it_is() {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    acme.user().create(address("ada")).await.unwrap();
    let error = fixture
        .db
        .tenants()
        .create(new_tenant("acme"))
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.fields()),
        (ErrorKind::UniqueViolation, &["slug"][..])
    );
    assert_eq!(acme.user().count().await.unwrap(), 1);
    // A schema of that name that is nobody's.
    fixture.sql("CREATE SCHEMA tenant_ops").await;
    let error = fixture
        .db
        .tenants()
        .create(new_tenant("ops"))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Migration);
    assert!(error.to_string().contains("tenant_ops"), "{error}");
    assert_eq!(
        fixture
            .number("SELECT count(*) FROM core.tenants WHERE slug = 'ops'")
            .await,
        0
    );
    // Many at once: one wins.
    let attempts = (0..8).map(|_| {
        fixture
            .db
            .tenants()
            .create(new_tenant("race"))
            .into_future()
    });
    let results = futures_util::future::join_all(attempts).await;
    assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1);
    assert!(
        results
            .iter()
            .flat_map(|result| result.as_ref().err())
            .all(|error| error.is_unique_violation()),
        "{results:?}"
    );
    fixture
        .db
        .tenant("race")
        .await
        .unwrap()
        .user()
        .create(address("ada"))
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_is_none_is_refused_before_anything_is_sent() {
    let server = tokio::task::spawn_blocking(|| Cluster::throwaway().start().unwrap())
        .await
        .unwrap();
    let db = Db::builder()
        .url(server.url())
        .create_timeout(Duration::from_secs(1))
        .connect()
        .await
        .unwrap();
    tokio::task::block_in_place(|| server.stop().unwrap());
    let long = "a".repeat(64);
    for key in [
        "a\"; drop schema core cascade; --",
        &long,
        "ünïcode",
        "acme\u{202e}",
        "",
        "pg-x",
        "pg",
        "core",
        "public",
        "catalogue",
        "information-schema",
        "Acme",
        "acme_corp",
        "-acme",
        "acme-",
        "a--b",
        "1a",
        "a b",
        "a\0b",
        "a.b",
        "a/../b",
    ] {
        let refused = [
            db.tenant(key).await.err(),
            db.tenants().create(new_tenant(key)).await.err(),
            db.tenants().suspend(key).await.err(),
            db.tenants().activate(key).await.err(),
            db.tenants().drop(key).await.err(),
            db.tenants().changed(key).await.err(),
            db.tenants().rename(key, "acme").await.err(),
            db.tenants().rename("acme", key).await.err(),
        ];
        for error in refused {
            let error = error.unwrap_or_else(|| panic!("{key:?} was taken"));
            assert_eq!(
                error.kind(),
                ErrorKind::InvalidTenantKey,
                "{key:?}: {error:?}"
            );
        }
    }
    assert_eq!(
        db.tenant("acme").await.unwrap_err().kind(),
        ErrorKind::Connect,
        "a good key needs the server"
    );
}

#[tokio::test]
async fn a_suspended_tenant_has_no_handle_until_it_is_active_again() {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    let tenants = || fixture.db.tenants();
    tenants().suspend("acme").await.unwrap();
    let error = fixture.db.tenant("acme").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InactiveTenant);
    assert_eq!(error.to_string(), "tenant `acme` is SUSPENDED, not active");
    let tx = fixture.db.begin().await.unwrap();
    assert_eq!(
        tx.tenant("acme").await.unwrap_err().kind(),
        ErrorKind::InactiveTenant
    );
    drop(tx);
    assert_eq!(
        acme.user().count().await.unwrap(),
        0,
        "a handle that is there goes on"
    );
    let listed = tenants().list().await.unwrap();
    assert_eq!(
        (
            listed[0].key.as_str(),
            listed[0].status.as_deref(),
            listed[0].is_active
        ),
        ("acme", Some("SUSPENDED"), false)
    );
    tenants().activate("acme").await.unwrap();
    fixture.db.tenant("acme").await.unwrap();
    for error in [
        tenants().suspend("nobody").await,
        tenants().activate("nobody").await,
        tenants().drop("nobody").await,
    ] {
        assert_eq!(error.unwrap_err().kind(), ErrorKind::UnknownTenant);
    }
    assert_eq!(
        fixture.db.tenant("nobody").await.unwrap_err().kind(),
        ErrorKind::UnknownTenant
    );
}

#[tokio::test]
async fn a_dropped_tenant_is_gone_with_everything() {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    fixture
        .tenant("ops")
        .await
        .user()
        .create(address("ops"))
        .await
        .unwrap();
    acme.user().create(address("ada")).await.unwrap();
    fixture.db.tenants().drop("acme").await.unwrap();
    assert_eq!(
        traces(&fixture, "acme").await,
        (0, 1, 0),
        "its row stays, as deleted"
    );
    assert_eq!(
        fixture
            .number("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'plexica%'")
            .await,
        0
    );
    assert_eq!(
        fixture.db.tenant("acme").await.unwrap_err().kind(),
        ErrorKind::UnknownTenant
    );
    assert_eq!(
        acme.user().count().await.unwrap_err().kind(),
        ErrorKind::NotMigrated
    );
    for error in [
        fixture.db.tenants().drop("acme").await,
        fixture.db.tenants().activate("acme").await,
    ] {
        assert_eq!(error.unwrap_err().kind(), ErrorKind::UnknownTenant);
    }
    let keys: Vec<String> = fixture
        .db
        .tenants()
        .list()
        .await
        .unwrap()
        .into_iter()
        .map(|tenant| tenant.key)
        .collect();
    assert_eq!(keys, ["ops"]);
    assert!(fixture.db.migration_status().await.unwrap().is_up_to_date());
    assert_eq!(
        fixture
            .db
            .tenant("ops")
            .await
            .unwrap()
            .user()
            .count()
            .await
            .unwrap(),
        1
    );
}

#[tokio::test]
async fn a_tenant_that_a_transaction_still_uses_is_dropped_without_waiting_for_it() {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    fixture.tenant("globex").await;
    let left = async || {
        fixture
            .number("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'plexica%'")
            .await
    };
    let transaction = acme.begin().await.unwrap();
    transaction.user().count().await.unwrap();

    fixture.db.tenants().drop("acme").await.unwrap();
    assert_eq!(traces(&fixture, "acme").await, (0, 1, 0));
    assert_eq!(left().await, 1, "out of the way, and still in use");
    assert!(fixture.db.migrate().await.unwrap().migrated.is_empty());

    transaction.rollback().await.unwrap();
    fixture.db.tenants().drop("globex").await.unwrap();
    assert_eq!(left().await, 0);
}

#[tokio::test]
async fn a_tenant_whose_registry_row_is_referred_to_is_dropped_all_the_same() {
    let fixture = database().await;
    fixture.tenant("acme").await;
    fixture.sql("CREATE TABLE core.invoices (tenant uuid REFERENCES core.tenants); INSERT INTO core.invoices SELECT id FROM core.tenants").await;
    fixture.db.tenants().drop("acme").await.unwrap();
    assert_eq!(
        fixture.number("SELECT count(*) FROM core.invoices").await,
        1
    );
}

#[tokio::test]
async fn tenants_are_listed_by_key_with_their_schemas() {
    let fixture = database().await;
    assert!(fixture.db.tenants().list().await.unwrap().is_empty());
    for key in ["b", "a-1", "c"] {
        fixture.tenant(key).await;
    }
    let listed = fixture.db.tenants().list().await.unwrap();
    let names: Vec<(&str, &str)> = listed
        .iter()
        .map(|tenant| (tenant.key.as_str(), tenant.schema.as_deref().unwrap()))
        .collect();
    assert_eq!(
        names,
        [("a-1", "tenant_a_1"), ("b", "tenant_b"), ("c", "tenant_c")]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tenant_that_was_looked_up_a_moment_ago_needs_no_server() {
    let server = tokio::task::spawn_blocking(|| Cluster::throwaway().start().unwrap())
        .await
        .unwrap();
    let db = Db::builder().url(server.url()).connect().await.unwrap();
    db.migrate().await.unwrap();
    db.tenants().create(new_tenant("acme")).await.unwrap();
    db.tenants().create(new_tenant("ops")).await.unwrap();
    db.tenants().suspend("ops").await.unwrap();
    db.tenant("acme").await.unwrap();
    db.tenant("ops").await.unwrap_err();
    tokio::task::block_in_place(|| server.stop().unwrap());
    db.tenant("acme").await.unwrap();
    assert_eq!(
        db.tenant("ops").await.unwrap_err().kind(),
        ErrorKind::InactiveTenant
    );
    let error = db.tenant("unknown").await.unwrap_err();
    assert!(
        matches!(error.kind(), ErrorKind::Connect | ErrorKind::ConnectionLost),
        "{error:?}"
    );
}

#[tokio::test]
async fn twenty_tenants_are_made_at_once() {
    let fixture = database().await;
    let made = (0..20).map(|number| {
        fixture
            .db
            .tenants()
            .create(new_tenant(&format!("t{number}")))
            .into_future()
    });
    futures_util::future::try_join_all(made).await.unwrap();
    assert_eq!(fixture.number("SELECT count(*) FROM pg_tables WHERE tablename = 'users' AND schemaname LIKE 'tenant\\_t%'").await, 20);
}
