//! The steps from one schema to another, run on a real PostgreSQL: what they lead to is what the other
//! schema makes by itself.

#![expect(
    clippy::unwrap_used,
    reason = "the helpers of tests fail as the tests do, by a panic"
)]

mod catalogue;
mod database;
mod pairs;
mod random;
mod refusals;
mod values;
