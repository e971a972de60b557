//! Schemas of a test, and the PostgreSQL schemas that they are run in.

use plexica_codegen::sql::{DatabaseModel, ObjectName, PhysicalSchema};
use plexica_embedded::native::Server;
use plexica_migrate::diff::{Diff, DiffError, Renames, Step};
use plexica_schema::{Sources, check};
use tokio_postgres::{Client, NoTls};

use crate::catalogue;

const HEADER: &str = r#"
datasource db {
  provider = "postgresql"
  schemas  = ["core"]
}
tenancy {
  registry = Tenant
  key      = slug
  schema   = "tenant_{key}"
}
model Tenant {
  slug String @id
  @@schema("core")
}
"#;

/// What a schema with these models in every tenant is, or why it is wrong. What stands behind a line
/// `-- views/NAME.sql` is a view's.
pub(crate) fn try_model(tenants: &str) -> Result<DatabaseModel, String> {
    let mut parts = tenants.split("-- views/");
    let models = parts.next().unwrap_or_default();
    let mut texts = vec![("schema.plx".to_owned(), format!("{HEADER}\n{models}"))];
    for view in parts {
        let (name, sql) = view.split_once('\n').unwrap();
        texts.push((format!("views/{}", name.trim()), sql.trim().to_owned()));
    }
    match check(&Sources::from_texts(texts)) {
        Ok(checked) => Ok(DatabaseModel::from(&checked.schema)),
        Err(diagnostics) => Err(diagnostics.to_string()),
    }
}

pub(crate) fn model(tenants: &str) -> DatabaseModel {
    try_model(tenants).unwrap_or_else(|errors| panic!("{errors}\n{tenants}"))
}

/// The name of a table of tenants.
pub(crate) fn table(name: &str) -> ObjectName {
    ObjectName {
        schema: None,
        name: name.to_owned(),
    }
}

/// The steps in a tenant's schema.
pub(crate) fn steps(from: &str, to: &str, renames: &Renames) -> Vec<Step> {
    let diff = Diff::between(&model(from), &model(to), renames).unwrap();
    assert!(diff.core.is_empty(), "{:?}", diff.core);
    diff.tenant
}

pub(crate) fn refusal(from: &str, to: &str, renames: &Renames) -> DiffError {
    Diff::between(&model(from), &model(to), renames).unwrap_err()
}

/// A database of a test's own.
pub(crate) struct Database {
    pub(crate) client: Client,
}

impl Database {
    pub(crate) async fn new() -> Self {
        let url = tokio::task::spawn_blocking(|| {
            let server = Server::shared().expect("PostgreSQL starts");
            server.create_database().expect("a database can be made")
        });
        let (client, connection) = tokio_postgres::connect(&url.await.unwrap(), NoTls)
            .await
            .unwrap();
        tokio::spawn(connection);
        Self { client }
    }

    /// A PostgreSQL schema with these objects.
    pub(crate) async fn make(&self, schema: &str, objects: &PhysicalSchema) {
        let make = format!("DROP SCHEMA IF EXISTS {schema} CASCADE; CREATE SCHEMA {schema}");
        self.client.batch_execute(&make).await.unwrap();
        let statements = objects.statements();
        let made = self.run(schema, &statements).await;
        made.unwrap_or_else(|error| panic!("{error:?}\n{}", objects.script()));
    }

    /// Runs statements in one transaction, with the schema in the search path.
    pub(crate) async fn run(
        &self,
        schema: &str,
        statements: &[String],
    ) -> Result<(), tokio_postgres::Error> {
        let path = format!("BEGIN; SET LOCAL search_path TO {schema}");
        self.client.batch_execute(&path).await?;
        for statement in statements {
            if let Err(error) = self.client.batch_execute(statement).await {
                self.client.batch_execute("ROLLBACK").await?;
                return Err(error);
            }
        }
        self.client.batch_execute("COMMIT").await
    }

    /// Runs steps in one transaction.
    pub(crate) async fn take(
        &self,
        schema: &str,
        steps: &[Step],
    ) -> Result<(), tokio_postgres::Error> {
        let statements: Vec<_> = steps.iter().flat_map(Step::statements).collect();
        self.run(schema, &statements).await
    }

    /// What steps lead to that the new schema does not make by itself, and the other way round.
    pub(crate) async fn difference(
        &self,
        to: &PhysicalSchema,
        steps: &[Step],
        after: &str,
    ) -> Vec<String> {
        self.take(after, steps)
            .await
            .unwrap_or_else(|error| panic!("{error:?}\n{}", plexica_migrate::diff::script(steps)));
        self.make("fresh", to).await;
        let (led, fresh) = (
            catalogue::of(&self.client, after).await,
            catalogue::of(&self.client, "fresh").await,
        );
        catalogue::difference(&led, &fresh)
    }
}
