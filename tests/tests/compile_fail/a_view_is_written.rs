use plexica_client::Filter;
use plexica_tests::db::{TenantDb, busy_article};

async fn run(acme: TenantDb) -> Result<(), plexica_client::Error> {
    acme.busy_article().delete_many(Filter::all()).await?;
    acme.busy_article().update(busy_article::slug.key("one")).topics(1).await?;
    Ok(())
}

fn main() {}
