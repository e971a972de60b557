//! Where a cluster can be.

use std::fs::{self, Permissions};
use std::io;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::path::{Path, PathBuf};

use nix::sys::stat::Mode;
use nix::unistd::{Uid, mkfifo};

use super::account::Account;
use super::folder::{Folder, LOCK_TIMEOUT};
use super::leftovers;
use crate::Error;
use crate::lock::Lock;

/// What the names of temporary clusters begin with.
const TEMPORARY: &str = "plexica-cluster-";

/// A folder that is ready for a server, and locked.
#[derive(Debug)]
pub(crate) struct Place {
    pub(crate) folder: Folder,
    pub(crate) lock: Lock,
}

impl Place {
    /// The folder `wanted`, or one elsewhere when PostgreSQL could not work there: as root
    /// because the user that it runs as cannot reach it, otherwise because its file system has
    /// no FIFOs or no permissions.
    pub(crate) fn at(wanted: &Path) -> Result<Self, Error> {
        let wanted = std::path::absolute(wanted).map_err(|error| Error::folder(wanted, error))?;
        if let Some(place) = Self::take(&wanted)? {
            return Ok(place);
        }
        let elsewhere = elsewhere(&wanted);
        tracing::warn!(
            wanted = %wanted.display(),
            used = %elsewhere.display(),
            "PostgreSQL cannot work in the folder that was asked for, so it gets another one"
        );
        if let Some(parent) = elsewhere.parent() {
            // The others may pass, whatever the umask of the program that comes first.
            let made = fs::create_dir_all(parent);
            made.and_then(|()| fs::set_permissions(parent, Permissions::from_mode(0o711)))
                .map_err(|error| Error::folder(parent, error))?;
        }
        Self::take(&elsewhere)?.ok_or(Error::NoUsableFolder { wanted, elsewhere })
    }

    /// A new folder among the temporary ones.
    pub(crate) fn temporary() -> Result<Self, Error> {
        // The usual parent may be closed to the user that root borrows.
        let parents = [std::env::temp_dir(), PathBuf::from("/tmp")];
        for parent in &parents {
            leftovers::remove(parent, TEMPORARY);
            let made = tempfile::Builder::new()
                .prefix(TEMPORARY)
                .tempdir_in(parent);
            let path = made.map_err(|error| Error::folder(parent, error))?.keep();
            if let Some(place) = Self::take(&path)? {
                return Ok(place);
            }
        }
        let [wanted, elsewhere] = parents;
        Err(Error::NoUsableFolder { wanted, elsewhere })
    }

    /// Makes and locks the folder; `None` if no server can run there.
    fn take(path: &Path) -> Result<Option<Self>, Error> {
        let failed = |error| Error::folder(path, error);
        make_folder(path).map_err(failed)?;
        let account = Account::for_folder(path)?;
        if !Uid::effective().is_root() && !account.owns(path).map_err(failed)? {
            return Err(Error::OtherOwner {
                folder: path.to_path_buf(),
            });
        }
        let is_new = fs::read_dir(path).map_err(failed)?.next().is_none();
        if !is_new && !Lock::file(path).exists() {
            return Err(Error::NotACluster {
                folder: path.to_path_buf(),
            });
        }
        let lock = Lock::acquire(path, LOCK_TIMEOUT)?;
        // Only now: another program may have given the folder away.
        let account = Account::for_folder(path)?;
        if !claim(path, &account) {
            if is_new {
                let _ = fs::remove_file(Lock::file(path));
                let _ = fs::remove_dir(path);
            }
            return Ok(None);
        }
        let folder = Folder::fill(path, account).map_err(failed)?;
        Ok(Some(Self { folder, lock }))
    }
}

/// Makes a folder and those that it is in. Each belongs to whom the one above belongs to, since
/// root may work in another's project.
fn make_folder(path: &Path) -> io::Result<()> {
    if path.is_dir() {
        return Ok(());
    }
    let Some(parent) = path.parent() else {
        return Ok(());
    };
    make_folder(parent)?;
    match fs::create_dir(path) {
        Ok(()) if Uid::effective().is_root() => {
            let owner = parent.metadata()?;
            chown(path, Some(owner.uid()), Some(owner.gid()))
        }
        // Another program may have been faster.
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

/// Makes the folder the account's alone. Returns whether the account can work in it and the file
/// system has what that takes.
fn claim(path: &Path, account: &Account) -> bool {
    let make_private = || -> io::Result<bool> {
        account.own(path)?;
        fs::set_permissions(path, Permissions::from_mode(0o700))?;
        // Some file systems accept permissions and forget them.
        Ok(fs::metadata(path)?.permissions().mode() & 0o077 == 0)
    };
    let has_fifos = || {
        let probe = path.join("probe");
        let made = mkfifo(&probe, Mode::S_IRUSR | Mode::S_IWUSR);
        let _ = fs::remove_file(&probe);
        made.is_ok()
    };
    make_private().unwrap_or(false) && account.can_use(path) && has_fifos()
}

/// A place for a cluster that cannot be in `wanted`: the same one every time.
fn elsewhere(wanted: &Path) -> PathBuf {
    let name = format!("{:016x}", fnv1a(wanted.as_os_str().as_encoded_bytes()));
    if Uid::effective().is_root() {
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

/// The 64-bit FNV-1a hash: the standard library's may change from one release to the next.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
