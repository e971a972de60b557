use plexica_client::{
    query::Filter,
    write::{increment, push},
};
use plexica_tests::db::{TenantDb, list_sample, post, sample, user};

async fn run(acme: TenantDb) -> Result<(), plexica_client::Error> {
    let posts = acme.post().update_many(Filter::all());
    posts.stars(increment("1")).await?;
    acme.post().update(post::id.key(1)).title(increment(1)).await?;
    acme.sample().update(sample::id.key(1)).oid(increment(1)).await?;
    let lists = acme.list_sample().update(list_sample::id.key(1));
    lists.ints(push("1")).await?;
    acme.user().create(user::Create { email: "a".into() }).age(increment(1)).await?;
    acme.user().count().filter(user::age.eq(increment(1))).await?;
    Ok(())
}

fn main() {}
