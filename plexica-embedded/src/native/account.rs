//! Whom PostgreSQL runs as.
//!
//! `initdb` and `postgres` refuse to run as root, so a program of root's starts them as another
//! user. Everybody else starts them as themselves.

use std::ffi::OsStr;
use std::io;
use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};

use nix::unistd::{Gid, Uid, User};

use crate::Error;

/// The users that root borrows, the most fitting first.
const UNPRIVILEGED: [&str; 2] = ["postgres", "nobody"];

/// The user that the server's programs run as.
#[derive(Debug, Clone)]
pub(crate) struct Account {
    /// The user to become; `None` for an ordinary user, who stays who they are.
    switch_to: Option<(Uid, Gid)>,
}

impl Account {
    /// The account for a cluster in `folder`: for root, the owner of the folder or of the one
    /// that it is to be made in, so that somebody whose project root has worked in can go on.
    pub(crate) fn for_folder(folder: &Path) -> Result<Self, Error> {
        if !Uid::effective().is_root() {
            return Ok(Self { switch_to: None });
        }
        let existing = folder.ancestors().find_map(|path| path.metadata().ok());
        existing
            .map(|metadata| Uid::from_raw(metadata.uid()))
            .filter(|uid| !uid.is_root())
            // One without a name, as a container has them, is refused by `initdb`.
            .and_then(|uid| User::from_uid(uid).ok().flatten())
            .or_else(|| {
                let mut names = UNPRIVILEGED.iter();
                names.find_map(|name| User::from_name(name).ok().flatten())
            })
            .map(|user| Self {
                switch_to: Some((user.uid, user.gid)),
            })
            .ok_or(Error::NoUnprivilegedUser)
    }

    /// A command that runs as this user, without the `PG*` settings of the environment, which
    /// are meant for another server, and with messages in English.
    pub(crate) fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        for (name, _) in std::env::vars_os() {
            if name.as_encoded_bytes().starts_with(b"PG") {
                command.env_remove(name);
            }
        }
        command
            .env("LC_ALL", "C")
            .env_remove("LANGUAGE")
            .stdin(Stdio::null());
        if let Some((uid, gid)) = self.switch_to {
            // Also drops root's supplementary groups.
            command.uid(uid.as_raw()).gid(gid.as_raw());
        }
        command
    }

    /// Makes this user the owner of `path`.
    pub(crate) fn own(&self, path: &Path) -> io::Result<()> {
        match self.switch_to {
            Some((uid, gid)) => chown(path, Some(uid.as_raw()), Some(gid.as_raw())),
            None => Ok(()),
        }
    }

    /// Whether this user owns `path` itself (not what a symbolic link there points to).
    pub(crate) fn owns(&self, path: &Path) -> io::Result<bool> {
        let uid = self.switch_to.map_or_else(Uid::effective, |(uid, _)| uid);
        Ok(path.symlink_metadata()?.uid() == uid.as_raw())
    }

    /// Whether this user can write in the folder `path`: every folder above it counts.
    pub(crate) fn can_use(&self, path: &Path) -> bool {
        self.command("sh")
            .args(["-c", "cd -- \"$1\" && test -w .", "sh"])
            .arg(path)
            .current_dir("/")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
    }
}
