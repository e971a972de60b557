use plexica_tests::db::Db;

async fn run(db: Db) -> Result<(), plexica_client::Error> {
    db.core().user().find_many().await?;
    Ok(())
}

fn main() {}
