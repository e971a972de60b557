use std::io::{self, BufRead, IsTerminal, Write};

use clap::Args;
use plexica_ident::TenantKey;
use plexica_migrate::check_key;

use crate::{
    database::DatabaseArguments, exit::Exit, failure::Failure, output::Output, project::Project,
};

const EXAMPLES: &str = "\
Examples:
  plexica tenant drop acme-corp          asks first
  plexica tenant drop acme-corp --yes

Where the status has a DELETED, the registry's row stays with it; otherwise it is deleted too.";

/// Remove a tenant with all its data
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Drop {
    /// The tenant's key
    key: String,

    /// Do not ask
    #[arg(long)]
    yes: bool,

    #[command(flatten)]
    database: DatabaseArguments,
}

impl Drop {
    pub(crate) fn run(self, project: &Project, output: &Output) -> Result<Exit, Failure> {
        let schema = self.database.load_schema(project)?;
        let key = check_key(&schema, &self.key)?;
        if !self.yes && !is_confirmed(&key)? {
            return Err(Failure::no("nothing was dropped"));
        }
        self.database
            .with_session(project, &schema, 1, async |session| {
                Ok(session.platform.drop_tenant(key.as_str()).await?)
            })?;
        output.line(format_args!("dropped tenant `{key}`"));
        Ok(Exit::Ok)
    }
}

/// Asks for the key once more, at a terminal.
fn is_confirmed(key: &TenantKey) -> Result<bool, Failure> {
    if !io::stdin().is_terminal() {
        return Err(Failure::could_not_run(
            "`tenant drop` asks first, and there is no terminal to ask at",
        )
        .help("add `--yes` if all data of the tenant may go"));
    }
    let unanswered =
        |error: io::Error| Failure::could_not_run(format!("there is no answer: {error}"));
    let mut stderr = io::stderr();
    let question = format!("All data of tenant `{key}` will be gone. Its key again, to go on: ");
    stderr
        .write_all(question.as_bytes())
        .and_then(|()| stderr.flush())
        .map_err(unanswered)?;
    let mut answer = String::new();
    io::stdin()
        .lock()
        .read_line(&mut answer)
        .map_err(unanswered)?;
    Ok(answer.trim() == key.as_str())
}
