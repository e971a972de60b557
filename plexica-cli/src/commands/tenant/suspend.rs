use clap::Args;
use plexica_migrate::check_key;

use crate::{
    database::DatabaseArguments, exit::Exit, failure::Failure, output::Output, project::Project,
};

/// Take a tenant out of use: it gets no handle, and its data is untouched
#[derive(Debug, Args)]
pub(crate) struct Suspend {
    /// The tenant's key
    key: String,

    #[command(flatten)]
    database: DatabaseArguments,
}

impl Suspend {
    pub(crate) fn run(self, project: &Project, output: &Output) -> Result<Exit, Failure> {
        let schema = self.database.load_schema(project)?;
        let key = check_key(&schema, &self.key)?;
        self.database
            .with_session(project, &schema, 1, async |session| {
                Ok(session.platform.suspend_tenant(key.as_str()).await?)
            })?;
        output.line(format_args!("suspended tenant `{key}`"));
        Ok(Exit::Ok)
    }
}
