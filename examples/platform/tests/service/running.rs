//! A service that runs, with two tenants.

use std::net::SocketAddr;

use platform::{Db, User, service, tenant, user};
use plexica_embedded::native::Server;
use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle};

use crate::client::Client;

/// The tenants' host names.
pub(crate) const ACME: &str = "acme-corp.platform.test";
pub(crate) const GLOBEX: &str = "globex.platform.test:8080";

pub(crate) struct Running {
    pub(crate) db: Db,
    pub(crate) database_url: String,
    pub(crate) address: SocketAddr,
    stop: oneshot::Sender<()>,
    served: JoinHandle<std::io::Result<()>>,
}

impl Running {
    pub(crate) async fn start() -> anyhow::Result<Self> {
        Self::start_with("").await
    }

    /// Starts with settings of the pool, as a URL has them: `?max_connections=1`.
    pub(crate) async fn start_with(settings: &str) -> anyhow::Result<Self> {
        let database_url =
            tokio::task::spawn_blocking(|| Server::shared()?.create_database()).await??;
        let db = Db::builder()
            .url(format!("{database_url}{settings}"))
            .connect()
            .await?;
        db.migrate().await?;
        for (slug, name) in [("acme-corp", "Acme"), ("globex", "Globex")] {
            db.tenants()
                .create(tenant::Create {
                    slug: slug.into(),
                    name: name.into(),
                })
                .await?;
        }
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let (stop, stopped) = oneshot::channel();
        let router = service::router(db.clone(), "Platform.test");
        let served = tokio::spawn(service::serve(listener, router, db.clone(), async {
            // Dropped, it stops as well.
            let _ = stopped.await;
        }));
        Ok(Self {
            db,
            database_url,
            address,
            stop,
            served,
        })
    }

    /// A client that asks for this host.
    pub(crate) fn at(&self, host: &'static str) -> Client {
        Client {
            address: self.address,
            host,
        }
    }

    /// Somebody at the tenant of this key.
    pub(crate) async fn person(&self, key: &str, name: &str) -> anyhow::Result<User> {
        let tenant = self.db.tenant(key).await?;
        let new = user::Create {
            keycloak_id: format!("kc-{name}"),
            email: format!("{name}@{key}.test"),
        };
        Ok(tenant.user().create(new).await?)
    }

    /// A connection of the test's own to the database.
    pub(crate) async fn connection(&self) -> anyhow::Result<tokio_postgres::Client> {
        let (client, connection) =
            tokio_postgres::connect(&self.database_url, tokio_postgres::NoTls).await?;
        tokio::spawn(connection);
        Ok(client)
    }

    /// Tells it to stop; what it gives is ready when it has.
    pub(crate) fn stop(self) -> JoinHandle<std::io::Result<()>> {
        // An error means that it has stopped already.
        let _ = self.stop.send(());
        self.served
    }
}
