use std::{fmt, str::FromStr, time::Duration};

use crate::Error;

/// How statements are sent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Statements {
    /// Statements that come again on a connection are prepared on it.
    #[default]
    Prepared,
    /// No statement is ever kept on the server, and no start-up option is sent: for PgBouncer in
    /// transaction mode and poolers like it.
    Unnamed,
}

/// Where the database is and how connections to it are kept.
///
/// Made from a URL, whose query may hold the pool's settings too:
/// `postgresql://app:secret@db.test/platform?max_connections=20&wait_timeout=2`. Prisma's
/// `connection_limit`, `pool_timeout` and `pgbouncer=true` are understood, and its `schema` is
/// left aside, since every statement names its schema.
#[derive(Clone)]
pub struct ConnectionConfig {
    pub(crate) postgres: tokio_postgres::Config,
    /// Certificates to trust in place of the machine's own, as a path to a PEM file.
    pub(crate) root_certificates: Option<String>,
    /// The most connections that are open at once.
    pub max_connections: usize,
    /// How long a query waits for a free connection.
    pub wait_timeout: Duration,
    /// How long making a connection may take.
    pub create_timeout: Duration,
    /// How long an unused connection is kept.
    pub idle_timeout: Duration,
    /// How many statements are kept prepared on each connection. One costs the server 8 to 33 KB.
    pub statement_cache_size: usize,
    /// How statements are sent.
    pub statements: Statements,
    /// Whether one connection beside the pool listens for what other processes do to tenants. Not
    /// with [`Statements::Unnamed`]: a pooler would not keep the connection.
    pub listen: bool,
    /// How long a query may take before a warning tells of it; `None` warns of none.
    pub slow_after: Option<Duration>,
}

impl ConnectionConfig {
    /// Reads a URL (`postgresql://…`) or libpq's `key=value` form.
    ///
    /// # Errors
    /// Of the kind [`Configuration`](crate::ErrorKind::Configuration) when it cannot be read; the
    /// message never holds the password.
    pub fn parse(url: &str) -> Result<Self, Error> {
        let nothing_set = Self {
            postgres: tokio_postgres::Config::new(),
            root_certificates: None,
            max_connections: 10,
            wait_timeout: Duration::from_secs(10),
            create_timeout: Duration::from_secs(10),
            idle_timeout: Duration::from_secs(300),
            statement_cache_size: 1024,
            statements: Statements::Prepared,
            listen: true,
            slow_after: Some(Duration::from_secs(1)),
        };
        Self::parse_with(url, nothing_set)
    }

    /// [`parse`](Self::parse), with the settings that the URL leaves open from `settings`.
    pub(crate) fn parse_with(url: &str, settings: Self) -> Result<Self, Error> {
        let (address, query) = match url.split_once('?') {
            Some((address, query)) if url.starts_with("postgres") => (address, query),
            _ => (url, ""),
        };
        let mut own = Vec::new();
        let mut kept = Vec::new();
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            match OwnSetting::from_str(name) {
                Ok(setting) => own.push((setting, name, value)),
                Err(()) => kept.push(pair),
            }
        }
        let address = if kept.is_empty() {
            address.to_owned()
        } else {
            format!("{address}?{}", kept.join("&"))
        };
        let postgres = tokio_postgres::Config::from_str(&address).map_err(|error| {
            Error::configuration(format!(
                "the database URL cannot be read: {}; it looks like \
                 `postgresql://user:password@host:5432/database`",
                source_text(&error)
            ))
        })?;
        let mut config = Self {
            postgres,
            ..settings
        };
        for (setting, name, value) in own {
            config.set(setting, value).map_err(|expected| {
                Error::configuration(format!("`{name}={value}` in the database URL: {expected}"))
            })?;
        }
        Ok(config)
    }

    fn set(&mut self, setting: OwnSetting, value: &str) -> Result<(), &'static str> {
        match setting {
            OwnSetting::MaxConnections => {
                self.max_connections = value
                    .parse()
                    .ok()
                    .filter(|count| *count > 0)
                    .ok_or("a number above 0 is wanted")?;
            }
            OwnSetting::WaitTimeout => self.wait_timeout = seconds(value)?,
            OwnSetting::CreateTimeout => self.create_timeout = seconds(value)?,
            OwnSetting::IdleTimeout => self.idle_timeout = seconds(value)?,
            OwnSetting::StatementCacheSize => {
                self.statement_cache_size = value.parse().map_err(|_| "a number is wanted")?;
            }
            OwnSetting::Statements => {
                self.statements = match value {
                    "prepared" => Statements::Prepared,
                    "unnamed" => Statements::Unnamed,
                    _ => return Err("`prepared` or `unnamed` is wanted"),
                }
            }
            OwnSetting::PgBouncer => {
                if value == "true" {
                    self.statements = Statements::Unnamed;
                }
            }
            OwnSetting::Listen => {
                self.listen = value.parse().map_err(|_| "`true` or `false` is wanted")?;
            }
            OwnSetting::SlowAfter => {
                self.slow_after = Some(seconds(value)?).filter(|limit| !limit.is_zero());
            }
            OwnSetting::RootCertificates => self.root_certificates = Some(value.to_owned()),
            OwnSetting::Schema => {
                tracing::debug!(
                    "`schema` in the database URL has no effect: every statement names its schema"
                );
            }
        }
        Ok(())
    }

    /// The host and database, for messages: never the password.
    pub(crate) fn target(&self) -> String {
        format!("`{}` on {}:{}", self.database(), self.host(), self.port())
    }

    /// The first host's name, address or socket folder.
    pub(crate) fn host(&self) -> String {
        use tokio_postgres::config::Host;
        match self.postgres.get_hosts().first() {
            Some(Host::Tcp(host)) => host.clone(),
            #[cfg(unix)]
            Some(Host::Unix(path)) => path.display().to_string(),
            None => "localhost".to_owned(),
        }
    }

    pub(crate) fn port(&self) -> u16 {
        self.postgres.get_ports().first().copied().unwrap_or(5432)
    }

    /// The database's name; the user's, where the URL names none, as PostgreSQL has it.
    pub(crate) fn database(&self) -> &str {
        self.postgres
            .get_dbname()
            .or(self.postgres.get_user())
            .unwrap_or("postgres")
    }
}

impl fmt::Debug for ConnectionConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ConnectionConfig")
            .field("target", &self.target())
            .field("max_connections", &self.max_connections)
            .field("wait_timeout", &self.wait_timeout)
            .field("create_timeout", &self.create_timeout)
            .field("idle_timeout", &self.idle_timeout)
            .field("statement_cache_size", &self.statement_cache_size)
            .field("statements", &self.statements)
            .field("listen", &self.listen)
            .field("slow_after", &self.slow_after)
            .finish_non_exhaustive()
    }
}

/// Settings of the URL's query that are not the driver's.
#[derive(Debug, Clone, Copy)]
enum OwnSetting {
    MaxConnections,
    WaitTimeout,
    CreateTimeout,
    IdleTimeout,
    StatementCacheSize,
    Statements,
    PgBouncer,
    Listen,
    SlowAfter,
    RootCertificates,
    Schema,
}

impl FromStr for OwnSetting {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        Ok(match name {
            "max_connections" | "connection_limit" => Self::MaxConnections,
            "wait_timeout" | "pool_timeout" => Self::WaitTimeout,
            "create_timeout" => Self::CreateTimeout,
            "idle_timeout" => Self::IdleTimeout,
            "statement_cache_size" => Self::StatementCacheSize,
            "statements" => Self::Statements,
            "pgbouncer" => Self::PgBouncer,
            "listen" => Self::Listen,
            "slow_after" => Self::SlowAfter,
            "sslrootcert" => Self::RootCertificates,
            "schema" => Self::Schema,
            _ => return Err(()),
        })
    }
}

fn seconds(value: &str) -> Result<Duration, &'static str> {
    let seconds: f64 = value.parse().map_err(|_| "a number of seconds is wanted")?;
    Duration::try_from_secs_f64(seconds).map_err(|_| "a number of seconds is wanted")
}

/// The driver's message is only a category; what went wrong is in its source.
fn source_text(error: &tokio_postgres::Error) -> String {
    std::error::Error::source(error).map_or_else(|| error.to_string(), ToString::to_string)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_urls_query_holds_the_pools_settings_too() {
        let config = ConnectionConfig::parse(
            "postgresql://a:b@h:1/d?connection_limit=3&wait_timeout=0.5&schema=core&connect_timeout=7",
        )
        .unwrap();
        assert_eq!(config.max_connections, 3);
        assert_eq!(config.wait_timeout, Duration::from_millis(500));
        assert_eq!(
            config.postgres.get_connect_timeout(),
            Some(&Duration::from_secs(7))
        );
        assert_eq!(config.target(), "`d` on h:1");
    }

    #[test]
    fn a_wrong_setting_is_named() {
        let error = ConnectionConfig::parse("postgresql://h/d?max_connections=0").unwrap_err();
        assert_eq!(
            error.to_string(),
            "`max_connections=0` in the database URL: a number above 0 is wanted"
        );
        let error = ConnectionConfig::parse("postgresql://h/d?max_connection=3").unwrap_err();
        assert!(error.to_string().contains("max_connection"), "{error}");
    }

    #[test]
    fn a_password_is_never_shown() {
        let config = ConnectionConfig::parse("postgresql://a:hunter2@h/d").unwrap();
        assert!(!format!("{config:?}").contains("hunter2"));
        let error = ConnectionConfig::parse("postgresql://a:hunter2@h:port/d").unwrap_err();
        assert!(
            !format!("{error} {error:?}").contains("hunter2"),
            "{error:?}"
        );
    }
}
