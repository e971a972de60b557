//! The machine's own PostgreSQL, in private clusters.
//!
//! A *cluster* is a folder of data, a *server* the processes that serve it, the *supervisor* the
//! process that stops the server when its last *user*, a program that holds a [`Server`], has
//! ended.

mod account;
mod cluster;
mod database;
mod folder;
mod initdb;
mod leftovers;
mod membership;
mod place;
mod postmaster;
mod programs;
mod server;
mod shared;
mod supervisor;

pub use cluster::Cluster;
pub use server::Server;
