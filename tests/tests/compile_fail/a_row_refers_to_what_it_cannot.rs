use plexica_client::{Error, write::with};
use plexica_tests::db::{TenantDb, installation, plugin, post, user};

fn ada() -> user::Create {
    user::Create { email: "ada@acme.test".into() }
}

async fn to_nothing(acme: TenantDb) -> Result<(), Error> {
    acme.post().create(post::Create { slug: "a".into(), title: "A".into() }).await?;
    Ok(())
}

async fn to_two(acme: TenantDb, post: post::Create) -> Result<(), Error> {
    acme.post().create(post).nested(post::author.create(ada())).await?;
    Ok(())
}

async fn to_a_row_of_another_model(acme: TenantDb) -> Result<(), Error> {
    let ada = post::author.create(ada());
    acme.user().create_with(ada, |_| self::ada()).await?;
    Ok(())
}

async fn to_one_of_several(acme: TenantDb) -> Result<(), Error> {
    let ada = installation::user.create(ada());
    acme.installation().create_with(ada, |user_id| installation::Create { user_id }).await?;
    Ok(())
}

fn to_a_new_row_in_core() {
    let _ = installation::plugin.create(plugin::Create { name: "a".into() });
}

fn to_none_where_it_has_to() {
    let _ = post::author.disconnect();
}

async fn what_is_not_there_yet(acme: TenantDb, post: post::Create) -> Result<(), Error> {
    acme.post().create(post).nested(post::editor.update(|user| user.age(1))).await?;
    Ok(())
}

fn without_the_row_itself() {
    let _ = with(post::author.create(ada()), |_| ada());
}

fn main() {}
