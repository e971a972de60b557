use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use plexica_embedded::native::{Cluster, Server};
use tokio_postgres::{Config, config::Host};

use crate::proxy::Proxy;

/// The database, in one form of URL that every leg's driver understands.
#[derive(Debug, Clone)]
pub(crate) struct Target {
    config: Config,
}

impl Target {
    /// `DATABASE_URL`, or else a server of this process that ends with it. It is not durable:
    /// what a disk does would hide what clients do.
    pub(crate) fn find() -> Result<(Self, Option<Server>)> {
        match std::env::var("DATABASE_URL") {
            Ok(url) if !url.is_empty() => Ok((Self::parse(&url)?, None)),
            _ => {
                let cluster = Cluster::throwaway().set("max_connections", "300");
                let server = cluster.set("shared_buffers", "512MB").start()?;
                Ok((Self::parse(server.url())?, Some(server)))
            }
        }
    }

    fn parse(url: &str) -> Result<Self> {
        let config = url.parse().context("DATABASE_URL cannot be read")?;
        Ok(Self { config })
    }

    /// The same database behind a proxy that delays each direction.
    pub(crate) fn behind_proxy(&self, delay: Duration) -> Result<(Self, Proxy)> {
        let (host, port) = self.address()?;
        let proxy = Proxy::start(host, port, delay)?;
        let mut config = Config::new();
        config.host("127.0.0.1").port(proxy.port());
        if let Some(user) = self.config.get_user() {
            config.user(user);
        }
        if let Some(password) = self.config.get_password() {
            config.password(password);
        }
        config.dbname(self.database());
        Ok((Self { config }, proxy))
    }

    fn address(&self) -> Result<(Host, u16)> {
        let Some(host) = self.config.get_hosts().first().cloned() else {
            bail!("DATABASE_URL names no host");
        };
        let port = self.config.get_ports().first().copied().unwrap_or(5432);
        Ok((host, port))
    }

    fn database(&self) -> &str {
        let user = self.config.get_user();
        self.config.get_dbname().or(user).unwrap_or("postgres")
    }

    /// The URL. Traffic is not encrypted.
    pub(crate) fn url(&self) -> Result<String> {
        let encode = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        let (host, port) = self.address()?;
        let host = match &host {
            Host::Tcp(name) => encode(name),
            #[cfg(unix)]
            Host::Unix(path) => encode(&path.to_string_lossy()),
        };
        let user = encode(self.config.get_user().unwrap_or("postgres"));
        let database = encode(self.database());
        let mut url =
            format!("postgresql:///{database}?host={host}&port={port}&user={user}&sslmode=disable");
        if let Some(password) = self.config.get_password() {
            let password = encode(&String::from_utf8_lossy(password));
            url.push_str(&format!("&password={password}"));
        }
        Ok(url)
    }

    /// The URL for libraries that find a tenant's tables by the search path.
    pub(crate) fn url_with_search_path(&self, schema: &str) -> Result<String> {
        let option = format!("-c search_path={schema},core");
        let option = utf8_percent_encode(&option, NON_ALPHANUMERIC);
        Ok(format!("{}&options={option}", self.url()?))
    }
}
