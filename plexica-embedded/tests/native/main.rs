//! Clusters of the machine's own PostgreSQL, as root and as an ordinary user.
#![cfg(unix)]
#![expect(
    clippy::unwrap_used,
    reason = "a test fails by panicking, in its own modules, too"
)]

mod client;
mod crashes;
mod folders;
mod processes;
mod program;
mod sharing;
mod throwaway;
