use std::path::PathBuf;

use clap::Args;
use plexica_client::{
    ConnectionConfig, ErrorKind,
    database::{Catalog, Platform},
    migration::Migration,
};
use plexica_migrate::catalog;
use plexica_schema::schema::{Schema, Url};

use crate::{
    failure::Failure,
    project::{Project, variable},
};

/// Where the schema, its migrations and its database are.
#[derive(Debug, Args)]
#[command(next_help_heading = "Project")]
pub(crate) struct DatabaseArguments {
    /// The schema: a `.plx` file, or a folder of them
    #[arg(long, value_name = "PATH")]
    schema: Option<PathBuf>,

    /// The folder of migrations, in place of `migrations` beside the schema
    #[arg(long, value_name = "DIR")]
    migrations: Option<PathBuf>,

    /// The database: postgresql://user:password@host:5432/database
    #[arg(long, value_name = "URL")]
    database_url: Option<String>,

    /// Use a private PostgreSQL that is kept in the project's folder .plexica, and runs as long
    /// as the command does
    #[cfg(feature = "embedded")]
    #[arg(long, conflicts_with = "database_url")]
    embedded: bool,
}

/// A database that a command works on.
#[derive(Debug)]
pub(crate) struct Session {
    pub(crate) platform: Platform,
    pub(crate) catalog: &'static Catalog,
}

/// Where to connect, and what has to be kept for as long as that lasts.
struct Target {
    config: ConnectionConfig,
    /// Who has named it.
    source: String,
    #[cfg(feature = "embedded")]
    _embedded: Option<plexica_embedded::Database>,
}

impl DatabaseArguments {
    /// Reads and checks the schema.
    pub(crate) fn load_schema(&self, project: &Project) -> Result<Schema, Failure> {
        project.load_schema(self.schema.as_deref())
    }

    /// Reads the migrations, and says from where.
    pub(crate) fn load_migrations(
        &self,
        project: &Project,
    ) -> Result<(PathBuf, Vec<Migration>), Failure> {
        project.load_migrations(self.schema.as_deref(), self.migrations.as_deref())
    }

    /// Where the schema is.
    pub(crate) fn schema_path(&self, project: &Project) -> PathBuf {
        project.schema_path(self.schema.as_deref())
    }

    /// Reads the migrations, if there are any yet, and says from where.
    pub(crate) fn load_migrations_if_any(
        &self,
        project: &Project,
    ) -> Result<(PathBuf, Vec<Migration>), Failure> {
        project.load_migrations_if_any(self.schema.as_deref(), self.migrations.as_deref())
    }

    /// Connects, works, and closes the connections again. `connections` is how many the work has
    /// a use for, where that may be more than a pool usually has.
    pub(crate) fn with_session<T>(
        &self,
        project: &Project,
        schema: &Schema,
        connections: usize,
        work: impl AsyncFnOnce(&Session) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let target = self.target(project, schema, connections)?;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|error| Failure::could_not_run(format!("cannot start: {error}")))?;
        runtime.block_on(async {
            let catalog = catalog(schema);
            let session = Session {
                platform: Platform::connect(target.config.clone(), catalog)
                    .await
                    .map_err(|error| unreachable(error, &target.source))?,
                catalog,
            };
            let result = work(&session).await;
            session.platform.close().await;
            result
        })
    }

    fn target(
        &self,
        project: &Project,
        schema: &Schema,
        connections: usize,
    ) -> Result<Target, Failure> {
        #[cfg(feature = "embedded")]
        if self.embedded {
            return embedded(project, connections);
        }
        let (url, source) = self.url(project, schema)?;
        let mut config = ConnectionConfig::parse(&url)
            .map_err(|error| Failure::from(error).or_help(format!("the URL is from {source}")))?;
        project.settings().pool.apply(&mut config);
        config.max_connections = config.max_connections.max(connections);
        Ok(Target {
            config,
            source,
            #[cfg(feature = "embedded")]
            _embedded: None,
        })
    }

    /// The database's URL, and where it is from.
    fn url(&self, project: &Project, schema: &Schema) -> Result<(String, String), Failure> {
        if let Some(url) = &self.database_url {
            return Ok((url.clone(), "`--database-url`".to_owned()));
        }
        if let Some((url, source)) = variable("DATABASE_URL")? {
            return Ok((url, format!("DATABASE_URL in {source}")));
        }
        if let Some(url) = &project.settings().database_url {
            return Ok((url.clone(), "`database_url` in `plexica.toml`".to_owned()));
        }
        match &schema.datasource().url {
            Some(Url::Literal(url)) => Ok((url.clone(), "the schema's `datasource`".to_owned())),
            Some(Url::Env(name)) => match variable(name)? {
                Some((url, source)) => Ok((url, format!("{name} in {source}"))),
                None => Err(no_database(name)),
            },
            None => Err(no_database("DATABASE_URL")),
        }
    }
}

/// Says as well which of the URLs it is that leads nowhere.
fn unreachable(error: plexica_client::Error, source: &str) -> Failure {
    match error.help().filter(|_| error.kind() == ErrorKind::Connect) {
        Some(help) => {
            let help = help.replace("DATABASE_URL", "the URL");
            Failure::from(error).help(format!("{help}; the URL is from {source}"))
        }
        None => error.into(),
    }
}

fn no_database(variable: &str) -> Failure {
    let embedded = if cfg!(feature = "embedded") {
        ", or try it out with `--embedded`"
    } else {
        ""
    };
    Failure::could_not_run("no database is configured").help(format!(
        "set {variable}=postgresql://user:password@host:5432/database in the environment or in a \
         `.env` file, give it with `--database-url`, or write `database_url` in `plexica.toml`\
         {embedded}"
    ))
}

/// Starts the project's own database, or joins it where another program runs it.
#[cfg(feature = "embedded")]
fn embedded(project: &Project, connections: usize) -> Result<Target, Failure> {
    let failed =
        |error: &dyn std::error::Error| Failure::could_not_run(crate::failure::with_causes(error));
    let folder = std::path::absolute(project.path(".plexica")).map_err(|error| failed(&error))?;
    let database = plexica_embedded::start_or_attach(folder).map_err(|error| failed(&error))?;
    let mut config = ConnectionConfig::parse(database.url())?;
    project.settings().pool.apply(&mut config);
    config.max_connections = match database.max_connections() {
        Some(most) => most,
        None => config.max_connections.max(connections),
    };
    Ok(Target {
        config,
        source: "`--embedded`".to_owned(),
        _embedded: Some(database),
    })
}
