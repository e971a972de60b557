//! The socket that clients connect to, in front of PGlite's own.
//!
//! PGlite leaves whoever comes while it serves somebody waiting without a word, and one client
//! that breaks off ends it for all. Here, one client at a time is let through, and a second one
//! is told why it is not.

use std::io::{self, Write};
use std::net::Shutdown;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::startup::Head;

/// How long a second client waits for the first to leave: a pool may replace a connection
/// before the old one is quite gone.
const PATIENCE: Duration = Duration::from_secs(3);

/// How long a client may take for its first message.
const STARTUP_TIMEOUT: Duration = Duration::from_secs(10);

/// An open door, closed when it is dropped.
#[derive(Debug)]
pub(super) struct Door {
    socket: PathBuf,
    room: Arc<Room>,
    thread: Option<JoinHandle<()>>,
}

/// What is behind the door: one seat.
#[derive(Debug)]
struct Room {
    /// Where PGlite listens.
    backend: PathBuf,
    seat: Mutex<Seat>,
    left: Condvar,
}

#[derive(Debug, Default)]
struct Seat {
    client: Option<UnixStream>,
    is_closed: bool,
}

impl Door {
    /// Listens at `socket` for clients of the PGlite that listens at `backend`.
    pub(super) fn open(socket: PathBuf, backend: PathBuf) -> io::Result<Self> {
        remove_socket(&socket)?;
        let listener = UnixListener::bind(&socket)?;
        let room = Room {
            backend,
            seat: Mutex::default(),
            left: Condvar::new(),
        };
        let room = Arc::new(room);
        let thread = thread::Builder::new()
            .name("pglite-door".to_owned())
            .spawn({
                let room = Arc::clone(&room);
                move || room.accept_from(&listener)
            })?;
        Ok(Self {
            socket,
            room,
            thread: Some(thread),
        })
    }
}

impl Drop for Door {
    fn drop(&mut self) {
        let client = {
            let mut seat = self.room.seat();
            seat.is_closed = true;
            seat.client
                .as_ref()
                .and_then(|client| client.try_clone().ok())
        };
        self.room.left.notify_all();
        if let Some(client) = client {
            let _ = client.shutdown(Shutdown::Both);
        }
        // Wakes the thread that waits for clients.
        let _ = UnixStream::connect(&self.socket);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
        let _ = remove_socket(&self.socket);
    }
}

impl Room {
    /// Serves clients until the room is closed and empty.
    fn accept_from(self: &Arc<Self>, listener: &UnixListener) {
        let mut clients = Vec::new();
        while !self.seat().is_closed {
            let Ok((client, _)) = listener.accept() else {
                // Out of file descriptors, most likely: some may be free again soon.
                thread::sleep(Duration::from_millis(50));
                continue;
            };
            clients.retain(|client: &JoinHandle<()>| !client.is_finished());
            let room = Arc::clone(self);
            let served = thread::Builder::new()
                .name("pglite-client".to_owned())
                .spawn(move || {
                    if let Err(error) = room.serve(client) {
                        tracing::debug!(%error, "a connection to PGlite broke off");
                    }
                });
            clients.extend(served);
        }
        for client in clients {
            let _ = client.join();
        }
    }

    fn serve(&self, mut client: UnixStream) -> io::Result<()> {
        if self.seat().is_closed {
            return Ok(());
        }
        client.set_read_timeout(Some(STARTUP_TIMEOUT))?;
        let head = Head::read(&mut client)?;
        if head.is_cancel_request() {
            // PGlite cannot be interrupted; PostgreSQL does not answer either.
            return Ok(());
        }
        if !self.sit_down(client.try_clone()?) {
            let message = "PGlite serves one connection at a time, and it is in use: limit the \
                           pool to one connection, or use an installed PostgreSQL";
            return head.refuse(&mut client, "53300", message);
        }
        client.set_read_timeout(None)?;
        let served = match UnixStream::connect(&self.backend) {
            Ok(backend) => forward(&head, client, backend),
            Err(_) => {
                let message = "PGlite has failed and is gone: start the program again";
                head.refuse(&mut client, "57P03", message)
            }
        };
        self.seat().client = None;
        self.left.notify_one();
        served
    }

    /// Waits for the seat and takes it. Returns whether that worked.
    fn sit_down(&self, client: UnixStream) -> bool {
        let is_taken = |seat: &mut Seat| seat.client.is_some() && !seat.is_closed;
        let waited = self
            .left
            .wait_timeout_while(self.seat(), PATIENCE, is_taken);
        let (mut seat, _) = waited.unwrap_or_else(PoisonError::into_inner);
        if seat.client.is_some() || seat.is_closed {
            return false;
        }
        seat.client = Some(client);
        true
    }

    /// The seat is whole even if a thread has panicked with it in its hands.
    fn seat(&self) -> MutexGuard<'_, Seat> {
        self.seat.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Carries what is said between a client and PGlite, until PGlite is done with it.
fn forward(head: &Head, mut client: UnixStream, mut backend: UnixStream) -> io::Result<()> {
    let (mut answers, mut to_client) = (backend.try_clone()?, client.try_clone()?);
    let answering = thread::Builder::new()
        .name("pglite-answers".to_owned())
        .spawn(move || {
            let carried = io::copy(&mut answers, &mut to_client);
            // PGlite gives up when nobody listens, so what it still says is listened to.
            let _ = io::copy(&mut answers, &mut io::sink());
            // Ends the other direction, too.
            let _ = to_client.shutdown(Shutdown::Both);
            carried
        })?;
    let asked = backend
        .write_all(head.as_bytes())
        .and_then(|()| io::copy(&mut client, &mut backend));
    let _ = backend.shutdown(Shutdown::Write);
    let answered = answering.join();
    asked?;
    // A thread that does nothing but copy does not panic.
    answered.unwrap_or(Ok(0)).map(|_| ())
}

/// Removes a socket that a crash has left.
fn remove_socket(path: &Path) -> io::Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
