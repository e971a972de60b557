//! The pages of `docs/guide`: a test each, which runs its blocks of code in their order, on a
//! database of its own.

#![expect(
    clippy::unwrap_used,
    reason = "a snippet says what it expects, and its test fails where that is not so"
)]

use std::{error::Error as StdError, panic::Location};

use plexica_client::{Error, ErrorKind, Filter};
use plexica_guide::{
    Scene,
    db::{
        self, Db, Role, TenantDb, comment, invoice, post, profile, rating, tag, tenant, user, vote,
    },
};

/// What a block of code comes to.
type Outcome = Result<(), Failure>;

/// An error, and where the block's `?` met it.
struct Failure {
    place: &'static Location<'static>,
    error: Box<dyn StdError>,
}

impl<E: StdError + 'static> From<E> for Failure {
    #[track_caller]
    fn from(error: E) -> Self {
        Self {
            place: Location::caller(),
            error: Box::new(error),
        }
    }
}

fn outcome(page: &str, outcome: Outcome) {
    if let Err(Failure { place, error }) = outcome {
        panic!("docs/guide/{page}:{}: {error:#}", place.line());
    }
}

include!(concat!(env!("OUT_DIR"), "/pages.rs"));
