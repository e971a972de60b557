//! Every page in `docs/errors` shows a mistake, what is said of it, and its mend.
//!
//! A page has two parts. Under "The mistake" stand one schema and what is drawn of it; `BLESS=1`
//! writes the latter. Under "The mend" stand one schema or more that have nothing wrong. A schema
//! without a `datasource` block gets one. What a view selects stands below its schema, as SQL that
//! starts with its file's name: `-- views/Name.sql`.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod drawing;

use std::{env, fs, path::Path};

use drawing::draw;
use plexica_schema::{Diagnostics, Sources, check};

/// Mistakes that no text shows, each with the reason. Their pages have no schemas.
const WITHOUT_SCHEMA: [&str; 2] = [
    // The masking of deep brackets keeps the parser's own guard from being reached.
    "plx::syntax::too_complex",
    // Editors and browsers do not show the byte.
    "plx::syntax::zero_byte",
];

const DATASOURCE: &str = "\ndatasource db {\n  provider = \"postgresql\"\n}\n";

/// A fenced block.
#[derive(Debug)]
struct Block<'a> {
    language: &'a str,
    text: &'a str,
}

fn page(path: &Path) -> datatest_stable::Result<()> {
    let text = fs::read_to_string(path)?.replace("\r\n", "\n");
    let (title, _) = text.split_once('\n').ok_or("the page is empty")?;
    let code = title.strip_prefix("# ").ok_or("the title is a code")?;
    let parts = text.split_once("\n## The mistake\n");
    let parts = parts.and_then(|(_, rest)| rest.split_once("\n## The mend\n"));
    if WITHOUT_SCHEMA.contains(&code) {
        assert!(parts.is_none() && blocks(&text).is_empty(), "it has some");
        return Ok(());
    }
    let (mistake, mend) = parts.ok_or("it has the parts `The mistake` and `The mend`")?;

    let blocks_of_mistake = blocks(mistake);
    let (shown, said): (Vec<_>, Vec<_>) = blocks_of_mistake
        .iter()
        .partition(|block| block.language != "text");
    let [(schema, views)] = &*with_views(&shown) else {
        return Err("the mistake is shown by one schema".into());
    };
    let found = diagnostics(schema, views);
    assert!(!found.is_empty(), "the mistake is none");
    // A warning may stand beside an error.
    let has_errors = found.has_errors();
    for diagnostic in found.iter().filter(|found| !has_errors || found.is_error()) {
        assert_eq!(diagnostic.code(), code, "the mistake has others:\n{found}");
    }
    // A blank line between two.
    let drawn = draw(&found).replace("\nplx::", "\n\nplx::");
    let last = shown.last().map_or("", |block| block.text);
    match &*said {
        [said] if said.language == "text" && said.text == drawn => {}
        _ if env::var_os("BLESS").is_some() => {
            let after = &mistake[..mistake.find(last).unwrap() + last.len()];
            let blessed = format!("{after}```\n\n```text\n{drawn}```\n");
            fs::write(path, text.replacen(mistake, &blessed, 1))?;
        }
        _ => return Err(format!("found:\n{drawn}\nBLESS=1 writes it").into()),
    }

    let blocks_of_mend = blocks(mend);
    let shown: Vec<_> = blocks_of_mend.iter().collect();
    let mends = with_views(&shown);
    assert!(!mends.is_empty(), "the mend is shown by a schema");
    for (schema, views) in mends {
        let found = diagnostics(schema, &views);
        assert!(found.is_empty(), "the mend has something wrong:\n{found}");
    }
    Ok(())
}

/// The fenced blocks of a text.
fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find("```") {
        let (language, behind) = rest[at + 3..].split_once('\n').unwrap();
        let end = behind.find("```").unwrap();
        found.push(Block {
            language,
            text: &behind[..end],
        });
        rest = &behind[end + 3..];
    }
    found
}

/// The schemas among some blocks, each with what its views select.
fn with_views<'a, 't>(shown: &[&'a Block<'t>]) -> Vec<(&'a Block<'t>, Vec<&'a Block<'t>>)> {
    let mut found: Vec<(&Block<'_>, Vec<&Block<'_>>)> = Vec::new();
    for block in shown {
        match found.last_mut() {
            Some((_, views)) if block.language == "sql" => views.push(block),
            _ => found.push((block, Vec::new())),
        }
    }
    found
}

fn diagnostics(schema: &Block<'_>, views: &[&Block<'_>]) -> Diagnostics {
    let extension = schema.language;
    assert!(["plx", "prisma"].contains(&extension), "{schema:?}");
    let mut texts = vec![(format!("schema.{extension}"), schema.text.to_owned())];
    if !schema.text.contains("datasource") {
        texts.push((format!("datasource.{extension}"), DATASOURCE.to_owned()));
    }
    for view in views {
        let (name, _) = view.text.split_once('\n').unwrap();
        let name = name.strip_prefix("-- ").expect("the name of its file");
        texts.push((name.to_owned(), view.text.to_owned()));
    }
    match check(&Sources::from_texts(texts)) {
        Ok(checked) => checked.warnings,
        Err(diagnostics) => diagnostics,
    }
}

datatest_stable::harness! {
    { test = page, root = "../docs/errors", pattern = r"\w+/\w+\.md$" },
}
