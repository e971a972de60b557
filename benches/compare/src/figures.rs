//! What the rounds come to.

use std::time::Duration;

use serde::Serialize;

use crate::{legs::LegName, measure::Round};

/// All rounds of a leg, one workload.
#[derive(Debug)]
pub(crate) struct Samples {
    leg: LegName,
    rounds: Vec<(Duration, Duration)>,
    latencies: Vec<Duration>,
    pub(crate) allocations: f64,
}

/// The figures of a leg for one workload, an operation each. Times are in microseconds.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Figures {
    pub(crate) leg: &'static str,
    /// The median of the rounds' ratios to hand-written code in the same round.
    pub(crate) time_ratio: f64,
    /// Likewise.
    pub(crate) cpu_ratio: f64,
    /// The median of the rounds'.
    pub(crate) time: f64,
    pub(crate) p50: f64,
    pub(crate) p99: f64,
    /// The client's processor; the median of the rounds' means.
    pub(crate) cpu: f64,
    pub(crate) allocations: f64,
    /// `None` where it was not looked at.
    pub(crate) round_trips: Option<f64>,
}

impl Samples {
    pub(crate) fn new(leg: LegName) -> Self {
        Self {
            leg,
            rounds: Vec::new(),
            latencies: Vec::new(),
            allocations: 0.0,
        }
    }

    pub(crate) fn add(&mut self, round: Round) {
        self.rounds.push((round.time, round.cpu));
        self.latencies.extend(round.latencies);
    }
}

impl Figures {
    /// In the order of [`LegName::ALL`].
    pub(crate) fn of(mut samples: Vec<Samples>) -> Vec<Self> {
        samples.sort_by_key(|samples| LegName::ALL.iter().position(|leg| *leg == samples.leg));
        let floor = samples
            .first()
            .map(|floor| floor.rounds.clone())
            .unwrap_or_default();
        samples
            .into_iter()
            .map(|samples| Self::one(samples, &floor))
            .collect()
    }

    fn one(mut samples: Samples, floor: &[(Duration, Duration)]) -> Self {
        let rounds = &samples.rounds;
        let ratio = |part: fn(&(Duration, Duration)) -> Duration| {
            let pairs = rounds.iter().zip(floor);
            median(
                pairs
                    .map(|(one, floor)| micros(part(one)) / micros(part(floor)))
                    .collect(),
            )
        };
        let (time_ratio, cpu_ratio) = (ratio(|round| round.0), ratio(|round| round.1));
        let time = median(rounds.iter().map(|round| micros(round.0)).collect());
        let cpu = median(rounds.iter().map(|round| micros(round.1)).collect());
        samples.latencies.sort_unstable();
        Self {
            leg: samples.leg.title(),
            time_ratio,
            cpu_ratio,
            time,
            p50: percentile(&samples.latencies, 50),
            p99: percentile(&samples.latencies, 99),
            cpu,
            allocations: samples.allocations,
            round_trips: None,
        }
    }
}

fn micros(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e6
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    match values.len() {
        0 => f64::NAN,
        length if length % 2 == 0 => (values[length / 2 - 1] + values[length / 2]) / 2.0,
        length => values[length / 2],
    }
}

fn percentile(sorted: &[Duration], percent: usize) -> f64 {
    let index = (sorted.len() * percent / 100).min(sorted.len().saturating_sub(1));
    sorted.get(index).map_or(f64::NAN, |one| micros(*one))
}
