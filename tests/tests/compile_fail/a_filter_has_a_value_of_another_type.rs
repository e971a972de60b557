use plexica_tests::db::{TenantDb, user};

async fn run(acme: TenantDb) -> Result<(), plexica_client::Error> {
    acme.user().find_many().filter(user::age.eq("36")).await?;
    acme.user().find_many().filter(user::email.is_in([1, 2])).await?;
    acme.user().find_many().filter(user::age.contains("3")).await?;
    acme.user().find_many().filter(user::email.is_null()).await?;
    Ok(())
}

fn main() {}
