use plexica_tests::db::{TenantDb, user};

async fn run(acme: TenantDb) -> Result<(), plexica_client::Error> {
    let users = acme.user().find_many().with(user::boss).await?;
    for user in &users {
        println!("{} posts", user.written.len());
        for post in &user.written {
            println!("{}", post.title);
        }
    }
    Ok(())
}

fn main() {}
