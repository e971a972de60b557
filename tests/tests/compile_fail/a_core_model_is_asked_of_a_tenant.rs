use plexica_tests::db::TenantDb;

async fn run(acme: TenantDb) -> Result<(), plexica_client::Error> {
    acme.plugin().find_many().await?;
    Ok(())
}

fn main() {}
