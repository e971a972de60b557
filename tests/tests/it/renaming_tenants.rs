//! `db.tenants().rename(…)`: a tenant's key and schema.

use std::time::Duration;

use plexica_client::ErrorKind;
use plexica_tests::{database, db::user, migrations, new_tenant};
use tokio::time::timeout;

fn address(name: &str) -> user::Create {
    user::Create {
        email: format!("{name}@acme.test"),
    }
}

#[tokio::test]
async fn a_renamed_tenant_has_its_data_and_migrations_under_its_new_key() {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    acme.user().create(address("ada")).await.unwrap();
    fixture
        .db
        .tenants()
        .rename("acme", "acme-corp")
        .await
        .unwrap();

    let renamed = fixture.db.tenant("acme-corp").await.unwrap();
    assert_eq!(renamed.schema(), "tenant_acme_corp");
    assert_eq!(renamed.user().count().await.unwrap(), 1);
    renamed.user().create(address("ben")).await.unwrap();
    assert_eq!(
        fixture.db.tenant("acme").await.unwrap_err().kind(),
        ErrorKind::UnknownTenant
    );
    for _ in 0..3 {
        assert_eq!(
            acme.user().count().await.unwrap_err().kind(),
            ErrorKind::NotMigrated,
            "a handle from before leads nowhere"
        );
    }
    assert!(fixture.db.migration_status().await.unwrap().is_up_to_date());
    assert!(fixture.db.migrate().await.unwrap().migrated.is_empty());
    let rows = "SELECT count(*) FROM core._plexica_migrations WHERE scope = ";
    let of = async |schema: &str| fixture.number(&format!("{rows}'{schema}'")).await;
    assert_eq!(of("tenant_acme").await, 0);
    assert_eq!(
        of("tenant_acme_corp").await,
        i64::try_from(migrations().len()).unwrap()
    );

    // Another may have the key that is free.
    assert_eq!(
        fixture.tenant("acme").await.user().count().await.unwrap(),
        0
    );
    assert_eq!(renamed.user().count().await.unwrap(), 2);
}

#[tokio::test]
async fn a_rename_that_cannot_be_changes_nothing() {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    fixture.tenant("ops").await;
    fixture.tenant("gone").await;
    fixture.db.tenants().drop("gone").await.unwrap();
    fixture.sql("CREATE SCHEMA tenant_leftover").await;
    let rename = async |from: &str, to: &str| {
        let renamed = fixture.db.tenants().rename(from, to).await;
        renamed.err().map(|error| error.kind())
    };
    assert_eq!(
        rename("acme", "ops").await,
        Some(ErrorKind::UniqueViolation)
    );
    assert_eq!(rename("acme", "leftover").await, Some(ErrorKind::Migration));
    assert_eq!(
        rename("nobody", "new").await,
        Some(ErrorKind::UnknownTenant)
    );
    assert_eq!(rename("gone", "new").await, Some(ErrorKind::UnknownTenant));
    assert_eq!(
        rename("acme", "core").await,
        Some(ErrorKind::InvalidTenantKey)
    );
    assert_eq!(rename("acme", "acme").await, None);
    assert_eq!(acme.user().count().await.unwrap(), 0);
    fixture.db.tenant("acme").await.unwrap();
    assert!(fixture.db.migration_status().await.unwrap().is_up_to_date());
}

#[tokio::test]
async fn a_rename_waits_for_nobody_who_reads_the_tenants_tables() {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    let transaction = acme.begin().await.unwrap();
    transaction.user().count().await.unwrap();
    let renaming = fixture.db.tenants().rename("acme", "new");
    timeout(Duration::from_secs(5), renaming)
        .await
        .unwrap()
        .unwrap();
    transaction.rollback().await.unwrap();
}

#[tokio::test]
async fn of_two_that_take_one_key_at_once_one_gets_it() {
    let fixture = database().await;
    for key in ["a", "b", "c"] {
        fixture.tenant(key).await;
    }
    let tenants = || fixture.db.tenants();
    let results = futures_util::join!(
        tenants().rename("a", "z"),
        tenants().rename("b", "z"),
        tenants().create(new_tenant("z")).into_future(),
        tenants().rename("c", "a"),
    );
    let got = [results.0.is_ok(), results.1.is_ok(), results.2.is_ok()];
    assert_eq!(got.iter().filter(|got| **got).count(), 1, "{results:?}");
    fixture
        .db
        .tenant("z")
        .await
        .unwrap()
        .user()
        .count()
        .await
        .unwrap();
    assert!(fixture.db.migration_status().await.unwrap().is_up_to_date());
}
