use plexica_tests::db::{TenantDb, document, post};

async fn run(acme: TenantDb) -> Result<(), plexica_client::Error> {
    acme.document().update(document::id.key(1)).edition(3).await?;
    acme.document().update(document::id.key(1).at_version("3")).title("a").await?;
    acme.post().update(post::id.key(1).at_version(3)).title("a").await?;
    Ok(())
}

fn main() {}
