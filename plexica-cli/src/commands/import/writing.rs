use std::{
    fs, io,
    path::{Path, PathBuf},
    process,
};

use crate::failure::Failure;

/// Writes all files or none: each beside its place first, and then into it.
pub(super) fn write_all(files: &[(&Path, &str)], is_overwriting: bool) -> Result<(), Failure> {
    if !is_overwriting {
        refuse_existing(files)?;
    }
    let mut written = Vec::new();
    let result = files.iter().try_for_each(|(path, text)| {
        written.push(Replacement::prepare(path, text).map_err(|error| failed(path, &error))?);
        Ok(())
    });
    let result = result.and_then(|()| {
        written.iter_mut().try_for_each(|replacement| {
            let done = replacement.put_in_place();
            done.map_err(|error| failed(&replacement.path, &error))
        })
    });
    if result.is_err() {
        for replacement in &written {
            replacement.undo();
        }
    }
    result
}

fn refuse_existing(files: &[(&Path, &str)]) -> Result<(), Failure> {
    let exists = |path: &&Path| path.symlink_metadata().is_ok();
    let existing = files.iter().map(|(path, _)| *path).filter(exists);
    let existing: Vec<_> = existing
        .map(|path| format!("`{}`", path.display()))
        .collect();
    let verb = match existing.len() {
        0 => return Ok(()),
        1 => "exists",
        _ => "exist",
    };
    Err(
        Failure::could_not_run(format!("{} {verb} already", existing.join(", ")))
            .help("name another folder with `--out`, or overwrite with `--force`"),
    )
}

fn failed(path: &Path, error: &io::Error) -> Failure {
    Failure::could_not_run(format!("failed to write `{}`: {error}", path.display()))
}

/// A new text for a file.
struct Replacement {
    path: PathBuf,
    /// Where the text is until it is put in its place.
    temporary: PathBuf,
    /// What the file had.
    before: Option<Vec<u8>>,
    is_in_place: bool,
}

impl Replacement {
    fn prepare(path: &Path, text: &str) -> io::Result<Self> {
        let before = match fs::read(path) {
            Ok(bytes) => Some(bytes),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let temporary = path.with_file_name(format!(".{name}.{}", process::id()));
        let replacement = Self {
            path: path.to_owned(),
            temporary,
            before,
            is_in_place: false,
        };
        if let Err(error) = fs::write(&replacement.temporary, text) {
            replacement.undo();
            return Err(error);
        }
        Ok(replacement)
    }

    fn put_in_place(&mut self) -> io::Result<()> {
        fs::rename(&self.temporary, &self.path)?;
        self.is_in_place = true;
        Ok(())
    }

    /// Puts back what was there. The reason why that is needed is told; a second one is not.
    fn undo(&self) {
        let _ = match &self.before {
            _ if !self.is_in_place => fs::remove_file(&self.temporary),
            Some(bytes) => fs::write(&self.path, bytes),
            None => fs::remove_file(&self.path),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_one_file_cannot_be_written_none_is() {
        let folder = tempfile::tempdir().unwrap();
        let (old, new) = (folder.path().join("old.plx"), folder.path().join("new.plx"));
        let blocked = folder.path().join("blocked.plx");
        fs::write(&old, "as it was").unwrap();
        fs::create_dir(&blocked).unwrap();
        fs::write(blocked.join("file"), "").unwrap();
        let mut replacements = [&old, &new].map(|path| Replacement::prepare(path, "new").unwrap());
        for replacement in &mut replacements {
            replacement.put_in_place().unwrap();
        }
        replacements.iter().for_each(Replacement::undo);
        assert_eq!(fs::read_to_string(&old).unwrap(), "as it was");
        assert!(!new.exists());

        let files = [
            (old.as_path(), "x"),
            (new.as_path(), "x"),
            (blocked.as_path(), "x"),
        ];
        assert!(write_all(&files, true).is_err());
        assert_eq!(fs::read_to_string(&old).unwrap(), "as it was");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }
}
