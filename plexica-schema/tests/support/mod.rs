//! What several test programs need: a fixture as sources, and expected text beside a fixture.

use std::{env, fs, path::Path};

use plexica_schema::Sources;

/// What a fixture is read with when it has no `datasource` block of its own.
const DATASOURCE: &str = "datasource db {\n  provider = \"postgresql\"\n}\n";

/// A fixture under its bare file name, so that expected texts do not depend on the machine. What its
/// views select is in the folder `NAME.views` beside it.
pub(crate) fn sources(path: &Path) -> Sources {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let text = fs::read_to_string(path).unwrap();
    let datasource = (!text.contains("datasource")).then(|| {
        let name = "datasource.plx".to_owned();
        (name, DATASOURCE.to_owned())
    });
    let views = fs::read_dir(path.with_extension("views")).into_iter();
    let views = views.flatten().map(|entry| {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        (path.display().to_string(), text)
    });
    Sources::from_texts(std::iter::once((name, text)).chain(datasource).chain(views))
}

/// Holds a text against the one beside the fixture; with `BLESS=1` writes it there instead.
pub(crate) fn expect(fixture: &Path, found: &str) -> datatest_stable::Result<()> {
    expect_beside(fixture, "txt", found)
}

/// The same for a text in a file that ends otherwise.
pub(crate) fn expect_beside(
    fixture: &Path,
    extension: &str,
    found: &str,
) -> datatest_stable::Result<()> {
    let path = fixture.with_extension(extension);
    if env::var_os("BLESS").is_some() {
        return Ok(fs::write(path, found)?);
    }
    let expected = fs::read_to_string(&path)
        .map_err(|error| format!("{}: {error}; run with BLESS=1", path.display()))?;
    if expected.replace("\r\n", "\n") != found {
        return Err(format!("expected:\n{expected}\nfound:\n{found}\nBLESS=1 accepts it").into());
    }
    Ok(())
}
