use std::{
    io::{self, Read},
    path::{Path, PathBuf},
};

use clap::Args;
use plexica_schema::{FormattedFile, Sources, format};

use crate::{
    exit::Exit,
    failure::{Failure, print_warning},
    output::Output,
    project::Project,
    replace::replace,
    wording::counted,
};

const EXAMPLES: &str = "\
Examples:
  plexica format                      the schema in ./schema
  plexica format schema/tenants.plx
  plexica format --check              in CI: writes nothing, fails where something would change
  plexica format - < a.plx > b.plx

Where a relation lacks a side and there is one way to write it, it is added. A line that is not
understood stays as it is.

Exit codes: 0 when done, 1 when --check finds a file that would change, 2 when it cannot be read or
written.";

/// Where a text is read from standard input.
const STANDARD_INPUT: &str = "standard input";

/// Lay out the files of a schema as Prisma's formatter does
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Format {
    /// A `.plx` file, or a folder of them that are read together; `-` reads standard input and
    /// writes to standard output
    path: Option<PathBuf>,

    /// Write nothing, and name the files that would change
    #[arg(long)]
    check: bool,
}

impl Format {
    pub(crate) fn run(self, project: &Project, output: &Output) -> Result<Exit, Failure> {
        let is_standard_input = self.path.as_deref() == Some(Path::new("-"));
        let sources = if is_standard_input {
            Sources::from_texts([(STANDARD_INPUT, standard_input()?)])
        } else {
            Sources::load(project.schema_path(self.path.as_deref()))?
        };
        let files = format(&sources);
        for file in files.iter().filter(|file| file.is_left_alone) {
            print_warning(format_args!(
                "`{}` cannot be read to its end and stays as it is; `plexica check` shows why",
                file.source.name()
            ));
        }
        let changed: Vec<_> = files.iter().filter(|file| file.is_changed()).collect();
        if self.check {
            return Ok(check(&files, &changed, output));
        }
        if is_standard_input {
            for file in &files {
                output.text(&file.text);
            }
            return Ok(Exit::Ok);
        }
        for file in &changed {
            write(file)?;
            output.line(format_args!("formatted {}", file.source.name()));
        }
        if changed.is_empty() {
            output.line(format_args!(
                "nothing to do in {}",
                counted(files.len(), "file")
            ));
        }
        Ok(Exit::Ok)
    }
}

fn check(files: &[FormattedFile<'_>], changed: &[&FormattedFile<'_>], output: &Output) -> Exit {
    for file in changed {
        output.line(format_args!("{} would change", file.source.name()));
    }
    if changed.is_empty() {
        output.line(format_args!(
            "nothing to do in {}",
            counted(files.len(), "file")
        ));
        return Exit::Ok;
    }
    Exit::No
}

fn standard_input() -> Result<String, Failure> {
    let mut text = String::new();
    io::stdin()
        .lock()
        .read_to_string(&mut text)
        .map_err(|error| {
            Failure::could_not_run(format!("failed to read {STANDARD_INPUT}: {error}"))
        })?;
    Ok(text)
}

fn write(file: &FormattedFile<'_>) -> Result<(), Failure> {
    let name = file.source.name();
    // Read from a file, each has a path.
    let path = file.source.path().unwrap_or(Path::new(name));
    replace(path, &file.text)
        .map_err(|error| Failure::could_not_run(format!("failed to write `{name}`: {error}")))
}
