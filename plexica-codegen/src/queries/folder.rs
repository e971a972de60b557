//! The folder of query files.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::{COMMAND, Mistake, QueriesError, QueryFile, QueryTypes, types_file::Unusable};

impl QueryFile {
    /// The file that its types are kept in.
    #[must_use]
    pub fn types_path(&self) -> PathBuf {
        self.path.with_extension("toml")
    }
}

/// Reads the query files of a folder, in the order of their names, or one by itself.
///
/// # Errors
/// Everything that is wrong with them.
pub fn read(path: &Path) -> Result<Vec<QueryFile>, QueriesError> {
    let paths = match fs::metadata(path) {
        Ok(file) if file.is_file() => vec![path.to_owned()],
        Ok(_) => sql_files(path)?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let path = path.to_owned();
            return Err(QueriesError::NotFound { path });
        }
        Err(error) => return Err(unreadable(path, error)),
    };
    let mut files = Vec::with_capacity(paths.len());
    let mut mistakes = Vec::new();
    for path in paths {
        let text = fs::read_to_string(&path).map_err(|error| unreadable(&path, error))?;
        match QueryFile::parse(path, &text) {
            Ok(file) => files.push(file),
            Err(found) => mistakes.extend(found),
        }
    }
    match mistakes.is_empty() {
        true => Ok(files),
        false => Err(QueriesError::Mistakes(mistakes)),
    }
}

/// [`read`], with the types that are kept of each.
///
/// # Errors
/// As [`read`]; and where types are missing or of another text, with what writes them.
pub fn read_with_types(path: &Path) -> Result<Vec<(QueryFile, QueryTypes)>, QueriesError> {
    let mut mistakes = Vec::new();
    let mut typed = Vec::new();
    for file in read(path)? {
        let kept = file.types_path();
        let reason = match fs::read_to_string(&kept) {
            Ok(text) => match QueryTypes::read(&text, &file) {
                Ok(types) => {
                    typed.push((file, types));
                    continue;
                }
                Err(Unusable::Stale) => "has changed since its types were read",
                Err(Unusable::Damaged) => "has types that cannot be read",
            },
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                "has no types: no database was asked about it"
            }
            Err(error) => return Err(unreadable(&kept, error)),
        };
        mistakes.push(Mistake::in_file(&file.path, reason).help(format!(
            "run `{COMMAND} {}`, which asks a database, and check in what it writes",
            path.display()
        )));
    }
    match mistakes.is_empty() {
        true => Ok(typed),
        false => Err(QueriesError::Mistakes(mistakes)),
    }
}

fn sql_files(folder: &Path) -> Result<Vec<PathBuf>, QueriesError> {
    let entries = fs::read_dir(folder).map_err(|error| unreadable(folder, error))?;
    let mut paths = Vec::new();
    for entry in entries {
        let path = entry.map_err(|error| unreadable(folder, error))?.path();
        if path.extension().is_some_and(|ending| ending == "sql") {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

fn unreadable(path: &Path, source: io::Error) -> QueriesError {
    QueriesError::Read {
        path: path.to_owned(),
        source,
    }
}
