use clap::Args;
use plexica_migrate::check_key;

use super::object::TenantObject;
use crate::{
    database::DatabaseArguments, exit::Exit, failure::Failure, output::Output, project::Project,
};

const EXAMPLES: &str = "\
Examples:
  plexica tenant rename acme-corp acme

The registry's row, the schema and what the ledger says of it are renamed together, or not at all.
Programs that run hear of it; handles that they have for the old key fail from then on.

Exit codes: 0 when it is done, 1 when there is no such tenant or the new key is refused or taken, 2
without a database.";

/// Give a tenant another key: its row in the registry and its schema
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Rename {
    /// The tenant's key
    key: String,

    /// What it is named by from now on
    new: String,

    /// Print the tenant as a JSON object
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    database: DatabaseArguments,
}

impl Rename {
    pub(crate) fn run(self, project: &Project, output: &Output) -> Result<Exit, Failure> {
        let schema = self.database.load_schema(project)?;
        let (key, new) = (
            check_key(&schema, &self.key)?,
            check_key(&schema, &self.new)?,
        );
        let tenant = self
            .database
            .with_session(project, &schema, 1, async |session| {
                let platform = &session.platform;
                platform.rename_tenant(key.as_str(), new.as_str()).await?;
                Ok(match self.json {
                    true => Some(platform.tenant(new.as_str()).await?),
                    false => None,
                })
            })?;
        match tenant {
            Some(tenant) => output.json(&TenantObject::from(&tenant)),
            None => output.line(format_args!(
                "renamed tenant `{key}` to `{new}`, in schema {}",
                new.schema()
            )),
        }
        Ok(Exit::Ok)
    }
}
