use plexica_client::Error;
use plexica_tests::db::{TenantDb, comment, pair, post, user};

async fn run(acme: TenantDb) -> Result<(), Error> {
    let users = || acme.user().find_many();
    // A column of a related row by the wrong relation, or of many rows.
    let _ = users().select(user::boss.select(post::title));
    let _ = users().select(user::written.select(post::title));
    let _ = users().select(post::author.select(user::email));
    // What may be absent is an `Option`.
    let _: Vec<String> = acme.comment().find_many().select(comment::post.select(post::title)).await?;
    // Functions and arithmetic of other types.
    let _ = user::age.lower();
    let _ = user::email.plus(1);
    let _ = pair::low.plus("1");
    let _ = pair::low.plus(post::stars);
    let _ = pair::low.times(pair::numeric);
    let _ = user::email.concat(user::age);
    // Something in place of what is never absent, or of another type.
    let _ = user::email.coalesce("nobody");
    let _ = user::age.coalesce("nobody");
    let _ = user::age.coalesce(user::first_name);
    Ok(())
}

fn main() {}
