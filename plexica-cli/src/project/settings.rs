use std::{path::Path, time::Duration};

use plexica_client::{ConnectionConfig, Statements};
use plexica_migrate::closest;
use serde::Deserialize;

use crate::failure::Failure;

/// Every key of `plexica.toml`, for "did you mean".
const KEYS: [&str; 11] = [
    "schema",
    "migrations",
    "queries",
    "database_url",
    "pool",
    "max_connections",
    "wait_timeout",
    "create_timeout",
    "idle_timeout",
    "statement_cache_size",
    "statements",
];

/// What `plexica.toml` says. Its paths start from its folder.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Settings {
    pub(crate) schema: Option<String>,
    pub(crate) migrations: Option<String>,
    pub(crate) queries: Option<String>,
    pub(crate) database_url: Option<String>,
    #[serde(default)]
    pub(crate) pool: PoolSettings,
}

/// The table `[pool]`. What is set here comes before what the URL says.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PoolSettings {
    max_connections: Option<Connections>,
    wait_timeout: Option<Seconds>,
    create_timeout: Option<Seconds>,
    idle_timeout: Option<Seconds>,
    statement_cache_size: Option<u32>,
    statements: Option<StatementsSetting>,
}

/// How many connections a pool has at most.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(try_from = "i64")]
struct Connections(usize);

impl TryFrom<i64> for Connections {
    type Error = &'static str;

    fn try_from(count: i64) -> Result<Self, Self::Error> {
        match usize::try_from(count) {
            Ok(count) if count > 0 => Ok(Self(count)),
            _ => Err("a number above 0 is wanted"),
        }
    }
}

/// A number of seconds, perhaps with a fraction.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(try_from = "f64")]
struct Seconds(Duration);

impl TryFrom<f64> for Seconds {
    type Error = &'static str;

    fn try_from(seconds: f64) -> Result<Self, Self::Error> {
        Duration::try_from_secs_f64(seconds)
            .map(Self)
            .map_err(|_| "a number of seconds is wanted")
    }
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum StatementsSetting {
    Prepared,
    Unnamed,
}

impl Settings {
    /// Reads the text of a `plexica.toml`.
    pub(crate) fn parse(path: &Path, text: &str) -> Result<Self, Failure> {
        toml::from_str(text).map_err(|error| not_understood(path, text, &error))
    }
}

impl PoolSettings {
    /// Puts them in place of the URL's.
    pub(crate) fn apply(&self, config: &mut ConnectionConfig) {
        if let Some(Connections(count)) = self.max_connections {
            config.max_connections = count;
        }
        if let Some(Seconds(timeout)) = self.wait_timeout {
            config.wait_timeout = timeout;
        }
        if let Some(Seconds(timeout)) = self.create_timeout {
            config.create_timeout = timeout;
        }
        if let Some(Seconds(timeout)) = self.idle_timeout {
            config.idle_timeout = timeout;
        }
        if let Some(size) = self.statement_cache_size {
            config.statement_cache_size = size as usize;
        }
        if let Some(statements) = self.statements {
            config.statements = match statements {
                StatementsSetting::Prepared => Statements::Prepared,
                StatementsSetting::Unnamed => Statements::Unnamed,
            };
        }
    }
}

fn not_understood(path: &Path, text: &str, error: &toml::de::Error) -> Failure {
    let span = error.span().unwrap_or_default();
    let before = text.get(..span.start).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before.chars().rev().take_while(|&c| c != '\n').count() + 1;
    let failure = Failure::could_not_run(format!(
        "{}:{line}:{column}: {}",
        path.display(),
        error.message()
    ));
    let key = text.get(span).unwrap_or_default();
    match closest(key, KEYS) {
        Some(known) if error.message().starts_with("unknown field") && known != key => {
            failure.help(format!("did you mean `{known}`?"))
        }
        _ => failure,
    }
}
