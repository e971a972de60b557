use plexica_client::Filter;
use plexica_tests::db::{TenantDb, post, user};

async fn run(acme: TenantDb) -> Result<(), plexica_client::Error> {
    acme.user().find_many().filter(user::boss.any(Filter::all())).await?;
    acme.user().find_many().filter(user::written.is(Filter::all())).await?;
    acme.post().find_many().filter(post::author.is_none()).await?;
    Ok(())
}

fn main() {}
