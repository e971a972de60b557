use plexica_tests::db::{TenantDb, post, user};

async fn run(acme: TenantDb) -> Result<(), plexica_client::Error> {
    acme.user().find_unique(user::age.key(36)).await?;
    acme.user().find_unique(user::age.eq(36)).await?;
    acme.user().find_unique(post::id.key(36)).await?;
    acme.post().find_unique(post::author_id_slug.key(("one", "two"))).await?;
    acme.user().upsert(user::age, user::Create { email: String::new() }).await?;
    Ok(())
}

fn main() {}
