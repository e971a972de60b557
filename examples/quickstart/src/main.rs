//! Plexica in one sitting: a database, three tenants, and what keeps them apart.
//!
//! Run it with `cargo run -p quickstart`. It needs nothing: the database is one of its own, in
//! the folder `.plexica` of the project.

mod report;
mod story;

plexica_client::include_client!(
    /// The client that `build.rs` generates from the `.plx` files in `schema/`.
    pub mod db
);

use std::path::Path;

use db::Db;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../.plexica");
    let database =
        tokio::task::spawn_blocking(|| plexica_embedded::start_or_attach(folder)).await??;
    report::database(database.backend());

    let mut builder = Db::builder().url(database.url());
    if let Some(count) = database.max_connections() {
        builder = builder.max_connections(count);
    }
    let db = builder.connect().await?;
    story::tell(&db).await?;
    db.close().await;
    Ok(())
}
