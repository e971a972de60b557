use plexica_tests::db::{TenantDb, user};

async fn run(acme: TenantDb) -> Result<(), plexica_client::Error> {
    acme.user()
        .update(user::email.key("ada@acme.test"))
        .age("36")
        .email(None)
        .await?;
    Ok(())
}

fn main() {}
