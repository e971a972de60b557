use plexica_client::query::Filter;
use plexica_tests::db::{TenantDb, folder, leaf, post, user};

async fn run(acme: TenantDb) -> Result<(), plexica_client::Error> {
    acme.post().find_many().with_deleted().await?;
    acme.post().count().only_deleted().await?;
    acme.post().delete(post::id.key(1)).permanently().await?;
    acme.post().restore(post::id.key(1)).await?;
    acme.user().find_many().with(user::written.with_deleted()).await?;
    // A row that has to be there is never left out, so there is nothing to ask for alone.
    acme.leaf().find_many().with(leaf::folder.only_deleted()).await?;
    acme.folder().restore_many(Filter::all()).permanently().await?;
    acme.folder().delete(folder::id.key(1)).permanently().await?;
    Ok(())
}

fn main() {}
