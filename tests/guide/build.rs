//! Generates the client of the guide's schema, and makes tests of the guide's pages.
//!
//! A page becomes a file of Rust, line by line: a block of code stands in it on the lines that it
//! has in the page, and so does what a table names of the models; every other line is empty. So
//! what the compiler or a panic says about a line of `…/out/02-reading.md` is about that line of
//! `docs/guide/02-reading.md`.

use std::{
    env,
    error::Error,
    fs,
    path::{Path, PathBuf},
};

const GUIDE: &str = "../../docs/guide";

/// The modules of models that tables name columns and relations of.
const MODELS: [&str; 6] = ["comment", "post", "profile", "tag", "user", "vote"];

fn main() -> Result<(), Box<dyn Error>> {
    let guide = Path::new(GUIDE);
    plexica_codegen::configure()
        .schema(guide.join("schema"))
        .generate();

    println!("cargo::rerun-if-changed={GUIDE}");
    let out_dir = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?);
    let mut tests = String::new();
    for name in pages(guide)? {
        let page = Page::read(&fs::read_to_string(guide.join(&name))?)
            .map_err(|message| format!("docs/guide/{name}:{message}"))?;
        let copy = out_dir.join(&name);
        fs::write(&copy, &page.rust)?;
        tests.push_str(&page.test(&name, &copy));
    }
    fs::write(out_dir.join("pages.rs"), tests)?;
    Ok(())
}

/// The names of the pages, in their order.
fn pages(guide: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(guide)? {
        let name = entry?.file_name().into_string();
        names.extend(name.ok().filter(|name| name.ends_with(".md")));
    }
    names.sort();
    Ok(names)
}

/// A page as Rust.
struct Page {
    rust: String,
    /// The lines on which blocks begin that are functions of their own.
    snippets: Vec<usize>,
}

/// What a line of a page is in.
#[derive(Clone, Copy, PartialEq)]
enum Within {
    Text,
    /// A block of statements: the body of a function.
    Snippet,
    /// A block of items: functions, types, a whole program.
    Items,
    /// A block that is not compiled.
    Other,
}

impl Page {
    /// Reads a page.
    ///
    /// # Errors
    /// A line and what is wrong there.
    fn read(text: &str) -> Result<Self, String> {
        let mut page = Self {
            // In place of the title.
            rust: "use super::*;".to_owned(),
            snippets: Vec::new(),
        };
        let mut within = Within::Text;
        for (line, number) in text.lines().zip(1..) {
            let fence = line.strip_prefix("```");
            let rust = match (within, fence) {
                (Within::Text, None) => expressions(line, number),
                (Within::Text, Some(language)) => {
                    within = kind_of(language)
                        .ok_or_else(|| format!("{number}: no block is in `{language}`"))?;
                    if within == Within::Snippet {
                        page.snippets.push(number);
                        function(number)
                    } else {
                        String::new()
                    }
                }
                (Within::Snippet, Some(_)) => {
                    within = Within::Text;
                    "Ok(()) }".to_owned()
                }
                (_, Some(_)) => {
                    within = Within::Text;
                    String::new()
                }
                (Within::Other, None) => String::new(),
                (_, None) => line.to_owned(),
            };
            page.rust.push_str(&rust);
            page.rust.push('\n');
        }
        match within {
            Within::Text => Ok(page),
            _ => Err(" a block of code has no end".to_owned()),
        }
    }

    /// The module of the page, and a test that runs its snippets in their order.
    fn test(&self, name: &str, copy: &Path) -> String {
        let module = name.trim_end_matches(".md").to_lowercase();
        let module = module.trim_start_matches(|letter: char| !letter.is_alphabetic());
        let module = module.replace('-', "_");
        let declaration = format!("#[path = {copy:?}]\nmod {module};\n\n");
        if self.snippets.is_empty() {
            return declaration;
        }
        let calls = self.snippets.iter().map(|line| {
            format!("    outcome({name:?}, {module}::line_{line}(scene.clone()).await);\n")
        });
        format!(
            "{declaration}#[tokio::test]\nasync fn {module}() {{\n    let scene = Scene::begin().await;\n{}}}\n\n",
            calls.collect::<String>()
        )
    }
}

/// What a block is by what stands behind its fence; `None` where nobody has thought of it.
fn kind_of(language: &str) -> Option<Within> {
    match language {
        "rust" => Some(Within::Snippet),
        "rust,item" => Some(Within::Items),
        "rust,ignore" | "ts" | "sql" | "sh" | "toml" | "prisma" | "text" => Some(Within::Other),
        _ => None,
    }
}

/// What a line of a table names of the models (`post::views.eq(3)`), as a function that is compiled
/// and not run. Where something is left out (`…`), it cannot be.
fn expressions(line: &str, number: usize) -> String {
    if !line.starts_with('|') {
        return String::new();
    }
    let spans = line.split('`').skip(1).step_by(2);
    let expressions = spans.filter(|span| is_of_a_model(span) && !span.contains('…'));
    let statements: String = expressions
        .map(|expression| format!("let _ = {};", expression.replace("\\|", "|")))
        .collect();
    match statements.as_str() {
        "" => String::new(),
        statements => format!("fn _table_{number}() {{ {statements} }}"),
    }
}

fn is_of_a_model(span: &str) -> bool {
    let module = span.split_once("::").map(|(module, _)| module);
    module.is_some_and(|module| MODELS.contains(&module))
}

fn function(line: usize) -> String {
    // Few snippets use all three.
    format!(
        "pub(super) async fn line_{line}(Scene {{ db, acme, url }}: Scene) -> Outcome {{ \
         let _ = (&db, &acme, &url);"
    )
}
