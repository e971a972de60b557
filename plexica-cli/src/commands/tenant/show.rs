use clap::Args;
use plexica_client::{
    database::{Catalog, TenantInfo},
    migration::ScopeStatus,
};
use plexica_migrate::check_key;
use serde::Serialize;

use super::object::TenantObject;
use crate::{
    database::DatabaseArguments, exit::Exit, failure::Failure, output::Output, project::Project,
    wording::counted,
};

const EXAMPLES: &str = "\
Examples:
  plexica tenant show acme-corp
  plexica tenant show acme-corp --json | jq -r .schema

Exit codes: 0 when there is the tenant, whatever state it is in, 1 when there is none, 2 without a
database.";

/// Show a tenant: its schema, its status, and which migrations it lacks
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Show {
    /// The tenant's key
    key: String,

    /// Print a JSON object
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    database: DatabaseArguments,
}

/// A tenant with its migrations, for a program.
#[derive(Debug, Serialize)]
struct ShownObject<'a> {
    #[serde(flatten)]
    tenant: TenantObject<'a>,
    active: bool,
    /// `None` where the tenant is not made yet, and has no tables to migrate.
    pending: Option<&'a [String]>,
    error: Option<&'a str>,
}

impl Show {
    pub(crate) fn run(self, project: &Project, output: &Output) -> Result<Exit, Failure> {
        let schema = self.database.load_schema(project)?;
        let key = check_key(&schema, &self.key)?;
        let (_, migrations) = self.database.load_migrations(project)?;
        let (tenant, is_made, lacking) =
            self.database
                .with_session(project, &schema, 1, async |session| {
                    let tenant = session.platform.tenant(key.as_str()).await?;
                    let mut behind = session.platform.status(&migrations).await?.behind;
                    let lacking = behind.remove(key.as_str()).unwrap_or_default();
                    let is_made = !is_provisioning(&tenant, session.catalog);
                    Ok((tenant, is_made, lacking))
                })?;
        if self.json {
            output.json(&ShownObject {
                tenant: TenantObject::from(&tenant),
                active: tenant.is_active,
                pending: is_made.then_some(lacking.pending.as_slice()),
                error: lacking.error.as_deref(),
            });
        } else {
            in_words(&tenant, is_made.then_some(&lacking), output);
        }
        Ok(Exit::Ok)
    }
}

fn is_provisioning(tenant: &TenantInfo, catalog: &Catalog) -> bool {
    let registry = catalog.registry.as_ref();
    let status = registry.and_then(|registry| registry.status.as_ref());
    let provisioning = status.and_then(|status| status.provisioning);
    provisioning.is_some() && tenant.status.as_deref() == provisioning
}

fn in_words(tenant: &TenantInfo, lacking: Option<&ScopeStatus>, output: &Output) {
    let schema = tenant.schema.as_deref().unwrap_or_default();
    let status = tenant.status.as_deref().unwrap_or("ACTIVE");
    output.line(format_args!("key         {}", tenant.key));
    output.line(format_args!("schema      {schema}"));
    output.line(format_args!("status      {status}"));
    let migrations = match lacking {
        None => "not made yet".to_owned(),
        Some(lacking) if lacking.pending.is_empty() => "up to date".to_owned(),
        Some(lacking) => format!(
            "{} pending: {}",
            counted(lacking.pending.len(), "migration"),
            lacking.pending.join(", ")
        ),
    };
    output.line(format_args!("migrations  {migrations}"));
    if let Some(error) = lacking.and_then(|lacking| lacking.error.as_deref()) {
        output.line(format_args!("the last attempt failed: {error}"));
    }
}
