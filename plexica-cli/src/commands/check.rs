use std::{io, path::PathBuf};

use clap::Args;
use plexica_schema::{Checked, Diagnostics, Sources, schema::Schema};

use crate::{
    diagnostics::{DiagnosticObject, Style, drawn},
    exit::Exit,
    failure::Failure,
    output::Output,
    project::Project,
    wording::counted,
};

const EXAMPLES: &str = "\
Examples:
  plexica check
  plexica check schema/tenants.plx
  plexica check --json | jq -r .message

Exit codes: 0 without errors (warnings may be there), 1 with errors, 2 when it cannot be read.";

/// Check a schema, and show everything that is wrong with it
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Check {
    /// A `.plx` file, or a folder of them that are read together; a `.prisma` file or folder is read
    /// with Prisma's rules alone
    path: Option<PathBuf>,

    /// Print one JSON object a line for each diagnostic
    #[arg(long)]
    json: bool,
}

impl Check {
    pub(crate) fn run(self, project: &Project, output: &Output) -> Result<Exit, Failure> {
        let sources = Sources::load(project.schema_path(self.path.as_deref()))?;
        let (schema, diagnostics) = match plexica_schema::check(&sources) {
            Ok(Checked { schema, warnings }) => (Some(schema), warnings),
            Err(diagnostics) => (None, diagnostics),
        };
        if self.json {
            for diagnostic in &diagnostics {
                output.json(&DiagnosticObject::new(&diagnostics, diagnostic));
            }
        } else {
            output.text(&drawn(&diagnostics, Style::of(&io::stdout())));
            output.line(summary(
                schema.as_ref(),
                &diagnostics,
                sources.files().len(),
            ));
            if !diagnostics.is_empty() {
                output.line("`plexica explain CODE` says more about one, with an example");
            }
        }
        Ok(if schema.is_some() { Exit::Ok } else { Exit::No })
    }
}

/// What a check has found, in one line.
pub(super) fn summary(schema: Option<&Schema>, diagnostics: &Diagnostics, files: usize) -> String {
    let errors = diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.is_error())
        .count();
    let mut parts = Vec::new();
    if errors > 0 {
        parts.push(counted(errors, "error"));
    }
    if diagnostics.len() > errors {
        parts.push(counted(diagnostics.len() - errors, "warning"));
    }
    if let Some(schema) = schema {
        let models = counted(schema.tables().count(), "model");
        let views = match schema.views().count() {
            0 => String::new(),
            views => format!(", {}", counted(views, "view")),
        };
        let enums = counted(schema.enums().len(), "enum");
        parts.push(format!(
            "{models}{views} and {enums} in {}",
            counted(files, "file")
        ));
    }
    parts.join(", ")
}
