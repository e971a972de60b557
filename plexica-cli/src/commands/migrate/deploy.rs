use std::{num::NonZeroUsize, path::Path};

use clap::Args;
use plexica_client::migration::{DeployOptions, Deployment, TenantFailure};
use plexica_schema::schema::Schema;
use serde::Serialize;

use super::progress::{Display, Progress};
use crate::{
    database::DatabaseArguments,
    exit::Exit,
    failure::{Failure, print_error, print_help},
    output::Output,
    project::Project,
    wording::counted,
};

const EXAMPLES: &str = "\
Examples:
  plexica migrate deploy
  plexica migrate deploy --canary 1       core and one tenant; the rest by the next deploy
  plexica migrate deploy --json | jq -c 'select(.event == \"summary\")'

A tenant is migrated whole or not at all, and one that fails does not stop the others. Several
deploys may run at once, and one that was killed is taken up by the next.

Exit codes: 0 when everything was applied, 1 when core or a tenant failed, 2 without a database.";

/// Apply what is pending: core first, then the tenants side by side
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Deploy {
    /// How many tenants are migrated side by side
    #[arg(long, value_name = "N", default_value = "4")]
    concurrency: NonZeroUsize,

    /// Stop after so many tenants
    #[arg(long, value_name = "N")]
    canary: Option<usize>,

    /// Print one JSON object a line: each step, and a summary at the end
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    database: DatabaseArguments,
}

impl Deploy {
    pub(crate) fn run(self, project: &Project, output: &Output) -> Result<Exit, Failure> {
        let schema = self.database.load_schema(project)?;
        let mut options = DeployOptions::default();
        options.concurrency = self.concurrency.get();
        options.canary = self.canary;
        let display = Display::of(self.json);
        deploy(&self.database, project, output, &schema, &options, display)
    }
}

/// Applies what is pending, as `plexica migrate deploy` does.
pub(super) fn apply(
    database: &DatabaseArguments,
    project: &Project,
    output: &Output,
    schema: &Schema,
) -> Result<Exit, Failure> {
    let options = DeployOptions::default();
    deploy(
        database,
        project,
        output,
        schema,
        &options,
        Display::of(false),
    )
}

fn deploy(
    database: &DatabaseArguments,
    project: &Project,
    output: &Output,
    schema: &Schema,
    options: &DeployOptions,
    display: Display,
) -> Result<Exit, Failure> {
    let (folder, migrations) = database.load_migrations(project)?;
    let progress = Progress::new(output, display);
    let deployment = database.with_session(project, schema, options.concurrency, async |session| {
        let tell = |step| progress.tell(step);
        Ok(session.platform.deploy(&migrations, options, tell).await?)
    });
    progress.finish();
    let deployment = deployment?;
    if display == Display::Json {
        output.json(&Summary::from(&deployment));
    } else {
        output.line(in_words(&deployment));
        tell_failures(&deployment.failed, &folder);
    }
    Ok(if deployment.failed.is_empty() {
        Exit::Ok
    } else {
        Exit::No
    })
}

/// The last line of `--json`.
#[derive(Debug, Serialize)]
struct Summary<'a> {
    event: &'static str,
    core: &'a [String],
    tenants: u64,
    migrated: &'a [String],
    failed: Vec<FailedTenant<'a>>,
    left: usize,
}

#[derive(Debug, Serialize)]
struct FailedTenant<'a> {
    key: &'a str,
    migration: &'a str,
    error: &'a str,
}

impl<'a> From<&'a Deployment> for Summary<'a> {
    fn from(deployment: &'a Deployment) -> Self {
        let failed = deployment.failed.iter().map(|failure| FailedTenant {
            key: &failure.key,
            migration: &failure.migration,
            error: &failure.error,
        });
        Self {
            event: "summary",
            core: &deployment.core,
            tenants: deployment.tenants,
            migrated: &deployment.migrated,
            failed: failed.collect(),
            left: deployment.left,
        }
    }
}

fn in_words(deployment: &Deployment) -> String {
    let core = match deployment.core.len() {
        0 => "core is up to date".to_owned(),
        count => format!("core: {} applied", counted(count, "migration")),
    };
    if deployment.tenants == 0 {
        return core;
    }
    let counts = [
        (deployment.migrated.len(), "migrated"),
        (deployment.failed.len(), "failed"),
        (deployment.left, "left for the next deploy"),
    ];
    let told: Vec<String> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    let tenants = if told.is_empty() {
        "up to date".to_owned()
    } else {
        told.join(", ")
    };
    let count = counted(deployment.tenants, "tenant");
    format!("{core}; {count}: {tenants}")
}

/// Says of each tenant that failed where, why, and how to go on.
fn tell_failures(failed: &[TenantFailure], folder: &Path) {
    for failure in failed {
        // The error begins with the place, `ID/tenant.sql:LINE`, where it has one.
        let place = if failure.error.starts_with(&failure.migration) {
            folder.join("").display().to_string()
        } else {
            format!("{}: ", failure.migration)
        };
        print_error(
            format_args!("tenant `{}`: {place}{}", failure.key, failure.error),
            None,
        );
    }
    if !failed.is_empty() {
        print_help(
            "a tenant that failed is as it was before. Mend the cause, and run `plexica migrate \
             deploy` again: the tenants that are done are left alone",
        );
    }
}
