//! Every schema of Prisma's in `tests/import` becomes the `.plx` beside it, with the notes in the
//! `.txt`, and below them what is wrong with it all the same.
//!
//! A first line `// import: tenants = A, B; registry = C; key = d` gives the options.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use std::{fmt::Write, path::Path};

use plexica_schema::{
    Checked, Sources, check,
    import::{Imported, Options, import},
};

fn becomes(fixture: &Path) -> datatest_stable::Result<()> {
    let sources = support::sources(fixture);
    let (_, file) = sources.files().next().unwrap();
    let (name, text) = (file.name(), file.text());
    let imported = match import(&sources, &options(text)) {
        Ok(imported) => imported,
        Err(error) => {
            return support::expect(fixture, &format!("{error}\n  help: {}\n", error.help()));
        }
    };
    let new = imported.files[0].text.as_str();
    support::expect_beside(fixture, "plx", new)?;
    let name = name.replace(".prisma", ".plx");
    let made = Sources::from_texts([(name.as_str(), new)]);
    let again = import(&made, &options(text)).map_err(|error| error.to_string())?;
    assert_eq!(again.files[0].text, new, "a second import changes it again");
    support::expect(fixture, &report(&sources, &imported, &made))
}

fn options(text: &str) -> Options {
    let mut options = Options::default();
    let line = text.lines().next().unwrap_or_default();
    for option in line
        .strip_prefix("// import: ")
        .into_iter()
        .flat_map(|list| list.split("; "))
    {
        let (name, value) = option.split_once(" = ").unwrap();
        match name {
            "tenants" => options.tenants = value.split(", ").map(str::to_owned).collect(),
            "registry" => options.registry = Some(value.to_owned()),
            "key" => options.key = Some(value.to_owned()),
            _ => panic!("unknown option {name}"),
        }
    }
    options
}

fn report(sources: &Sources, imported: &Imported, made: &Sources) -> String {
    let mut report = String::new();
    for note in &imported.notes {
        let place = sources.place(note.span());
        let (kind, message) = (note.kind(), note.message());
        writeln!(report, "{}:{}: {kind}: {message}", place.line, place.column).unwrap();
        if let Some(help) = note.help_text() {
            writeln!(report, "  help: {help}").unwrap();
        }
    }
    let found = match check(made) {
        Ok(Checked { warnings, .. }) => warnings,
        Err(diagnostics) => diagnostics,
    };
    if !found.is_empty() {
        writeln!(report, "\n{found}").unwrap();
    }
    report
}

datatest_stable::harness! {
    { test = becomes, root = "tests/import", pattern = r"\.prisma$" },
}
