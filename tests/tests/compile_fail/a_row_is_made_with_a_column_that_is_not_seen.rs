use plexica_tests::db::{TenantDb, sealed};

async fn run(acme: TenantDb) -> Result<(), plexica_client::Error> {
    acme.sealed().create(sealed::Create { id: 1, open: true }).await?;
    Ok(())
}

fn main() {}
