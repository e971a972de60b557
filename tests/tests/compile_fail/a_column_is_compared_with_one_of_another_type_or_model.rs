use plexica_tests::db::{TenantDb, contact, post, user};

async fn run(acme: TenantDb) -> Result<(), plexica_client::Error> {
    acme.user().find_many().filter(user::age.gt(user::email)).await?;
    acme.user().find_many().filter(user::age.eq(post::stars)).await?;
    acme.user().update_many(user::age.is_null()).age(user::age).await?;
    acme.contact().find_many().filter(contact::email.eq(contact::home)).await?;
    Ok(())
}

fn main() {}
