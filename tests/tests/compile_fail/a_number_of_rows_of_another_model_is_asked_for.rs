use plexica_tests::db::{TenantDb, post, user};

async fn run(acme: TenantDb) -> Result<(), plexica_client::Error> {
    acme.post().find_many().select((post::id, user::written.count())).await?;
    acme.post().find_many().with_count(post::author).await?;
    let users = acme.user().find_many().with_count(user::written).await?;
    for post in &users[0].written {}
    acme.post().find_many().after(&users[0]).await?;
    Ok(())
}

fn main() {}
