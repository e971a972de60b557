use clap::Args;
use plexica_client::migration::{ScopeStatus, Status as Ledger};
use serde::Serialize;

use crate::{
    database::DatabaseArguments, exit::Exit, failure::Failure, output::Output, project::Project,
    wording::counted,
};

const EXAMPLES: &str = "\
Examples:
  plexica migrate status
  plexica migrate status --json | jq -r '.behind[].key'

Exit codes: 0 when everything is up to date, 1 when something is pending, failed, or was changed
after it was applied, 2 without a database.";

/// Show which migrations are pending, in core and in which tenants
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Status {
    /// Print a JSON object
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    database: DatabaseArguments,
}

impl Status {
    pub(crate) fn run(self, project: &Project, output: &Output) -> Result<Exit, Failure> {
        let schema = self.database.load_schema(project)?;
        let (_, migrations) = self.database.load_migrations(project)?;
        let ledger = self
            .database
            .with_session(project, &schema, 1, async |session| {
                Ok(session.platform.status(&migrations).await?)
            })?;
        if self.json {
            output.json(&StatusObject::from(&ledger));
        } else {
            in_words(&ledger, output);
        }
        Ok(if is_up_to_date(&ledger) {
            Exit::Ok
        } else {
            Exit::No
        })
    }
}

/// A deploy would refuse to go on where an applied migration was changed.
fn is_up_to_date(ledger: &Ledger) -> bool {
    ledger.is_up_to_date() && ledger.changed.is_empty()
}

fn in_words(ledger: &Ledger, output: &Output) {
    output.line(format_args!("core: {}", scope_in_words(&ledger.core)));
    let tenants = counted(ledger.tenants, "tenant");
    match ledger.behind.len() {
        0 if ledger.tenants == 0 => {}
        0 => output.line(format_args!("{tenants}: up to date")),
        behind => output.line(format_args!("{tenants}: {behind} behind")),
    }
    for (key, scope) in &ledger.behind {
        output.line(format_args!("tenant `{key}`: {}", scope_in_words(scope)));
    }
    for file in &ledger.changed {
        output.line(format_args!("{file} was changed after it was applied"));
    }
    for migration in &ledger.missing {
        output.line(format_args!(
            "{migration} is applied, and has no folder here"
        ));
    }
}

fn scope_in_words(scope: &ScopeStatus) -> String {
    if scope.pending.is_empty() {
        return "up to date".to_owned();
    }
    let pending = format!(
        "{} pending: {}",
        counted(scope.pending.len(), "migration"),
        scope.pending.join(", ")
    );
    match &scope.error {
        Some(error) => format!("{pending}; the last attempt failed: {error}"),
        None => pending,
    }
}

#[derive(Debug, Serialize)]
struct StatusObject<'a> {
    up_to_date: bool,
    core: ScopeObject<'a>,
    tenants: u64,
    behind: Vec<TenantObject<'a>>,
    changed: &'a [String],
    missing: &'a [String],
}

#[derive(Debug, Serialize)]
struct TenantObject<'a> {
    key: &'a str,
    #[serde(flatten)]
    scope: ScopeObject<'a>,
}

#[derive(Debug, Serialize)]
struct ScopeObject<'a> {
    applied: &'a [String],
    pending: &'a [String],
    error: Option<&'a str>,
}

impl<'a> From<&'a Ledger> for StatusObject<'a> {
    fn from(ledger: &'a Ledger) -> Self {
        let behind = ledger.behind.iter().map(|(key, scope)| TenantObject {
            key,
            scope: scope.into(),
        });
        Self {
            up_to_date: is_up_to_date(ledger),
            core: (&ledger.core).into(),
            tenants: ledger.tenants,
            behind: behind.collect(),
            changed: &ledger.changed,
            missing: &ledger.missing,
        }
    }
}

impl<'a> From<&'a ScopeStatus> for ScopeObject<'a> {
    fn from(scope: &'a ScopeStatus) -> Self {
        Self {
            applied: &scope.applied,
            pending: &scope.pending,
            error: scope.error.as_deref(),
        }
    }
}
