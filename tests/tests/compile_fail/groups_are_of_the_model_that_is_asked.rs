use plexica_tests::db::{TenantDb, post, sample, user};

async fn run(acme: TenantDb) -> Result<(), plexica_client::Error> {
    acme.user().group_by(post::slug).aggregate(user::id.count()).await?;
    acme.user().group_by(user::mood).aggregate(post::id.count()).await?;
    acme.user().group_by(user::mood).await?;
    acme.user().group_by(user::mood).aggregate(user::id.count()).having(user::age.gt(3)).await?;
    acme.user().group_by(user::mood).aggregate(user::id.count()).having(user::age.max().gt("3")).await?;
    acme.user().group_by(user::mood).aggregate(user::id.count()).order_by(post::id.count().desc()).await?;
    acme.sample().group_by(sample::json).aggregate(sample::id.count()).await?;
    Ok(())
}

fn main() {}
