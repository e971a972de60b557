use std::path::Path;

use platform::Db;
use plexica_client::database::url_of_environment;
use plexica_embedded::{Database, start_or_attach};

/// Connects to the database that `DATABASE_URL` names. Where nothing names one, it starts the
/// embedded database of the project, which is given back too.
pub(crate) async fn open() -> anyhow::Result<(Db, Option<Database>)> {
    if url_of_environment()?.is_some() {
        return Ok((platform::database().await?.clone(), None));
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../.plexica");
    // It blocks until the server is up.
    let embedded = tokio::task::spawn_blocking(|| start_or_attach(folder)).await??;
    tracing::info!(
        "DATABASE_URL is not set: using the embedded database ({})",
        embedded.backend()
    );
    let mut builder = Db::builder().url(embedded.url());
    if let Some(count) = embedded.max_connections() {
        builder = builder.max_connections(count);
    }
    Ok((builder.connect().await?, Some(embedded)))
}
