use plexica_tests::db::TenantTransaction;

async fn run(acme: TenantTransaction) -> Result<(), plexica_client::Error> {
    acme.busy_article().find_many().lock_for_update().await?;
    acme.user().find_many().skip_locked().await?;
    acme.user().find_many().lock_for_update().lock_for_share().await?;
    Ok(())
}

fn main() {}
