use std::{
    io::{BufRead, BufReader},
    net::SocketAddr,
    process::{Child, ChildStdout, Command, Stdio},
};

use anyhow::Context;
use hyper::StatusCode;
use nix::{
    sys::signal::{Signal, kill},
    unistd::Pid,
};
use plexica_embedded::native::Server;

use crate::client::Client;

/// Starts the program itself, and waits until it listens.
fn start(database_url: &str) -> anyhow::Result<(Child, BufReader<ChildStdout>, SocketAddr)> {
    let mut program = Command::new(env!("CARGO_BIN_EXE_service"))
        .env("DATABASE_URL", database_url)
        .env("LISTEN", "127.0.0.1:0")
        .env("BASE_DOMAIN", "platform.test")
        .env_remove("RUST_LOG")
        .stdout(Stdio::piped())
        .spawn()?;
    let mut log = BufReader::new(program.stdout.take().context("it has an output")?);
    let mut line = String::new();
    while log.read_line(&mut line)? > 0 {
        if let Some((_, rest)) = line.split_once("listening on http://") {
            let address = rest.split(',').next().unwrap_or_default().parse()?;
            return Ok((program, log, address));
        }
        line.clear();
    }
    anyhow::bail!("it ended with {} before it listened", program.wait()?)
}

#[tokio::test]
async fn the_program_migrates_serves_and_ends_when_it_is_asked_to() -> anyhow::Result<()> {
    let url = tokio::task::spawn_blocking(|| Server::shared()?.create_database()).await??;
    for signal in [Signal::SIGTERM, Signal::SIGINT] {
        let database_url = url.clone();
        let (mut program, mut log, address) =
            tokio::task::spawn_blocking(move || start(&database_url)).await??;
        let client = Client {
            address,
            host: "acme-corp.platform.test",
        };
        // It answers only once the tables are there.
        assert_eq!(client.get("/health").await?.status, StatusCode::OK);
        // With a database that somebody looks after, it makes no tenant to try it on.
        let answer = client.get("/workspaces").await?;
        assert_eq!(answer.body["code"], "unknown_tenant");

        kill(Pid::from_raw(program.id().try_into()?), signal)?;
        let status = tokio::task::spawn_blocking(move || {
            // Reading to the end, so that it never waits for somebody to read.
            std::io::copy(&mut log, &mut std::io::sink())?;
            program.wait()
        })
        .await??;
        assert!(status.success(), "{signal}: {status}");
    }
    Ok(())
}
