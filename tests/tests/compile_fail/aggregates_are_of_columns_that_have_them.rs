use plexica_client::query::Aggregate;
use plexica_tests::db::{TenantDb, post, sample, user};

async fn run(acme: TenantDb) -> Result<(), plexica_client::Error> {
    acme.user().aggregate(user::email.sum()).await?;
    acme.sample().aggregate(sample::flag.max()).await?;
    acme.sample().aggregate(sample::uuid.min()).await?;
    acme.user().aggregate(post::stars.sum()).await?;
    acme.user().aggregate(user::age).await?;
    acme.user().aggregate((user::age.sum(), Aggregate::<plexica_tests::db::Post, _>::rows())).await?;
    let _: Option<i32> = acme.user().aggregate(user::age.sum()).await?;
    acme.user().find_many().filter(user::age.sum().gt(3)).await?;
    Ok(())
}

fn main() {}
