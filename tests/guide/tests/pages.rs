//! The pages of `docs/guide`: a test each, which runs its blocks of code in their order, on a
//! database of its own.

#![expect(
    clippy::unwrap_used,
    reason = "a snippet says what it expects, and its test fails where that is not so"
)]

use std::error::Error as StdError;

use plexica_client::{Error, ErrorKind, Filter};
use plexica_guide::{
    Scene,
    db::{
        self, Db, Role, TenantDb, comment, invoice, post, profile, rating, tag, tenant, user, vote,
    },
};

/// What a block of code comes to.
type Outcome = Result<(), Box<dyn StdError>>;

#[track_caller]
fn outcome(place: &str, outcome: Outcome) {
    if let Err(error) = outcome {
        panic!("{place}: {error:#}");
    }
}

include!(concat!(env!("OUT_DIR"), "/pages.rs"));
