//! Every code that the crate can give is shown by a fixture in `tests/diagnostics`, and has a page
//! in `docs/errors`.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::{
    collections::BTreeSet,
    env,
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

/// Codes that have none; each with the reason.
const WITHOUT_FIXTURE: [&str; 2] = [
    // The masking of deep brackets keeps the parser's own guard from being reached.
    "plx::syntax::too_complex",
    // A fixture would hold a byte that editors and diffs do not show; it has a unit test.
    "plx::syntax::zero_byte",
];

#[test]
fn every_code_has_a_fixture() {
    let mut missing = known_codes();
    for code in codes(&crate_folder().join("tests/diagnostics"), "txt", '\n') {
        missing.remove(&code);
    }
    for code in WITHOUT_FIXTURE {
        assert!(missing.remove(code), "{code} has a fixture now");
    }
    assert!(missing.is_empty(), "codes without a fixture: {missing:#?}");
}

#[test]
fn every_code_has_a_page_and_every_page_a_code() {
    let known = known_codes();
    let told: BTreeSet<_> = pages().into_iter().map(|page| page.code).collect();
    let missing: Vec<_> = known.difference(&told).collect();
    assert!(missing.is_empty(), "codes without a page: {missing:#?}");
    let strangers: Vec<_> = told.difference(&known).collect();
    assert!(strangers.is_empty(), "pages without a code: {strangers:#?}");
}

/// With `BLESS=1` it is written.
#[test]
fn the_index_lists_every_page_with_its_first_paragraph() {
    let mut index = "# Every diagnostic\n\n\
        Each page shows a mistake and its mend. `plexica explain CODE` prints it.\n"
        .to_owned();
    let mut last_group = String::new();
    for page in pages() {
        let (group, name) = (&page.group, &page.name);
        if *group != last_group {
            writeln!(index, "\n## {group}\n").unwrap();
            last_group.clone_from(group);
        }
        let summary = page.summary;
        writeln!(
            index,
            "- [`plx::{group}::{name}`]({group}/{name}.md): {summary}"
        )
        .unwrap();
    }
    let path = pages_folder().join("README.md");
    if env::var_os("BLESS").is_some() {
        return fs::write(path, index).unwrap();
    }
    let written = fs::read_to_string(path).unwrap().replace("\r\n", "\n");
    assert!(written == index, "BLESS=1 writes the index:\n{index}");
}

/// What the index says of a page.
struct Page {
    code: String,
    group: String,
    name: String,
    summary: String,
}

/// The pages in the order of their codes.
fn pages() -> Vec<Page> {
    let mut paths: Vec<_> = files(&pages_folder())
        .into_iter()
        .filter(|path| !path.ends_with("README.md"))
        .collect();
    paths.sort();
    let page = |path: PathBuf| {
        let text = fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
        let mut paragraphs = text.split("\n\n");
        let title = paragraphs.next().unwrap();
        let parent = path.parent().and_then(Path::file_name).unwrap();
        let group = parent.to_string_lossy().into_owned();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let code = format!("plx::{group}::{name}");
        assert_eq!(title, format!("# {code}"), "{}", path.display());
        let summary = paragraphs.next().unwrap().replace('\n', " ");
        Page {
            code,
            group,
            name,
            summary,
        }
    };
    paths.into_iter().map(page).collect()
}

/// The codes in the sources.
fn known_codes() -> BTreeSet<String> {
    let known = codes(&crate_folder().join("src"), "rs", '"');
    let count = known.len();
    assert!(count > 80, "only {count} codes were found in the sources");
    known
}

fn pages_folder() -> PathBuf {
    crate_folder().join("../docs/errors")
}

fn crate_folder() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The codes in the files of a folder, each ended by a character.
fn codes(folder: &Path, extension: &str, end: char) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for path in files(folder) {
        if path.extension().is_none_or(|found| found != extension) {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let mut rest = text.as_str();
        while let Some(at) = rest.find("plx::") {
            rest = &rest[at..];
            let length = rest.find(end).unwrap_or(rest.len());
            let code = rest[..length].trim_end();
            if code.matches("::").count() == 2 && !code.contains(' ') {
                found.insert(code.to_owned());
            }
            rest = &rest["plx::".len()..];
        }
    }
    found
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found
}
