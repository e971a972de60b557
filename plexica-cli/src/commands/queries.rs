use std::{fs, path::PathBuf};

use clap::Args;
use plexica_client::database::Platform;
use plexica_codegen::queries::{self, QueryFile, QueryScope, QueryTypes};
use plexica_migrate::describe_queries;

use crate::{
    database::DatabaseArguments, exit::Exit, failure::Failure, output::Output, project::Project,
};

const EXAMPLES: &str = "\
Examples:
  plexica queries
  plexica queries --tenant acme-corp
  plexica queries --check                    in a pipeline, against a migrated database

Each file holds one statement, and says where it runs:
  -- scope: tenant
  SELECT id, email FROM {tenant}.users WHERE age > :min_age

Exit codes: 0 when every file has its types, 1 when a file is wrong, or would be changed with
--check, 2 without a database.";

/// Ask a database for the types of the SQL in query files, and keep them beside each
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Queries {
    /// The folder of `.sql` files, or one of them; `queries` where nobody says it
    path: Option<PathBuf>,

    /// The tenant to ask about tenants' statements in, in place of the first active one
    #[arg(long, value_name = "KEY")]
    tenant: Option<String>,

    /// Write nothing, and say which files are not up to date
    #[arg(long)]
    check: bool,

    #[command(flatten)]
    database: DatabaseArguments,
}

impl Queries {
    pub(crate) fn run(self, project: &Project, output: &Output) -> Result<Exit, Failure> {
        let schema = self.database.load_schema(project)?;
        let path = project.queries_path(self.path.as_deref());
        let path = path.unwrap_or_else(|| project.path("queries"));
        let files = queries::read(&path)?;
        let described = self
            .database
            .with_session(project, &schema, 1, async |session| {
                let tenant = self.tenant_schema(&session.platform, &files).await?;
                Ok(describe_queries(&session.platform, tenant.as_deref(), files).await?)
            })?;
        queries::check(&schema, &described)?;
        let mut changed = 0;
        for (file, types) in &described {
            changed += usize::from(self.keep(file, types, output)?);
        }
        if changed == 0 {
            output.line(format_args!("{} is up to date", path.display()));
        }
        Ok(match self.check && changed > 0 {
            true => Exit::No,
            false => Exit::Ok,
        })
    }

    /// The schema of the tenant that is asked.
    async fn tenant_schema(
        &self,
        platform: &Platform,
        files: &[QueryFile],
    ) -> Result<Option<String>, Failure> {
        if files.iter().all(|file| file.scope == QueryScope::Core) {
            return Ok(None);
        }
        let tenants = platform.tenants().await?;
        let mut tenants = tenants.into_iter();
        let Some(key) = &self.tenant else {
            let active = tenants.find(|tenant| tenant.is_active);
            return Ok(active.and_then(|tenant| tenant.schema));
        };
        match tenants.find(|tenant| tenant.key == *key) {
            Some(tenant) => Ok(tenant.schema),
            None => Err(Failure::no(format!("there is no tenant `{key}`"))
                .help("`plexica tenant list` shows the tenants that there are")),
        }
    }

    /// Writes the types, or says that they would be written. Whether they are others than before.
    fn keep(&self, file: &QueryFile, types: &QueryTypes, output: &Output) -> Result<bool, Failure> {
        let path = file.types_path();
        let text = types.to_text(file);
        // What cannot be read is written anew.
        let before = fs::read_to_string(&path).unwrap_or_default();
        if before.replace("\r\n", "\n") == text {
            return Ok(false);
        }
        if self.check {
            output.line(format_args!("{} is not up to date", path.display()));
            return Ok(true);
        }
        fs::write(&path, text).map_err(|error| {
            Failure::could_not_run(format!("failed to write `{}`: {error}", path.display()))
        })?;
        output.line(format_args!("wrote {}", path.display()));
        Ok(true)
    }
}
