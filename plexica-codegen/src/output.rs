//! The folder that generated files are written to.

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Component, Path, PathBuf},
    process,
};

use crate::Error;

/// Lists the files of the last run, a path a line: only these are ours to overwrite or remove.
const MANIFEST: &str = ".plexica-files";

/// What became of each file.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    pub(crate) written: Vec<PathBuf>,
    pub(crate) unchanged: Vec<PathBuf>,
    pub(crate) removed: Vec<PathBuf>,
}

/// Writes the files, given as relative paths with `/` and texts, into a folder. A file whose bytes
/// are the same is not touched, so that nothing is built again for it; a file of the last run that
/// is not among them is removed.
pub(crate) fn write(folder: &Path, files: &[(String, String)]) -> Result<Outcome, Error> {
    fs::create_dir_all(folder).map_err(|source| write_error(folder, source))?;
    let manifest = folder.join(MANIFEST);
    let before = read_manifest(&manifest)?;
    let now: BTreeSet<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
    let stale: Vec<&str> = before
        .iter()
        .map(String::as_str)
        .filter(|path| !now.contains(path) && stays_inside(path))
        .collect();

    for (relative, text) in files {
        refuse_foreign(folder.join(relative), text, before.contains(relative))?;
    }
    // The list names more than there is until the end, so that a run that is killed half-way
    // leaves no file that the next one does not know.
    let known = now.iter().chain(&stale).copied().collect();
    write_manifest(&manifest, &known)?;

    let mut outcome = Outcome::default();
    for (relative, text) in files {
        let path = folder.join(relative);
        if replace(&path, text)? {
            outcome.written.push(path);
        } else {
            outcome.unchanged.push(path);
        }
    }
    for relative in stale {
        let path = folder.join(relative);
        match fs::remove_file(&path) {
            Ok(()) => outcome.removed.push(path),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(source) => return Err(write_error(&path, source)),
        }
    }
    write_manifest(&manifest, &now)?;
    Ok(outcome)
}

/// A file that another hand wrote is not overwritten.
fn refuse_foreign(path: PathBuf, text: &str, is_ours: bool) -> Result<(), Error> {
    if is_ours {
        return Ok(());
    }
    match fs::read(&path) {
        Ok(bytes) if bytes != text.as_bytes() => Err(Error::NotOurs { path }),
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(source) => Err(write_error(&path, source)),
    }
}

/// The manifest may have been edited: what leads out of the folder is never removed.
fn stays_inside(relative: &str) -> bool {
    let mut components = Path::new(relative).components();
    !relative.is_empty() && components.all(|component| matches!(component, Component::Normal(_)))
}

fn read_manifest(path: &Path) -> Result<BTreeSet<String>, Error> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(text.lines().map(str::to_owned).collect()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(BTreeSet::new()),
        Err(source) => Err(write_error(path, source)),
    }
}

fn write_manifest(path: &Path, files: &BTreeSet<&str>) -> Result<(), Error> {
    let lines: String = files.iter().flat_map(|file| [file, "\n"]).collect();
    replace(path, &lines).map(|_| ())
}

/// Puts a text in a file, at once, so that no reader sees a part of it; says whether the file
/// had another one.
fn replace(path: &Path, text: &str) -> Result<bool, Error> {
    if fs::read(path).is_ok_and(|bytes| bytes == text.as_bytes()) {
        return Ok(false);
    }
    let failed = |source| write_error(path, source);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    let mut temporary = path.as_os_str().to_owned();
    temporary.push(format!(".{}.tmp", process::id()));
    fs::write(&temporary, text).map_err(failed)?;
    if let Err(source) = fs::rename(&temporary, path) {
        // The first error is the one to tell of.
        let _ = fs::remove_file(&temporary);
        return Err(failed(source));
    }
    Ok(true)
}

fn write_error(path: &Path, source: io::Error) -> Error {
    Error::Write {
        path: path.to_owned(),
        source,
    }
}
