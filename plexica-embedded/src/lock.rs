//! The lock of a database's folder.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::Error;

/// Held by the one program that may change a folder.
#[derive(Debug)]
pub(crate) struct Lock {
    _file: File,
}

impl Lock {
    /// The locked file: the first thing that is made in a folder, so that it marks it as ours.
    pub(crate) fn file(folder: &Path) -> PathBuf {
        folder.join("lock")
    }

    /// Waits until no other program holds the lock of `folder`: no longer than `timeout`, then
    /// the folder is [busy](Error::Busy).
    pub(crate) fn acquire(folder: &Path, timeout: Duration) -> Result<Self, Error> {
        let failed = |error| Error::folder(folder, error);
        let mut options = File::options();
        let file = options
            .create(true)
            .append(true)
            .open(Self::file(folder))
            .map_err(failed)?;
        let deadline = Instant::now() + timeout;
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Self { _file: file }),
                Err(TryLockError::WouldBlock) if Instant::now() < deadline => {
                    std::thread::sleep(Duration::from_millis(10));
                }
                Err(TryLockError::WouldBlock) => {
                    return Err(Error::Busy {
                        folder: folder.to_path_buf(),
                    });
                }
                Err(TryLockError::Error(error)) => return Err(failed(error)),
            }
        }
    }
}
