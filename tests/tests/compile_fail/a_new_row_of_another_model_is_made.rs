use plexica_tests::db::{TenantDb, comment};

async fn run(acme: TenantDb) -> Result<(), plexica_client::Error> {
    acme.user().create(comment::Create { text: String::new() }).await?;
    acme.user().create_many(vec![comment::Create { text: String::new() }]).await?;
    Ok(())
}

fn main() {}
