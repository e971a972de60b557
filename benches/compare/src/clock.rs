//! Time on the wall and on the processor.

use std::time::{Duration, Instant};

use nix::time::{ClockId, clock_gettime};

/// Whose processor time counts.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Counted {
    /// This thread's, for a runtime that is on it: what delays the network is not counted.
    Thread,
    /// The whole process's. The server is another one.
    Process,
}

impl Counted {
    fn now(self) -> Duration {
        let clock = match self {
            Self::Thread => ClockId::CLOCK_THREAD_CPUTIME_ID,
            Self::Process => ClockId::CLOCK_PROCESS_CPUTIME_ID,
        };
        clock_gettime(clock)
            .expect("Linux and macOS have these clocks")
            .into()
    }
}

/// When something began.
pub(crate) struct Start {
    wall: Instant,
    cpu: Duration,
    counted: Counted,
}

impl Start {
    pub(crate) fn now(counted: Counted) -> Self {
        Self {
            cpu: counted.now(),
            counted,
            wall: Instant::now(),
        }
    }

    /// How long it took on the wall, and on the processor.
    pub(crate) fn elapsed(&self) -> (Duration, Duration) {
        let wall = self.wall.elapsed();
        (wall, self.counted.now() - self.cpu)
    }
}
