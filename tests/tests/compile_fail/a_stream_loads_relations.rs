use plexica_tests::db::{TenantDb, user};

async fn run(acme: TenantDb) -> Result<(), plexica_client::Error> {
    let mut users = acme.user().find_many().with(user::written).stream();
    while let Some(_) = users.try_next().await? {}
    let _ = acme.user().find_first().stream();
    Ok(())
}

fn main() {}
