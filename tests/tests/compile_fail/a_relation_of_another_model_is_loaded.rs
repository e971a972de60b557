use plexica_tests::db::{TenantDb, post, user};

async fn run(acme: TenantDb) -> Result<(), plexica_client::Error> {
    acme.user().find_many().with(post::comments).await?;
    acme.user().find_many().with(user::written.with(user::boss)).await?;
    Ok(())
}

fn main() {}
