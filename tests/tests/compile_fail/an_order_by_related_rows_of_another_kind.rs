use plexica_tests::db::{TenantDb, post, user};

async fn run(acme: TenantDb) -> Result<(), plexica_client::Error> {
    acme.user().find_many().order_by(user::written.by(post::title.asc())).await?;
    acme.post().find_many().order_by(post::author.count().asc()).await?;
    acme.post().find_many().order_by(post::author.by(post::title.asc())).await?;
    acme.post().find_many().filter(user::written.count().gt(1)).await?;
    Ok(())
}

fn main() {}
