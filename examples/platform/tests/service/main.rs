//! The service as its clients see it: real requests to a service of each test's own, with a
//! database of its own in a throw-away server.

mod client;
mod failures;
mod members;
#[cfg(unix)]
mod process;
mod running;
mod stopping;
mod tenants;
mod workspaces;
