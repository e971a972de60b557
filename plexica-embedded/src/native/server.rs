//! A running server, as one of its users holds it.

use std::fs;
use std::process::Child;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::folder::Folder;
use super::initdb::{self, Sync};
use super::membership::Membership;
use super::place::Place;
use super::postmaster::Postmaster;
use super::programs::Programs;
use super::supervisor::{self, AtTheEnd};
use crate::{Error, url};

/// A running PostgreSQL server.
///
/// It runs until the last of its users is dropped or ends, however it ends. It listens on a
/// Unix socket that only the user it runs as can reach.
#[derive(Debug)]
pub struct Server {
    folder: Folder,
    programs: Programs,
    at_the_end: AtTheEnd,
    settings: Vec<(String, String)>,
    url: String,
    state: Mutex<State>,
}

/// What this process holds of the server.
#[derive(Debug)]
struct State {
    /// Keeps the server running; `None` only while it is dropped.
    membership: Option<Membership>,
    /// The supervisor, if this process has started it.
    supervisor: Option<Child>,
}

impl Server {
    pub(crate) fn start(
        place: Place,
        at_the_end: AtTheEnd,
        settings: Vec<(String, String)>,
    ) -> Result<Self, Error> {
        let Place { folder, lock } = place;
        let started = Self::start_in(&folder, at_the_end, &settings);
        if started.is_err() && at_the_end == AtTheEnd::Delete {
            let _ = fs::remove_dir_all(folder.path());
        }
        drop(lock);
        let (programs, state) = started?;
        let url = url::of_socket(&folder.socket_folder().unwrap_or_default(), "postgres");
        Ok(Self {
            folder,
            programs,
            at_the_end,
            settings,
            url,
            state: Mutex::new(state),
        })
    }

    /// Joins the server of the cluster, or starts it, and makes the cluster if there is none.
    /// The caller holds the folder's lock.
    fn start_in(
        folder: &Folder,
        at_the_end: AtTheEnd,
        settings: &[(String, String)],
    ) -> Result<(Programs, State), Error> {
        let version = initdb::version(folder);
        let programs = Programs::find(folder, version)?;
        if let Some(membership) = Membership::join(folder)? {
            if supervisor::wait_until_ready(folder, None).is_ok() {
                tracing::info!(folder = %folder.path().display(), "joined PostgreSQL");
                let state = State {
                    membership: Some(membership),
                    supervisor: None,
                };
                return Ok((programs, state));
            }
            // It has failed meanwhile.
            membership.leave();
            supervisor::wait_until_gone(folder, None);
        }
        if version.is_none() {
            let sync = match at_the_end {
                AtTheEnd::Keep => Sync::Yes,
                AtTheEnd::Delete => Sync::No,
            };
            initdb::make(folder, &programs, sync)?;
        }
        let state = launch(folder, &programs, at_the_end, settings)?;
        tracing::info!(folder = %folder.path().display(), "started PostgreSQL");
        Ok((programs, state))
    }

    /// Where clients connect, as its superuser and to the database `postgres`. Both
    /// tokio-postgres and `psql` understand it. It stays the same over [`restart`](Self::restart).
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Makes a new, empty database beside those that exist, and returns its URL: cheaper than a
    /// cluster of its own for each of many tests.
    ///
    /// # Errors
    ///
    /// If `psql` is missing or fails.
    pub fn create_database(&self) -> Result<String, Error> {
        let name = super::database::create(&self.programs, self.folder.account(), &self.url)?;
        let sockets = self.folder.socket_folder().unwrap_or_default();
        Ok(url::of_socket(&sockets, &name))
    }

    /// Shuts the server down, for every program that uses it, as `pg_ctl stop -m fast` does.
    /// [`restart`](Self::restart) brings it back.
    ///
    /// # Errors
    ///
    /// If it does not end.
    pub fn stop(&self) -> Result<(), Error> {
        self.end(Postmaster::shut_down)
    }

    /// Ends the server and its backends at once with `SIGKILL`, as the kernel does when memory
    /// runs out. [`restart`](Self::restart) brings it back, and it recovers.
    ///
    /// # Errors
    ///
    /// If it does not end.
    pub fn kill(&self) -> Result<(), Error> {
        self.end(Postmaster::crash)
    }

    /// Shuts the server down, if it runs, and starts it anew with the same URL.
    ///
    /// # Errors
    ///
    /// If it does not end or does not start.
    pub fn restart(&self) -> Result<(), Error> {
        let mut state = self.state();
        let _lock = self.folder.lock()?;
        self.end_locked(&mut state, Postmaster::shut_down)?;
        *state = launch(
            &self.folder,
            &self.programs,
            self.at_the_end,
            &self.settings,
        )?;
        Ok(())
    }

    fn end(&self, how: impl FnOnce(Postmaster) -> bool) -> Result<(), Error> {
        let mut state = self.state();
        let _lock = self.folder.lock()?;
        self.end_locked(&mut state, how)
    }

    fn end_locked(
        &self,
        state: &mut State,
        how: impl FnOnce(Postmaster) -> bool,
    ) -> Result<(), Error> {
        let has_ended = Postmaster::from_pid_file(&self.folder.server_pid_file()).is_none_or(how);
        if has_ended && supervisor::wait_until_gone(&self.folder, state.supervisor.as_mut()) {
            Ok(())
        } else {
            Err(Error::DidNotStop {
                folder: self.folder.path().to_path_buf(),
            })
        }
    }

    /// The state is whole even if a thread has panicked with it in its hands.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Server {
    /// Leaves the server, and waits for its end if nobody else uses it.
    fn drop(&mut self) {
        let state = self.state.get_mut().unwrap_or_else(PoisonError::into_inner);
        let Some(membership) = state.membership.take() else {
            return;
        };
        match self.at_the_end {
            AtTheEnd::Keep => {
                let others = membership.leave();
                let child = state.supervisor.as_mut();
                supervisor::wait_unless_used(&self.folder, &others, child);
            }
            AtTheEnd::Delete => {
                // Keeps away those who look for leftovers.
                let _lock = self.folder.lock();
                membership.leave();
                supervisor::wait_until_gone(&self.folder, state.supervisor.as_mut());
                // The supervisor has deleted it, unless the server was stopped before.
                let _ = fs::remove_dir_all(self.folder.path());
            }
        }
    }
}

/// Starts the server of a cluster that exists. The caller holds the folder's lock.
fn launch(
    folder: &Folder,
    programs: &Programs,
    at_the_end: AtTheEnd,
    settings: &[(String, String)],
) -> Result<State, Error> {
    let membership = Membership::found(folder)?;
    let mut supervisor = supervisor::launch(folder, programs, at_the_end, settings)?;
    if let Err(error) = supervisor::wait_until_ready(folder, Some(&mut supervisor)) {
        membership.leave();
        supervisor::wait_until_gone(folder, Some(&mut supervisor));
        return Err(error);
    }
    Ok(State {
        membership: Some(membership),
        supervisor: Some(supervisor),
    })
}
