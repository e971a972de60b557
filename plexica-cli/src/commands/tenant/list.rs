use clap::Args;
use plexica_client::database::TenantInfo;

use super::object::TenantObject;
use crate::{
    database::DatabaseArguments, exit::Exit, failure::Failure, output::Output, project::Project,
};

const EXAMPLES: &str = "\
Examples:
  plexica tenant list
  plexica tenant list --json | jq -r 'select(.status == \"SUSPENDED\").key'";

/// List the tenants of the registry, those deleted left out
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct List {
    /// Print one JSON object a line for each tenant
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    database: DatabaseArguments,
}

impl List {
    pub(crate) fn run(self, project: &Project, output: &Output) -> Result<Exit, Failure> {
        let schema = self.database.load_schema(project)?;
        let tenants = self
            .database
            .with_session(project, &schema, 1, async |session| {
                Ok(session.platform.tenants().await?)
            })?;
        if self.json {
            for tenant in &tenants {
                output.json(&TenantObject::from(tenant));
            }
        } else {
            print_table(&tenants, output);
        }
        Ok(Exit::Ok)
    }
}

fn print_table(tenants: &[TenantInfo], output: &Output) {
    let width = |column: fn(&TenantInfo) -> &str| {
        tenants
            .iter()
            .map(|tenant| column(tenant).len())
            .max()
            .unwrap_or_default()
    };
    let keys = width(|tenant| &tenant.key);
    let schemas = width(schema);
    for tenant in tenants {
        let status = tenant.status.as_deref().unwrap_or_default();
        let line = format!(
            "{:keys$}  {:schemas$}  {status}",
            tenant.key,
            schema(tenant)
        );
        output.line(line.trim_end());
    }
}

fn schema(tenant: &TenantInfo) -> &str {
    tenant.schema.as_deref().unwrap_or("(not a tenant's key)")
}
