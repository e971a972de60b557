use plexica_tests::db::{TenantDb, post};

async fn run(acme: TenantDb) -> Result<(), plexica_client::Error> {
    acme.post()
        .create(post::Create {
            slug: "first".into(),
            title: "The first".into(),
        })
        .await?;
    Ok(())
}

fn main() {}
