use plexica_tests::db::{Db, TenantDb};

async fn run(db: Db, acme: TenantDb) -> Result<(), plexica_client::Error> {
    let tx = acme.begin().await?;
    tx.commit().await?;
    tx.user().count().await?;

    let tx = db.begin().await?;
    let acme = tx.tenant("acme").await?;
    tx.commit().await?;
    acme.user().count().await?;
    Ok(())
}

fn main() {}
