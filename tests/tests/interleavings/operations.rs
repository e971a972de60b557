//! What tasks do: each of them a piece of work whose outcome the ledger knows.

mod reads;
mod registry;
mod sessions;
mod transactions;
mod writes;

pub(crate) use sessions::{LOOK, look};

use std::sync::Arc;

use futures_util::future::BoxFuture;
use plexica_client::Error;

use crate::{
    chance::Chance,
    ledger::Mark,
    world::{TENANTS, World},
};

/// A piece of work that has not begun, and what it will have done if it succeeds.
pub(crate) struct Operation {
    pub(crate) name: &'static str,
    pub(crate) marks: Vec<Mark>,
    /// An error means that nothing of it happened, where the connection is not lost.
    pub(crate) is_whole: bool,
    pub(crate) work: BoxFuture<'static, Result<(), Error>>,
}

/// Where an operation happens.
#[derive(Debug, Clone)]
struct Place {
    world: Arc<World>,
    key: &'static str,
}

impl Operation {
    pub(crate) fn random(world: &Arc<World>, chance: &mut Chance) -> Self {
        let place = Place {
            world: Arc::clone(world),
            key: chance.pick(&TENANTS),
        };
        match chance.below(14) {
            0..=3 => reads::random(place, chance),
            4..=7 => writes::random(place, chance),
            8..=10 => transactions::random(place, chance),
            11 | 12 => sessions::random(place, chance),
            _ => registry::random(place, chance),
        }
    }

    fn reading(
        name: &'static str,
        work: impl Future<Output = Result<(), Error>> + Send + 'static,
    ) -> Self {
        Self::writing(name, Vec::new(), work)
    }

    fn writing(
        name: &'static str,
        marks: Vec<Mark>,
        work: impl Future<Output = Result<(), Error>> + Send + 'static,
    ) -> Self {
        Self {
            name,
            marks,
            is_whole: true,
            work: Box::pin(work),
        }
    }
}

impl Place {
    fn mark(&self, what: &'static str, rows: u64) -> Mark {
        self.world.ledger.open(what, self.key, rows, 0)
    }

    fn count(&self, what: &'static str, by: u64) -> Mark {
        self.world.ledger.open(what, self.key, 0, by)
    }

    /// A text that must never be found.
    fn undone(&self) -> String {
        format!("{}/undone/{}", self.key, self.world.number())
    }

    /// Every text says whose it is.
    fn owns<'a>(&self, texts: impl IntoIterator<Item = &'a String>) {
        for text in texts {
            let key = text.split('/').next();
            assert_eq!(key, Some(self.key), "a row of another tenant");
        }
    }
}
