//! The folder of a cluster: where it can be, and what is in it.

use std::ffi::OsString;
use std::fs::{self, File, Permissions, TryLockError};
use std::io;
use std::os::unix::ffi::OsStringExt;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use nix::sys::stat::Mode;
use nix::unistd::mkfifo;

use super::account::Account;
use crate::Error;

/// How long a start waits for another program's start in the same folder.
const LOCK_TIMEOUT: Duration = Duration::from_secs(120);

/// The longest path that a socket's folder can have: `sun_path` has 104 bytes on macOS, and
/// PostgreSQL adds `/.s.PGSQL.5432` and, for its lock file, `.lock`.
const LONGEST_SOCKET_FOLDER: usize = 80;

/// A cluster's folder: ready to use, and writable for its account only.
#[derive(Debug, Clone)]
pub(crate) struct Folder {
    path: PathBuf,
    account: Account,
}

impl Folder {
    /// Prepares the folder `wanted`, or one elsewhere when PostgreSQL could not work there: as
    /// root because the user that it runs as cannot reach it, otherwise because its file system
    /// has no FIFOs or no permissions.
    pub(crate) fn place(wanted: &Path) -> Result<Self, Error> {
        let wanted = std::path::absolute(wanted).map_err(|error| Error::folder(wanted, error))?;
        let place = Self::prepare(&wanted)?;
        if let Some(folder) = place {
            return Ok(folder);
        }
        let elsewhere = elsewhere(&wanted);
        tracing::warn!(
            wanted = %wanted.display(),
            used = %elsewhere.display(),
            "PostgreSQL cannot work in the folder that was asked for, so it gets another one"
        );
        Self::prepare(&elsewhere)?.ok_or(Error::NoUsableFolder { wanted, elsewhere })
    }

    /// Prepares a new folder among the temporary ones.
    pub(crate) fn temporary() -> Result<Self, Error> {
        // The usual place may be closed to the user that root borrows.
        let parents = [std::env::temp_dir(), PathBuf::from("/tmp")];
        for parent in &parents {
            let made = tempfile::Builder::new()
                .prefix("plexica-")
                .tempdir_in(parent);
            let path = made.map_err(|error| Error::folder(parent, error))?.keep();
            if let Some(folder) = Self::prepare(&path)? {
                return Ok(folder);
            }
        }
        let [wanted, elsewhere] = parents;
        Err(Error::NoUsableFolder { wanted, elsewhere })
    }

    /// Makes the folder and what must be in it before a start; `None` if that is not possible
    /// there.
    fn prepare(path: &Path) -> Result<Option<Self>, Error> {
        let failed = |error| Error::folder(path, error);
        let account = Account::for_folder(path)?;
        let folder = Self {
            path: path.to_path_buf(),
            account,
        };
        let is_new = match fs::read_dir(path) {
            Ok(mut entries) => entries.next().is_none(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                fs::create_dir_all(path).map_err(failed)?;
                true
            }
            Err(error) => return Err(failed(error)),
        };
        if is_new {
            folder.account.own(path).map_err(failed)?;
            fs::set_permissions(path, Permissions::from_mode(0o700)).map_err(failed)?;
        } else if !folder.lock_file().exists() {
            return Err(Error::NotACluster {
                folder: folder.path,
            });
        } else if !folder.account.owns(path).map_err(failed)? {
            return Err(Error::OtherOwner {
                folder: folder.path,
            });
        }
        if !folder.is_usable() {
            // Not ours to keep; it stays if somebody put something in it meanwhile.
            let _ = fs::remove_dir(path);
            return Ok(None);
        }
        folder.fill().map_err(failed)?;
        Ok(Some(folder))
    }

    /// Whether the account can work in the folder and the file system has what it takes.
    fn is_usable(&self) -> bool {
        if !self.account.can_use(&self.path) {
            return false;
        }
        let is_private = fs::metadata(&self.path)
            .is_ok_and(|metadata| metadata.permissions().mode() & 0o077 == 0);
        let probe = self.path.join(format!("probe.{}", std::process::id()));
        let has_fifos = mkfifo(&probe, Mode::S_IRUSR | Mode::S_IWUSR).is_ok();
        let _ = fs::remove_file(&probe);
        is_private && has_fifos
    }

    /// Makes the files that programs find each other by.
    fn fill(&self) -> io::Result<()> {
        for file in [self.lock_file(), self.members_file()] {
            File::options().create(true).append(true).open(file)?;
        }
        let users = self.users_fifo();
        match mkfifo(&users, Mode::S_IRUSR | Mode::S_IWUSR) {
            Ok(()) => self.account.own(&users)?,
            Err(nix::Error::EEXIST) => {}
            Err(error) => return Err(error.into()),
        }
        // The folder is in a project, and no part of it.
        fs::write(self.path.join(".gitignore"), "*\n")
    }

    /// Waits until no other program is starting or joining a server here.
    pub(crate) fn lock(&self) -> Result<File, Error> {
        let failed = |error| Error::folder(&self.path, error);
        let file = File::options()
            .append(true)
            .open(self.lock_file())
            .map_err(failed)?;
        let deadline = Instant::now() + LOCK_TIMEOUT;
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(file),
                Err(TryLockError::WouldBlock) if Instant::now() < deadline => {
                    std::thread::sleep(Duration::from_millis(10));
                }
                Err(TryLockError::WouldBlock) => {
                    return Err(Error::Busy {
                        folder: self.path.clone(),
                    });
                }
                Err(TryLockError::Error(error)) => return Err(failed(error)),
            }
        }
    }

    /// Makes an empty folder for the server's socket that nobody else can enter: in this one,
    /// unless the path would be too long for a socket. It is the same one at every start, if
    /// possible. No server runs.
    pub(crate) fn make_socket_folder(&self) -> Result<PathBuf, Error> {
        let inside = self.path.join("socket");
        let path = if inside.as_os_str().len() <= LONGEST_SOCKET_FOLDER {
            inside
        } else if let Some(previous) = self.socket_folder().filter(|path| self.is_ours(path)) {
            previous
        } else {
            let parent = short_temporary_folder();
            let made = tempfile::Builder::new()
                .prefix("plexica-")
                .tempdir_in(&parent);
            made.map_err(|error| Error::folder(&parent, error))?.keep()
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
            fs::write(self.socket_file(), path.as_os_str().as_encoded_bytes())
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

    /// Locked while a program starts or joins a server. It also marks the folder as ours.
    fn lock_file(&self) -> PathBuf {
        self.path.join("lock")
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

/// A place for a cluster that cannot be in `wanted`: the same one every time.
fn elsewhere(wanted: &Path) -> PathBuf {
    let name = format!("{:016x}", fnv1a(wanted.as_os_str().as_encoded_bytes()));
    if nix::unistd::Uid::effective().is_root() {
        return Path::new("/var/lib/plexica").join(name);
    }
    let state = std::env::var_os("XDG_STATE_HOME").filter(|path| !path.is_empty());
    let state = state
        .map(PathBuf::from)
        .or_else(|| std::env::home_dir().map(|home| home.join(".local/state")));
    state
        .unwrap_or_else(std::env::temp_dir)
        .join("plexica")
        .join(name)
}

/// The folder for temporary files, if a socket below it has a short enough path.
fn short_temporary_folder() -> PathBuf {
    let usual = std::env::temp_dir();
    if usual.as_os_str().len() + "/plexica-123456".len() <= LONGEST_SOCKET_FOLDER {
        usual
    } else {
        PathBuf::from("/tmp")
    }
}

/// The 64-bit FNV-1a hash: the standard library's may change from one release to the next.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
