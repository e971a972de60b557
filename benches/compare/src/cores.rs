//! Where threads run. Left to itself, the system lets one leg's server wake on the core of its
//! client and another's on another core, which is worth a factor of two and says nothing of either.

#[cfg(not(target_os = "linux"))]
use anyhow::Result;
use clap::ValueEnum;

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Cores {
    /// Both on one core: time is the sum of what both do.
    Same,
    /// Each on its own: waking the other core is in the time.
    Apart,
    /// As the system likes it.
    Free,
}

/// The threads of a workload, kept where they are to be until this is dropped.
#[derive(Debug)]
pub(crate) struct Pinned(());

#[cfg(target_os = "linux")]
mod linux {
    use anyhow::{Context as _, Result};
    use nix::{
        sched::{CpuSet, sched_setaffinity},
        unistd::Pid,
    };

    use super::{Cores, Pinned};

    impl Pinned {
        /// Pins this thread, and the server's processes.
        pub(crate) fn new(cores: Cores, backends: &[i32]) -> Result<Self> {
            let (client, server) = match cores {
                Cores::Same => (0, 0),
                Cores::Apart => (0, 1),
                Cores::Free => return Ok(Self(())),
            };
            pin(0, Some(client))?;
            for backend in backends {
                pin(*backend, Some(server))?;
            }
            Ok(Self(()))
        }
    }

    impl Drop for Pinned {
        fn drop(&mut self) {
            // Where it cannot be set back it was not set.
            let _ = pin(0, None);
        }
    }

    /// `0` is this thread.
    fn pin(process: i32, core: Option<usize>) -> Result<()> {
        let mut set = CpuSet::new();
        for one in 0..CpuSet::count() {
            if core.is_none_or(|core| core == one) {
                set.set(one)?;
            }
        }
        sched_setaffinity(Pid::from_raw(process), &set)
            .context("a process cannot be pinned to a core; use `--cores free`")
    }
}

#[cfg(not(target_os = "linux"))]
impl Pinned {
    pub(crate) fn new(_: Cores, _: &[i32]) -> Result<Self> {
        Ok(Self(()))
    }
}
