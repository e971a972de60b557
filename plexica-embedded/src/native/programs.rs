//! Finding PostgreSQL's programs on the machine.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::account::Account;
use super::folder::Folder;
use crate::Error;

/// Names the folder of PostgreSQL's programs, instead of looking for one.
pub(crate) const BIN_VARIABLE: &str = "PLEXICA_POSTGRES_BIN";

/// The oldest major version that Plexica supports.
pub(crate) const OLDEST: u32 = 14;

/// Folders of programs, one a version, where packages put them outside of `PATH`: what comes
/// before the version, and what after it.
const PACKAGED: [(&str, &str); 5] = [
    ("/usr/lib/postgresql/", "bin"),
    ("/usr/pgsql-", "bin"),
    ("/opt/homebrew/opt/postgresql", "bin"),
    ("/usr/local/opt/postgresql", "bin"),
    ("/Applications/Postgres.app/Contents/Versions/", "bin"),
];

/// PostgreSQL's programs of one version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Programs {
    folder: PathBuf,
    major: u32,
}

impl Programs {
    /// The programs for the cluster in `folder`: those of the version that made it, when it
    /// exists, and otherwise the first found.
    pub(crate) fn find(folder: &Folder, made_by: Option<u32>) -> Result<Self, Error> {
        let account = folder.account();
        let mut found = Vec::new();
        if let Some(named) = env::var_os(BIN_VARIABLE).filter(|named| !named.is_empty()) {
            let named = PathBuf::from(named);
            let programs = Self::in_folder(&named, account);
            found.push(programs.ok_or(Error::NoProgramsInFolder { folder: named })?);
        } else {
            for folder in candidates() {
                found.extend(Self::in_folder(&folder, account));
            }
        }
        let first = found.first().ok_or(Error::NoPrograms)?.major;
        let fits = |programs: &Self| match made_by {
            Some(major) => programs.major == major,
            None => programs.major >= OLDEST,
        };
        found.into_iter().find(fits).ok_or(match made_by {
            Some(made_by) => Error::OtherVersion {
                folder: folder.path().to_path_buf(),
                made_by,
                found: first,
            },
            None => Error::TooOld {
                found: first,
                oldest: OLDEST,
            },
        })
    }

    /// The programs in `folder`, if `account` can run them.
    fn in_folder(folder: &Path, account: &Account) -> Option<Self> {
        // A folder of the PATH may hold links into the folder that has all programs.
        let postgres = folder.join("postgres").canonicalize().ok()?;
        let folder = postgres.parent()?.to_path_buf();
        if !folder.join("initdb").exists() {
            return None;
        }
        let output = account
            .command(&postgres)
            .arg("--version")
            .current_dir("/")
            .stderr(Stdio::null())
            .output()
            .ok()?;
        let major = major_version(&String::from_utf8_lossy(&output.stdout))?;
        Some(Self { folder, major })
    }

    /// The path of one program.
    pub(crate) fn path(&self, program: &str) -> PathBuf {
        self.folder.join(program)
    }

    /// A command that runs one program as `account`.
    pub(crate) fn command(&self, program: &str, account: &Account) -> Command {
        account.command(self.path(program))
    }
}

/// The folders that may hold the programs: those of the `PATH`, then those of packages, the
/// newest version first.
fn candidates() -> Vec<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = env::split_paths(&path)
        .filter(|path| path.is_absolute())
        .collect();
    for (before, after) in PACKAGED {
        folders.extend(
            versions(before)
                .into_iter()
                .map(|folder| folder.join(after)),
        );
    }
    folders
}

/// The folders whose path begins with `before`, the highest version first.
fn versions(before: &str) -> Vec<PathBuf> {
    let Some((parent, prefix)) = before.rsplit_once('/') else {
        return Vec::new();
    };
    let mut found: Vec<(Option<u32>, PathBuf)> = fs::read_dir(parent)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name();
            let version = name.to_str()?.strip_prefix(prefix)?.trim_start_matches('@');
            Some((leading_number(version), entry.path()))
        })
        .collect();
    found.sort_by(|left, right| right.cmp(left));
    found.into_iter().map(|(_, folder)| folder).collect()
}

/// The major version in the words of `postgres --version`, such as
/// `postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)` or `postgres (PostgreSQL) 18beta1`.
fn major_version(output: &str) -> Option<u32> {
    let (_, version) = output.split_once("(PostgreSQL) ")?;
    leading_number(version)
}

/// The number that `text` begins with.
pub(crate) fn leading_number(text: &str) -> Option<u32> {
    let end = text
        .find(|character: char| !character.is_ascii_digit())
        .unwrap_or(text.len());
    text[..end].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_read_from_what_postgres_says() {
        let debian = "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n";
        assert_eq!(major_version(debian), Some(15));
        assert_eq!(major_version("postgres (PostgreSQL) 18beta1\n"), Some(18));
        assert_eq!(major_version("postgres: command not found"), None);
    }

    #[test]
    fn the_highest_version_comes_first_by_number() {
        let parent = tempfile::tempdir().unwrap();
        for version in ["postgresql@9", "postgresql@17", "postgresql", "redis"] {
            fs::create_dir(parent.path().join(version)).unwrap();
        }
        let before = format!("{}/postgresql", parent.path().display());
        let names: Vec<_> = versions(&before)
            .iter()
            .map(|path| path.file_name().unwrap().to_owned())
            .collect();
        assert_eq!(names, ["postgresql@17", "postgresql@9", "postgresql"]);
    }
}
