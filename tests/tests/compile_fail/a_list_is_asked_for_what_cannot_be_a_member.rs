use plexica_tests::db::{TenantDb, list_sample, sample, user};

async fn run(acme: TenantDb) -> Result<(), plexica_client::Error> {
    acme.list_sample().find_many().filter(list_sample::texts.has(1)).await?;
    acme.list_sample().find_many().filter(list_sample::ints.has_some(["1"])).await?;
    acme.user().find_many().filter(user::first_name.has("Ada")).await?;
    acme.sample().find_many().filter(sample::bytes.is_empty()).await?;
    Ok(())
}

fn main() {}
