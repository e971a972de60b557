use std::path::PathBuf;

use clap::Args;
use plexica_codegen::sql::{DatabaseModel, PhysicalSchema};
use plexica_ident::{TenantKey, quote};
use plexica_migrate::check_key;
use plexica_schema::schema::Schema;

use crate::{exit::Exit, failure::Failure, output::Output, project::Project};

const EXAMPLES: &str = "\
Examples:
  plexica sql                                  everything, to read
  plexica sql --core | psql                    the platform's own tables, in an empty database
  plexica sql --tenant acme-corp | psql        one tenant's schema and tables

This is the DDL from empty. What has data is brought up to date with `plexica migrate deploy`.";

/// Print the SQL that makes the tables of a schema
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Sql {
    /// A `.plx` file, or a folder of them that are read together
    path: Option<PathBuf>,

    /// Only the platform's own tables
    #[arg(long, conflicts_with = "tenant")]
    core: bool,

    /// Only the schema and the tables of the tenant with this key
    #[arg(long, value_name = "KEY")]
    tenant: Option<String>,
}

impl Sql {
    pub(crate) fn run(self, project: &Project, output: &Output) -> Result<Exit, Failure> {
        let schema = project.load_schema(self.path.as_deref())?;
        let model = DatabaseModel::from(&schema);
        match (&self.tenant, &model.tenant) {
            (Some(key), tenant) => {
                let key = check_key(&schema, key)?;
                output.text(&of_tenant(&key, tenant.as_ref()));
            }
            (None, Some(tenant)) if !self.core => {
                output.text(&model.core.script());
                output.text(&in_every_tenant(&schema));
                output.text(&tenant.script());
            }
            _ => output.text(&model.core.script()),
        }
        Ok(Exit::Ok)
    }
}

fn of_tenant(key: &TenantKey, tenant: Option<&PhysicalSchema>) -> String {
    let schema = quote(key.schema());
    let tables = tenant.map(PhysicalSchema::script).unwrap_or_default();
    format!("CREATE SCHEMA {schema};\nSET search_path = {schema};\n\n{tables}")
}

fn in_every_tenant(schema: &Schema) -> String {
    let pattern = schema
        .tenancy()
        .map(|tenancy| tenancy.pattern().to_string())
        .unwrap_or_default();
    format!(
        "\n-- In the schema of every tenant, `{pattern}`, which the search path has to name.\n\
         -- `plexica sql --tenant KEY` writes this part for one tenant.\n\n"
    )
}
