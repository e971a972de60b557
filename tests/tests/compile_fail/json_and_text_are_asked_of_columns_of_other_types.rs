use plexica_client::query::{SearchLanguage, TextSearch as _};
use plexica_tests::db::{TenantDb, sample, user};

async fn run(acme: TenantDb) -> Result<(), plexica_client::Error> {
    acme.sample().find_many().filter(sample::text.path(["a"]).eq(1)).await?;
    acme.sample().find_many().filter(sample::json.path(["a"]).gt(true)).await?;
    acme.sample().find_many().filter(sample::int.search("a")).await?;
    acme.sample().find_many().filter((sample::text, sample::int).search("a")).await?;
    acme.sample().find_many().filter((sample::text, user::email).search("a")).await?;
    acme.sample().find_many().filter(sample::text.search_in("english", "a")).await?;
    let _ = SearchLanguage::English;
    Ok(())
}

fn main() {}
