//! The web service: `cargo run -p platform`, and then
//!
//! ```sh
//! curl -H 'Host: acme-corp.localhost' localhost:8080/workspaces
//! ```
//!
//! With `DATABASE_URL` set it serves that database. Without, it has one of its own with a tenant
//! to try it on.

mod database;
mod demo;
mod settings;
mod stop;

use std::{io::IsTerminal, process::ExitCode};

use platform::{
    Error,
    service::{router, serve},
};
use settings::Settings;
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;

#[tokio::main]
async fn main() -> ExitCode {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stdout().is_terminal())
        .init();
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // The database's errors know what can be done about them.
            let help = error.downcast_ref::<Error>().and_then(Error::help);
            tracing::error!(help, "{error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> anyhow::Result<()> {
    let settings = Settings::from_environment()?;

    // An embedded database runs until this is dropped, after everything else.
    let (db, embedded) = database::open().await?;
    db.migrate().await?;
    if embedded.is_some() {
        demo::fill(&db).await?;
    }

    let stop = stop::requested()?;
    let listener = TcpListener::bind(settings.listen).await?;
    let address = listener.local_addr()?;
    let domain = &settings.base_domain;
    tracing::info!("listening on http://{address}, for tenants at KEY.{domain}");
    if embedded.is_some() {
        tracing::info!(
            "try: curl -H 'Host: {}.{domain}' http://{address}/workspaces",
            demo::TENANT
        );
    }
    serve(listener, router(db.clone(), domain), db, stop).await?;
    Ok(())
}
