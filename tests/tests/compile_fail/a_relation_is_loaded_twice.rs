use plexica_tests::db::{TenantDb, user};

async fn run(acme: TenantDb) -> Result<(), plexica_client::Error> {
    acme.user().find_many().with(user::written).with(user::written).await?;
    Ok(())
}

fn main() {}
