use clap::Args;
use plexica_migrate::check_key;

use crate::{
    database::DatabaseArguments, exit::Exit, failure::Failure, output::Output, project::Project,
};

/// Take a suspended tenant back into use
#[derive(Debug, Args)]
pub(crate) struct Activate {
    /// The tenant's key
    key: String,

    #[command(flatten)]
    database: DatabaseArguments,
}

impl Activate {
    pub(crate) fn run(self, project: &Project, output: &Output) -> Result<Exit, Failure> {
        let schema = self.database.load_schema(project)?;
        let key = check_key(&schema, &self.key)?;
        self.database
            .with_session(project, &schema, 1, async |session| {
                Ok(session.platform.activate_tenant(key.as_str()).await?)
            })?;
        output.line(format_args!("activated tenant `{key}`"));
        Ok(Exit::Ok)
    }
}
