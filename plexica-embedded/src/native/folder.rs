//! The folder of a cluster and what is in it.

use std::ffi::OsString;
use std::fs::{self, File, Permissions};
use std::io;
use std::os::unix::ffi::OsStringExt;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use nix::sys::stat::Mode;
use nix::unistd::mkfifo;

use super::account::Account;
use crate::Error;
use crate::lock::Lock;
use crate::socket_folder;

/// How long a program waits for another one to start or end a server.
pub(super) const LOCK_TIMEOUT: Duration = Duration::from_secs(120);

/// A cluster's folder: ready to use, and writable for its account only.
#[derive(Debug, Clone)]
pub(crate) struct Folder {
    path: PathBuf,
    account: Account,
}

impl Folder {
    /// The folder at `path` of a cluster of `account`'s.
    pub(super) fn new(path: PathBuf, account: Account) -> Self {
        Self { path, account }
    }

    /// The cluster's folder at `path`, for `account`, with the files in it that programs find
    /// each other by. The caller holds the lock.
    pub(super) fn fill(path: &Path, account: Account) -> io::Result<Self> {
        let folder = Self::new(path.to_path_buf(), account);
        File::options()
            .create(true)
            .append(true)
            .open(folder.members_file())?;
        let users = folder.users_fifo();
        match mkfifo(&users, Mode::S_IRUSR | Mode::S_IWUSR) {
            Ok(()) | Err(nix::Error::EEXIST) => {}
            Err(error) => return Err(error.into()),
        }
        // The folder is in a project, and no part of it.
        let ignored = path.join(".gitignore");
        fs::write(&ignored, "*\n")?;
        // The next program may run as the user that root borrows now. What was there may still be
        // root's: whoever made it can have been killed before this.
        for file in [Lock::file(path), folder.members_file(), users, ignored] {
            folder.account.own(&file)?;
        }
        Ok(folder)
    }

    /// Waits until no other program is starting or ending a server here.
    pub(crate) fn lock(&self) -> Result<Lock, Error> {
        Lock::acquire(&self.path, LOCK_TIMEOUT)
    }

    /// Makes an empty folder for the server's socket that nobody else can enter: in this one,
    /// unless the path would be too long for a socket. It is the same one at every start, if
    /// possible. No server runs.
    pub(crate) fn make_socket_folder(&self) -> Result<PathBuf, Error> {
        let inside = self.path.join("socket");
        let path = if socket_folder::is_short(&inside) {
            inside
        } else if let Some(previous) = self.socket_folder().filter(|path| self.is_ours(path)) {
            previous
        } else {
            socket_folder::temporary()?.keep()
        };
        let make = || {
            match fs::create_dir(&path) {
                Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
                _ => fs::set_permissions(&path, Permissions::from_mode(0o700))?,
            }
            self.account.own(&path)?;
            // A crash leaves them, and PostgreSQL takes a lock file seriously when its process
            // number is in use again.
            for left in [".s.PGSQL.5432", ".s.PGSQL.5432.lock"] {
                match fs::remove_file(path.join(left)) {
                    Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                    _ => {}
                }
            }
            fs::write(self.socket_file(), path.as_os_str().as_encoded_bytes())?;
            self.account.own(&self.socket_file())
        };
        make().map_err(|error| Error::folder(&path, error))?;
        Ok(path)
    }

    /// Whether `path` can be the socket's folder again: nobody else has taken the name.
    fn is_ours(&self, path: &Path) -> bool {
        self.account
            .owns(path)
            .unwrap_or_else(|error| error.kind() == io::ErrorKind::NotFound)
    }

    /// The folder of the server's socket, as its last start left it.
    pub(crate) fn socket_folder(&self) -> Option<PathBuf> {
        let path = fs::read(self.socket_file()).ok()?;
        Some(PathBuf::from(OsString::from_vec(path)))
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn account(&self) -> &Account {
        &self.account
    }

    /// The cluster itself.
    pub(crate) fn data(&self) -> PathBuf {
        self.path.join("data")
    }

    /// Locked, shared, by every program that uses the server.
    pub(crate) fn members_file(&self) -> PathBuf {
        self.path.join("members")
    }

    /// Held open by every program that uses the server; see `supervisor.sh`.
    pub(crate) fn users_fifo(&self) -> PathBuf {
        self.path.join("users")
    }

    /// Says where the server has its socket.
    fn socket_file(&self) -> PathBuf {
        self.path.join("socket.path")
    }

    /// The process of the server that the supervisor runs; it removes the file at the end.
    pub(crate) fn server_pid_file(&self) -> PathBuf {
        self.path.join("server.pid")
    }

    /// What the server and its supervisor print.
    pub(crate) fn log_file(&self) -> PathBuf {
        self.path.join("server.log")
    }
}
