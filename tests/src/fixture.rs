use plexica_client::database::{Builder, Schema as _};
use plexica_embedded::native::Server;

use crate::{
    db::{self, Db, Schema, TenantDb, tenant},
    pgbouncer::url_by_way_of_it,
};

/// A database of a test's own, on the one server of the process.
#[derive(Debug)]
pub struct Fixture {
    /// Its address, by way of PgBouncer where tests are led through that.
    pub url: String,
    /// Its address on the server.
    pub server_url: String,
    /// The client, with the migrations applied.
    pub db: Db,
}

/// A new database with the migrations applied and no tenant.
///
/// # Panics
/// When it cannot be made.
pub async fn database() -> Fixture {
    let fixture = Fixture::empty().await;
    fixture.db.migrate().await.expect("migrations apply");
    fixture
}

/// [`database`], never by way of PgBouncer: for a test of what needs a session of its own, which
/// `why` names.
///
/// # Panics
/// When it cannot be made.
pub async fn database_with_sessions(why: &str) -> Fixture {
    let (url, ()) = new_database(|_| ()).await;
    tracing::debug!(why, "not by way of PgBouncer");
    let fixture = Fixture::at(url.clone(), url).await;
    fixture.db.migrate().await.expect("migrations apply");
    fixture
}

/// The address of a new database on the server, and what else there is to start.
async fn new_database<T: Send + 'static>(
    start: impl FnOnce(&str) -> T + Send + 'static,
) -> (String, T) {
    let make = || {
        let server = Server::shared().expect("PostgreSQL starts");
        let url = server.create_database().expect("a database can be made");
        let started = start(&url);
        (url, started)
    };
    let made = tokio::task::spawn_blocking(make).await;
    made.expect("a database can be made")
}

impl Fixture {
    /// A new database with nothing in it.
    ///
    /// # Panics
    /// When it cannot be made.
    pub async fn empty() -> Self {
        let (server_url, url) = new_database(url_by_way_of_it).await;
        Self::at(url.unwrap_or_else(|| server_url.clone()), server_url).await
    }

    async fn at(url: String, server_url: String) -> Self {
        let db = Db::builder()
            .url(&url)
            .max_connections(4)
            .connect()
            .await
            .expect("the server takes connections");
        Self {
            url,
            server_url,
            db,
        }
    }

    /// Settings for another client of the same database.
    pub fn builder(&self) -> Builder<Schema> {
        Db::builder().url(&self.url)
    }

    /// Another client of the same database, whose pool has one connection.
    ///
    /// # Panics
    /// When it cannot connect.
    pub async fn with_one_connection(&self) -> Db {
        let builder = self.builder().max_connections(1);
        builder.connect().await.expect("the database is there")
    }

    /// Makes a tenant and gives its handle.
    ///
    /// # Panics
    /// When it cannot be made.
    pub async fn tenant(&self, key: &str) -> TenantDb {
        self.db
            .tenants()
            .create(new_tenant(key))
            .await
            .expect("a tenant can be made");
        self.db.tenant(key).await.expect("the tenant is active")
    }

    /// A connection past the client, for what the client does not do.
    ///
    /// # Panics
    /// When there is none.
    pub async fn raw(&self) -> tokio_postgres::Client {
        let (client, connection) = tokio_postgres::connect(&self.server_url, tokio_postgres::NoTls)
            .await
            .expect("the server takes connections");
        tokio::spawn(connection);
        client
    }

    /// Runs SQL past the client.
    ///
    /// # Panics
    /// When it fails.
    pub async fn sql(&self, sql: &str) {
        self.raw().await.batch_execute(sql).await.expect(sql);
    }

    /// Sets a parameter, whose value is an identifier or a list of them, for the connections to
    /// this database that are made from now on.
    ///
    /// # Panics
    /// When it cannot be set.
    pub async fn set(&self, parameter: &str, value: &str) {
        self.sql(&format!(
            "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET {parameter} TO {value}', current_database()); END $$"
        ))
        .await;
    }

    /// The one number that a query past the client gives.
    ///
    /// # Panics
    /// When it fails.
    pub async fn number(&self, sql: &str) -> i64 {
        self.raw()
            .await
            .query_one(sql, &[])
            .await
            .expect(sql)
            .get(0)
    }
}

/// The registry row of a tenant.
#[must_use]
pub fn new_tenant(key: &str) -> tenant::Create {
    tenant::Create {
        slug: key.to_owned(),
        name: format!("The tenant {key}"),
    }
}

/// The migrations that the client was built with.
#[must_use]
pub fn migrations() -> Vec<plexica_client::migration::Migration> {
    let defs = db::Schema::catalog().migrations;
    defs.iter()
        .map(|def| {
            plexica_client::migration::Migration::new(def.id, def.core, def.tenant)
                .expect("the build script has read it")
        })
        .collect()
}
