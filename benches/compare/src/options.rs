use std::{path::PathBuf, time::Duration};

use clap::Parser;

use crate::{cores::Cores, legs::LegName, workload::Workload};

/// Compares the generated client with hand-written tokio-postgres and with other libraries.
///
/// The database is an embedded PostgreSQL of its own, or the one that `DATABASE_URL` names: an
/// empty one, since its schemas are made there.
#[derive(Debug, Parser)]
pub(crate) struct Options {
    /// What is compared. All that were built unless set; hand-written code always runs.
    #[arg(long, value_delimiter = ',')]
    pub(crate) legs: Vec<LegName>,

    /// What they do. Everything unless set.
    #[arg(long, value_delimiter = ',')]
    pub(crate) workloads: Vec<Workload>,

    /// The most connections of each leg's pool.
    #[arg(long, default_value_t = 8)]
    pub(crate) connections: usize,

    /// How many tenants there are to rotate over.
    #[arg(long, default_value_t = 1_000)]
    pub(crate) tenants: usize,

    /// How often each leg does each workload. Each time is short, and the legs take turns.
    #[arg(long, default_value_t = 30)]
    pub(crate) rounds: usize,

    /// Network delay added in each direction, in microseconds.
    #[arg(long, default_value_t = 0)]
    delay_us: u64,

    /// Which cores the client and an embedded server run on, where one thread does the work.
    #[arg(long, value_enum, default_value_t = Cores::Same)]
    pub(crate) cores: Cores,

    /// A file for the figures as JSON.
    #[arg(long)]
    pub(crate) json: Option<PathBuf>,
}

impl Options {
    pub(crate) fn delay(&self) -> Option<Duration> {
        (self.delay_us > 0).then(|| Duration::from_micros(self.delay_us))
    }

    pub(crate) fn workloads(&self) -> Vec<Workload> {
        if self.workloads.is_empty() {
            Workload::ALL.to_vec()
        } else {
            self.workloads.clone()
        }
    }

    /// Hand-written code first: the others are compared with it.
    pub(crate) fn legs(&self) -> Vec<LegName> {
        let wanted = |leg: &LegName| {
            *leg == LegName::HandWritten || self.legs.is_empty() || self.legs.contains(leg)
        };
        LegName::ALL.iter().copied().filter(wanted).collect()
    }
}
