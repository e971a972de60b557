use plexica_tests::db::{TenantDb, post, user};

async fn run(acme: TenantDb) -> Result<(), plexica_client::Error> {
    acme.user().find_many().filter(post::stars.gt(3)).await?;
    acme.user().find_many().filter(user::age.gt(3) & post::stars.gt(3)).await?;
    acme.user().find_many().filter(user::written.any(user::age.gt(3))).await?;
    acme.user().find_many().order_by(post::stars.asc()).await?;
    acme.user().find_many().order_by(user::age).await?;
    acme.user().find_many().select((user::email, post::title)).await?;
    Ok(())
}

fn main() {}
