use plexica_tests::db::{TenantDb, contact};

async fn run(acme: TenantDb) -> Result<(), plexica_client::Error> {
    acme.contact().find_many().filter(contact::email.eq("a@acme.test")).await?;
    acme.contact().find_many().filter(contact::home.contains("Main")).await?;
    acme.contact().update_many(contact::other.is_null()).work(5).await?;
    Ok(())
}

fn main() {}
