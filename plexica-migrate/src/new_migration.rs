use std::{
    fs, io,
    path::{Path, PathBuf},
};

use jiff::{ToSpan, Zoned, civil::DateTime, tz::TimeZone};
use plexica_schema::Sources;

use crate::diff::{Diff, script};

/// A migration before it is written: what its folder will hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMigration {
    /// The folder's name: the time, in UTC, and a name.
    pub id: String,
    /// What runs once; nothing where core stays as it is.
    pub core: Option<String>,
    /// What runs in every tenant's schema; nothing where that stays as it is.
    pub tenant: Option<String>,
    schema: String,
    views: Vec<(String, String)>,
}

/// Why a migration was not written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    /// A name has nothing in it that a folder's name can have.
    #[error("`{name}` cannot be the name of a migration: it has no letter and no digit")]
    Name {
        /// What was given.
        name: String,
    },
    /// A file or folder could not be written.
    #[error("failed to write `{}`", path.display())]
    Io {
        /// Which.
        path: PathBuf,
        /// The reason.
        source: io::Error,
    },
}

impl NewMigration {
    /// The migration that takes these steps and leads to this schema. It comes after `last`, the
    /// migration before it.
    ///
    /// # Errors
    /// [`WriteError::Name`], where nothing can be made of the name.
    pub fn new(
        name: &str,
        diff: &Diff,
        sources: &Sources,
        last: Option<&str>,
    ) -> Result<Self, WriteError> {
        let text = |steps: &[_]| (!steps.is_empty()).then(|| script(steps));
        let files: Vec<&str> = sources
            .files()
            .map(|(_, file)| file.text().trim_end())
            .collect();
        Ok(Self {
            id: format!("{}_{}", time_after(last), folder_name(name)?),
            core: text(&diff.core),
            tenant: text(&diff.tenant),
            schema: files.join("\n\n") + "\n",
            views: sources.views().clone().into_iter().collect(),
        })
    }

    /// Writes its folder into the folder of migrations, whole or not at all. Gives its path.
    ///
    /// # Errors
    /// [`WriteError::Io`] with the file that could not be written.
    pub fn write(&self, migrations: &Path) -> Result<PathBuf, WriteError> {
        // What is hidden is passed over by whoever reads the migrations.
        let draft = migrations.join(format!(".{}", self.id));
        let path = migrations.join(&self.id);
        let written = self
            .write_into(&draft)
            .and_then(|()| fs::rename(&draft, &path).map_err(|source| failed(&path, source)));
        match written {
            Ok(()) => Ok(path),
            Err(error) => {
                let _ = fs::remove_dir_all(&draft);
                Err(error)
            }
        }
    }

    fn write_into(&self, folder: &Path) -> Result<(), WriteError> {
        make(folder)?;
        for (name, text) in [("core.sql", &self.core), ("tenant.sql", &self.tenant)] {
            if let Some(text) = text {
                put(&folder.join(name), text)?;
            }
        }
        put(&folder.join("schema.plx"), &self.schema)?;
        if !self.views.is_empty() {
            let views = folder.join("views");
            make(&views)?;
            for (view, query) in &self.views {
                put(&views.join(format!("{view}.sql")), query)?;
            }
        }
        Ok(())
    }
}

fn make(folder: &Path) -> Result<(), WriteError> {
    fs::create_dir_all(folder).map_err(|source| failed(folder, source))
}

fn put(file: &Path, text: &str) -> Result<(), WriteError> {
    fs::write(file, text).map_err(|source| failed(file, source))
}

fn failed(path: &Path, source: io::Error) -> WriteError {
    WriteError::Io {
        path: path.to_owned(),
        source,
    }
}

/// The time now, or a second after that of the last migration where that is later: migrations are
/// ordered by their names.
fn time_after(last: Option<&str>) -> String {
    const FORM: &str = "%Y%m%d%H%M%S";
    let now = Zoned::now().with_time_zone(TimeZone::UTC).datetime();
    let last = last
        .and_then(|id| id.get(..14))
        .and_then(|time| DateTime::strptime(FORM, time).ok())
        .and_then(|time| time.checked_add(1.second()).ok());
    let time = last.map_or(now, |last| last.max(now));
    time.strftime(FORM).to_string()
}

/// `Add workspaces!` as `add_workspaces`.
fn folder_name(name: &str) -> Result<String, WriteError> {
    let words: Vec<String> = name
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    if words.is_empty() {
        return Err(WriteError::Name {
            name: name.to_owned(),
        });
    }
    Ok(words.join("_"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_made_of_its_words() {
        assert_eq!(folder_name("Add workspaces!").unwrap(), "add_workspaces");
        assert_eq!(folder_name("add-2nd_index").unwrap(), "add_2nd_index");
        assert!(folder_name("—").is_err());
    }

    #[test]
    fn a_migration_comes_after_the_last_one_whatever_the_clock_says() {
        assert_eq!(time_after(Some("29990101000000_far")), "29990101000001");
        assert!(time_after(Some("20200101000000_past")).as_str() > "20200101000001");
        assert_eq!(time_after(None).len(), 14);
    }
}
