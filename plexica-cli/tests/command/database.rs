//! An empty database for each test, on one throw-away server.

use plexica_embedded::native::Server;
use tokio_postgres::NoTls;

use crate::{
    plexica::{Run, command},
    shop::Shop,
};

pub(crate) struct Database {
    pub(crate) url: String,
}

impl Database {
    pub(crate) fn new() -> Self {
        let url = Server::shared().unwrap().create_database().unwrap();
        Self { url }
    }

    /// Runs the command on a project with this database.
    pub(crate) fn run(&self, shop: &Shop, arguments: &[&str]) -> Run {
        command(shop.folder(), arguments)
            .env("SHOPS_URL", &self.url)
            .output()
            .unwrap()
            .into()
    }

    /// Runs statements.
    pub(crate) fn execute(&self, sql: &str) {
        self.with_client(async |client| client.batch_execute(sql).await.unwrap());
    }

    /// The one text that a query gives.
    pub(crate) fn ask(&self, sql: &str) -> String {
        self.with_client(async |client| client.query_one(sql, &[]).await.unwrap().get(0))
    }

    fn with_client<T>(&self, work: impl AsyncFnOnce(tokio_postgres::Client) -> T) -> T {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            let (client, connection) = tokio_postgres::connect(&self.url, NoTls).await.unwrap();
            tokio::spawn(connection);
            work(client).await
        })
    }
}
