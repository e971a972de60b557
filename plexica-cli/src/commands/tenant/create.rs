use clap::Args;
use plexica_client::database::Catalog;
use plexica_migrate::NewTenant;

use super::object::TenantObject;
use crate::{
    database::DatabaseArguments, exit::Exit, failure::Failure, output::Output, project::Project,
};

const EXAMPLES: &str = "\
Examples:
  plexica tenant create acme-corp --set name=Acme
  plexica tenant create acme-corp --set name=Acme --set 'limits={\"users\": 20}' --json

The registry's row, the tenant's schema and all its tables are made together, or not at all.

Exit codes: 0 when it is made, 1 when the key or a value is refused, 2 without a database.";

/// Make a tenant: its row in the registry, its schema and its tables
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Create {
    /// What the tenant is named by: lower-case letters, digits and single hyphens
    key: String,

    /// A field of the tenant's row in the registry. A list is written as a JSON array
    #[arg(long, value_name = "FIELD=VALUE")]
    set: Vec<String>,

    /// Print the tenant as a JSON object
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    database: DatabaseArguments,
}

impl Create {
    pub(crate) fn run(self, project: &Project, output: &Output) -> Result<Exit, Failure> {
        let schema = self.database.load_schema(project)?;
        let NewTenant { key, values } = NewTenant::parse(&schema, &self.key, &self.set)?;
        let (_, migrations) = self.database.load_migrations(project)?;
        let status: Option<String> =
            self.database
                .with_session(project, &schema, 1, async |session| {
                    let row = session
                        .platform
                        .create_tenant(values, &migrations)
                        .await
                        .map_err(|error| refused(error, session.catalog))?;
                    let registry = session.catalog.registry;
                    let status = registry.and_then(|registry| registry.status.as_ref());
                    // The row has the columns of the registry's model, and enums as text. The tenant
                    // is made, so a status that cannot be read is no reason to fail.
                    Ok(status.and_then(|status| row.try_get(usize::from(status.column)).ok()?))
                })?;
        if self.json {
            output.json(&TenantObject {
                key: key.as_str(),
                schema: Some(key.schema()),
                status: status.as_deref(),
            });
        } else {
            output.line(format_args!(
                "created tenant `{key}` in schema {}",
                key.schema()
            ));
        }
        Ok(Exit::Ok)
    }
}

/// Says how a key that is free by the list can be taken all the same.
fn refused(error: plexica_client::Error, catalog: &Catalog) -> Failure {
    let key = catalog
        .registry
        .map(|registry| registry.model.column(registry.key).field);
    let is_taken = error.is_unique_violation() && error.fields().iter().copied().eq(key);
    let failure = Failure::from(error);
    if is_taken {
        failure.or_help(
            "`plexica tenant list` shows the tenants that there are; one that was dropped may \
             have kept its row, and its key with it",
        )
    } else {
        failure
    }
}
