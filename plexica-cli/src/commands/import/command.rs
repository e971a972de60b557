use std::{
    io,
    path::{Path, PathBuf},
};

use clap::Args;
use plexica_schema::{
    Checked, Diagnostics, Dialect, FileId, LoadError, SourceFile, Sources, check,
    import::{ImportError, Imported, ImportedFile, Note, Options, import},
    schema::Schema,
};

use super::{layout::laid_out, notes, outputs, writing::write_all};
use crate::{
    commands::check::summary,
    diagnostics::{DiagnosticObject, Style, drawn},
    exit::Exit,
    failure::{self, Failure},
    output::Output,
    project::Project,
};

const EXAMPLES: &str = "\
Examples:
  plexica import prisma/schema.prisma
  plexica import prisma/schema.prisma --tenant User,Workspace --registry Tenant --key slug
  plexica import prisma/core.prisma --tenant-schema prisma/tenant
  plexica import prisma --stdout | less

Comments are kept, and what changes is laid out as `plexica format` does it. What PostgreSQL or Plexica has no use for is taken away, with a note
for each thing; what they write otherwise is rewritten. The result is checked.

Exit codes: 0 when the result has no errors, 1 when it has, or a name is unknown, 2 when nothing
could be written. With errors the files are written all the same.";

/// Make a schema of a Prisma schema, for PostgreSQL or any other database
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Import {
    /// A `.prisma` file, or a folder of them
    path: PathBuf,

    /// Models that every tenant shall have tables of its own for, separated by commas
    #[arg(long, value_name = "MODELS", value_delimiter = ',')]
    tenant: Vec<String>,

    /// A second Prisma schema, a file or a folder, whose every model is a tenant's
    #[arg(long, value_name = "PATH")]
    tenant_schema: Option<PathBuf>,

    /// The model that lists the tenants; looked for where it is not given
    #[arg(long, value_name = "MODEL")]
    registry: Option<String>,

    /// The registry's field that a tenant is named by; looked for where it is not given
    #[arg(long, value_name = "FIELD", requires = "registry")]
    key: Option<String>,

    /// The folder to write to, or for one file a path that ends in `.plx`. Without it, where the
    /// other commands look for the schema
    #[arg(long, value_name = "PATH")]
    out: Option<PathBuf>,

    /// Overwrite files that exist
    #[arg(long)]
    force: bool,

    /// Print the result, and write no files; what is to be said of it goes to stderr
    #[arg(long, conflicts_with_all = ["out", "force", "json"])]
    stdout: bool,

    /// Print one JSON object a line for each note, and for each diagnostic of the result
    #[arg(long)]
    json: bool,
}

/// What is read, and where each file's text goes.
struct Inputs {
    sources: Sources,
    /// Those of the tenants' schema.
    tenant_files: Vec<FileId>,
}

impl Import {
    pub(crate) fn run(self, project: &Project, output: &Output) -> Result<Exit, Failure> {
        let Inputs {
            sources,
            tenant_files,
        } = self.read()?;
        let names = self.tenant.iter().map(|name| name.trim());
        let options = Options {
            tenants: names
                .filter(|name| !name.is_empty())
                .map(str::to_owned)
                .collect(),
            tenant_files,
            registry: self.registry.clone(),
            key: self.key.clone(),
        };
        let imported = import(&sources, &options).map_err(refused)?;
        let files = laid_out(&sources, &kept(&imported));
        let name = |file: &ImportedFile| Path::new(sources.file(file.id).name());
        let names: Vec<_> = files.iter().map(name).collect();
        if self.stdout {
            let names = outputs::names(&names)?;
            return Ok(print(output, &sources, (&imported.notes, &files), &names));
        }
        let out = match &self.out {
            Some(out) => out.clone(),
            None => project.schema_path(None),
        };
        let paths = outputs::paths(&out, &names)?;
        let texts = files.iter().map(|file| file.text.as_str());
        let files: Vec<_> = paths.iter().map(PathBuf::as_path).zip(texts).collect();
        write_all(&files, self.force)?;

        let written = Sources::load(&out)?;
        let (schema, diagnostics) = checked(&written);
        let exit = exit_of(schema.as_ref());
        if self.json {
            for note in &imported.notes {
                output.json(&notes::NoteObject::new(&sources, note));
            }
            for diagnostic in &diagnostics {
                output.json(&DiagnosticObject::new(&diagnostics, diagnostic));
            }
            return Ok(exit);
        }
        output.text(&notes::lines(&sources, &imported.notes));
        output.text(&drawn(&diagnostics, Style::of(&io::stdout())));
        for path in &paths {
            output.line(format_args!("wrote {}", path.display()));
        }
        let summary = summary(schema.as_ref(), &diagnostics, written.files().len());
        output.line(match exit {
            Exit::Ok => summary,
            _ => format!(
                "{summary} left, which `plexica check {}` shows",
                out.display()
            ),
        });
        Ok(exit)
    }

    fn read(&self) -> Result<Inputs, Failure> {
        let platform = load(&self.path)?;
        let Some(path) = &self.tenant_schema else {
            return Ok(Inputs {
                sources: platform,
                tenant_files: Vec::new(),
            });
        };
        let tenant = load(path)?;
        let all = platform.files().chain(tenant.files());
        let text =
            |(_, file): (FileId, &SourceFile)| (file.name().to_owned(), file.text().to_owned());
        let sources = Sources::from_texts(all.map(text));
        let of_tenant = sources.files().skip(platform.files().len());
        Ok(Inputs {
            tenant_files: of_tenant.map(|(id, _)| id).collect(),
            sources,
        })
    }
}

fn load(path: &Path) -> Result<Sources, Failure> {
    let failed = |failure: Failure| {
        failure.help("give the path of a `.prisma` file, or of a folder of them")
    };
    let sources = match Sources::load(path) {
        Ok(sources) => sources,
        Err(LoadError::EmptyFolder { path }) => {
            let message = format!(
                "the folder `{}` has no `.prisma` file in it",
                path.display()
            );
            return Err(failed(Failure::could_not_run(message)));
        }
        Err(error) => return Err(failed(error.into())),
    };
    for (_, file) in sources.files() {
        if file.dialect() != Dialect::Prisma {
            let message = format!("`{}` is not a `.prisma` file", file.name());
            return Err(failed(Failure::could_not_run(message)));
        }
    }
    Ok(sources)
}

fn refused(error: ImportError) -> Failure {
    let failure = Failure::no(error.to_string());
    match &error {
        ImportError::NoKey { .. } => {
            failure.help("name its required, unique `String` field with `--key`")
        }
        error => failure.help(error.help()),
    }
}

fn checked(sources: &Sources) -> (Option<Schema>, Diagnostics) {
    match check(sources) {
        Ok(Checked { schema, warnings }) => (Some(schema), warnings),
        Err(diagnostics) => (None, diagnostics),
    }
}

fn exit_of(schema: Option<&Schema>) -> Exit {
    match schema {
        Some(_) => Exit::Ok,
        None => Exit::No,
    }
}

/// The files that have something in them: where settings were alone, nothing may be left.
fn kept(imported: &Imported) -> Vec<&ImportedFile> {
    let has_text = |file: &&ImportedFile| !file.text.trim().is_empty();
    let files: Vec<_> = imported.files.iter().filter(has_text).collect();
    if files.is_empty() {
        imported.files.iter().collect()
    } else {
        files
    }
}

/// Prints the texts, and on stderr what is to be said of them.
fn print(
    output: &Output,
    sources: &Sources,
    (notes, files): (&[Note], &[ImportedFile]),
    names: &[String],
) -> Exit {
    let texts = files.iter().map(|file| file.text.as_str());
    let files: Vec<_> = names.iter().map(String::as_str).zip(texts).collect();
    for (index, (name, text)) in files.iter().enumerate() {
        if files.len() > 1 {
            let gap = if index > 0 { "\n" } else { "" };
            output.line(format_args!("{gap}// {name}\n"));
        }
        output.text(text);
    }
    let made = Sources::from_texts(files);
    let (schema, diagnostics) = checked(&made);
    failure::print_text(&notes::lines(sources, notes));
    failure::print_text(&drawn(&diagnostics, Style::of(&io::stderr())));
    exit_of(schema.as_ref())
}
