use plexica_tests::db::{TenantDb, user};

async fn run(acme: TenantDb, one: user::Create) -> Result<(), plexica_client::Error> {
    let ada = acme.user().create(one).await?;
    acme.user().connect(user::written, ada.id, [ada.id]).await?;
    Ok(())
}

fn main() {}
