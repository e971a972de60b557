//! Being one of the users that a server is kept running for.
//!
//! See `supervisor.sh` for the other end.

use std::fs::{self, File};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use nix::fcntl::OFlag;

use super::folder::Folder;
use crate::Error;

/// How long a supervisor may take to answer, or to clean up.
const TIMEOUT: Duration = Duration::from_secs(30);

const POLL: Duration = Duration::from_millis(2);

/// Keeps the server running until it is dropped or the process ends.
#[derive(Debug)]
pub(crate) struct Membership {
    /// The open end of the FIFO: what the supervisor notices.
    fifo: File,
    /// A shared lock: how one who leaves learns whether there are others.
    members: File,
}

impl Membership {
    /// Becomes a user of the server that runs in `folder`; `None` if there is none. The caller
    /// holds the folder's lock.
    pub(crate) fn join(folder: &Folder) -> Result<Option<Self>, Error> {
        static JOINED: AtomicU32 = AtomicU32::new(0);

        let failed = |error| Error::folder(folder.path(), error);
        // First, so that one who leaves now does not wait for an end that will not come.
        let members = lock_members(folder).map_err(failed)?;
        let Some(mut fifo) = open_if_read(folder).map_err(failed)? else {
            return Ok(None);
        };
        let number = JOINED.fetch_add(1, Ordering::Relaxed);
        let name = format!("{}-{number}", std::process::id());
        // Short enough to be written whole.
        if fifo.write_all(format!("{name}\n").as_bytes()).is_err() {
            return Ok(None);
        }
        let answer = folder.path().join(format!("joined.{name}"));
        let deadline = Instant::now() + TIMEOUT;
        while !answer.exists() {
            // A supervisor that does not answer is on its way out, and closes the FIFO as the
            // last thing it does.
            if open_if_read(folder).map_err(failed)?.is_none() {
                return Ok(None);
            }
            if Instant::now() > deadline {
                return Err(Error::Busy {
                    folder: folder.path().to_path_buf(),
                });
            }
            std::thread::sleep(POLL);
        }
        let _ = fs::remove_file(answer);
        Ok(Some(Self { fifo, members }))
    }

    /// Becomes the first user of a server that is about to be started.
    pub(crate) fn found(folder: &Folder) -> Result<Self, Error> {
        let open = || {
            // Opening for writing alone fails while nobody reads, and keeping the reading end
            // would make a dead supervisor look alive.
            let both = File::options()
                .read(true)
                .write(true)
                .open(folder.users_fifo())?;
            let fifo = File::options().write(true).open(folder.users_fifo())?;
            drop(both);
            let members = lock_members(folder)?;
            Ok(Self { fifo, members })
        };
        open().map_err(|error| Error::folder(folder.path(), error))
    }

    /// Stops being a user. If there are no others, the server stops now.
    pub(crate) fn leave(self) -> Others {
        let Self { fifo, members } = self;
        drop(fifo);
        Others { members }
    }
}

/// The other users of a server, as one who has left it knows them.
#[derive(Debug)]
pub(crate) struct Others {
    members: File,
}

impl Others {
    /// Whether there are any by now.
    pub(crate) fn exist(&self) -> bool {
        let is_alone = self.members.try_lock().is_ok();
        // Not even a moment longer: somebody may be about to join.
        let _ = self.members.unlock();
        !is_alone
    }
}

/// Takes a user's part of the members' lock.
fn lock_members(folder: &Folder) -> io::Result<File> {
    let members = File::options().append(true).open(folder.members_file())?;
    members.lock_shared()?;
    Ok(members)
}

/// Whether a supervisor runs, be it one that is on its way out: until it has cleaned up.
pub(crate) fn is_supervised(folder: &Folder) -> bool {
    matches!(open_if_read(folder), Ok(Some(_)))
}

/// Opens the FIFO for writing if a supervisor reads it.
fn open_if_read(folder: &Folder) -> io::Result<Option<File>> {
    let fifo = File::options()
        .write(true)
        .custom_flags(OFlag::O_NONBLOCK.bits())
        .open(folder.users_fifo());
    match fifo {
        Ok(fifo) => Ok(Some(fifo)),
        Err(error) if error.raw_os_error() == Some(nix::Error::ENXIO as i32) => Ok(None),
        Err(error) => Err(error),
    }
}
