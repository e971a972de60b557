use plexica_client::Error;
use plexica_tests::db::{Db, TenantDb, TenantStatus, queries};

async fn run(db: Db, acme: TenantDb) -> Result<(), Error> {
    queries::authors_by_age(db.core(), 18, None).await?;
    queries::tenants_like(&acme, "%", TenantStatus::Active).await?;
    queries::authors_by_age(&acme, "18", None).await?;
    // Not `:min_age?`.
    queries::authors_by_age(&acme, None, None).await?;
    queries::tenants_like(db.core(), "%", "ACTIVE").await?;
    let _: i64 = queries::authors_by_age(&acme, 18, None).one().await?.age;
    Ok(())
}

fn main() {}
