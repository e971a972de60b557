//! A web service on the platform's data: each tenant by a host name of its own, its workspaces
//! and their members as JSON.
//!
//! It leaves out who may do what: in the platform, a gateway in front of it checks the tokens.
//!
//! The way of a request: [`router`] finds the handler, `tenant` finds out whose data it is about,
//! `extract` reads the rest of it, `workspaces` and `members` do the work, and whatever goes
//! wrong becomes a `failure`, which is an answer too.

mod extract;
mod failure;
mod health;
mod members;
mod router;
mod serve;
mod slug;
mod tenant;
mod workspaces;

pub use router::router;
pub use serve::serve;
