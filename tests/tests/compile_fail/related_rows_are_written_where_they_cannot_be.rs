use plexica_client::{Error, query::Filter};
use plexica_tests::db::{TenantDb, article, post, profile, topic, user};

fn ada() -> user::Create {
    user::Create { email: "ada@acme.test".into() }
}

async fn of_another_model(acme: TenantDb) -> Result<(), Error> {
    let posts = user::written.delete_many(Filter::all());
    acme.post().update(post::id.key(1)).nested(posts).await?;
    Ok(())
}

fn with_a_required_foreign_key() {
    let _ = user::written.disconnect(post::id.key(1));
}

fn that_others_are_related_to_as_well() {
    let _ = article::topics.delete(topic::id.key(1));
}

fn of_which_there_is_one() {
    let _ = user::profile.create_many(|user_id| [profile::Create { bio: "a".into(), user_id }]);
}

async fn of_many_rows(acme: TenantDb) -> Result<(), Error> {
    let all = acme.user().update_many(Filter::all());
    all.nested(user::reports.set([])).await?;
    let ada = ada().draft().nested(user::reports.set([]));
    acme.user().create_many([ada]).await?;
    Ok(())
}

fn main() {}
