//! All legs, workload by workload, in turns.

use anyhow::{Context as _, Result, ensure};
use tokio::runtime::{Builder, Runtime};
use tokio_postgres::Client;

use crate::{
    clock::Counted,
    cores::{Cores, Pinned},
    data,
    figures::{Figures, Samples},
    legs::LegName,
    measure::Measured,
    options::Options,
    target::Target,
    workload::{Input, Workload},
};

/// The legs on a runtime of one kind, and a connection to clean up after them.
struct Side {
    runtime: Runtime,
    counted: Counted,
    legs: Vec<(LegName, Box<dyn Measured>)>,
    beside: Client,
}

impl Side {
    /// One thread for all but what has many tasks.
    fn of(workload: Workload, options: &Options, target: &Target) -> Result<Self> {
        let (mut builder, counted) = if workload.tasks() == 1 {
            (Builder::new_current_thread(), Counted::Thread)
        } else {
            let mut builder = Builder::new_multi_thread();
            builder.worker_threads(2);
            (builder, Counted::Process)
        };
        let runtime = builder.enable_all().build()?;
        let connect = |leg: LegName| {
            let connected = leg.connect(&runtime, target, options.connections);
            let connected = connected.with_context(|| format!("{} does not start", leg.title()))?;
            Ok((leg, connected))
        };
        let legs = options
            .legs()
            .into_iter()
            .map(connect)
            .collect::<Result<_>>()?;
        let beside = runtime.block_on(data::connect(target))?;
        Ok(Self {
            runtime,
            counted,
            legs,
            beside,
        })
    }
}

/// Measures one workload with all legs.
///
/// # Errors
/// When a leg fails, or its answer is not that of hand-written code.
pub(crate) fn compare(
    workload: Workload,
    options: &Options,
    target: &Target,
    server_is_here: bool,
) -> Result<Vec<Figures>> {
    let mut side = Side::of(workload, options, target)?;
    let mut numbers = Numbers {
        next: 0,
        workload,
        tenants: options.tenants,
    };
    same_answers(&side, &mut numbers)?;
    warm_up(&side, &mut numbers, options)?;
    let cores = if server_is_here && workload.tasks() == 1 {
        options.cores
    } else {
        Cores::Free
    };
    let _pinned = Pinned::new(cores, &side.backends()?)?;
    let mut samples: Vec<Samples> = side
        .legs
        .iter()
        .map(|(leg, _)| Samples::new(*leg))
        .collect();
    for ((leg, measured), samples) in side.legs.iter().zip(&mut samples) {
        let operations = workload.operations();
        let made = measured.allocations(&side.runtime, workload, numbers.inputs(operations));
        let made = made.with_context(|| format!("{} failed", leg.title()))?;
        samples.allocations = made as f64 / operations as f64;
        side.clean()?;
    }
    for _ in 0..options.rounds {
        // All legs are given the same keys, where a key can be taken twice.
        let first = numbers.next;
        let mut rows = None;
        for (samples, (leg, measured)) in samples.iter_mut().zip(&side.legs) {
            numbers.next = first;
            let inputs = numbers.inputs(workload.operations());
            let round = measured.round(&side.runtime, workload, inputs, side.counted);
            let round = round.with_context(|| format!("{} failed", leg.title()))?;
            let expected = *rows.get_or_insert(round.rows);
            ensure!(
                round.rows == expected,
                "{} gave {} rows, not {expected}",
                leg.title(),
                round.rows
            );
            samples.add(round);
            side.clean()?;
        }
        // Who is first in one round is last in the next one.
        samples.rotate_left(1);
        side.legs.rotate_left(1);
    }
    Ok(Figures::of(samples))
}

impl Side {
    /// The server's processes for the legs.
    fn backends(&self) -> Result<Vec<i32>> {
        self.runtime.block_on(data::backends(&self.beside))
    }

    fn clean(&self) -> Result<()> {
        self.runtime.block_on(data::clean(&self.beside))
    }
}

/// Counts on over the whole run, so that no key is made twice.
struct Numbers {
    next: usize,
    workload: Workload,
    tenants: usize,
}

impl Numbers {
    fn inputs(&mut self, count: usize) -> Vec<Input> {
        let numbers = self.next..self.next + count;
        self.next = numbers.end;
        numbers
            .map(|number| self.workload.input(number, self.tenants))
            .collect()
    }
}

/// Every leg answers as hand-written code does, or nothing is measured.
fn same_answers(side: &Side, numbers: &mut Numbers) -> Result<()> {
    for _ in 0..3 {
        let number = numbers.next;
        let mut expected = None;
        for (leg, measured) in &side.legs {
            numbers.next = number;
            let input = numbers.inputs(1).remove(0);
            let answer = measured.answer(&side.runtime, numbers.workload, input);
            let answer = answer.with_context(|| format!("{} failed", leg.title()))?;
            side.clean()?;
            let expected = expected.get_or_insert_with(|| (*leg, String::new(), None));
            match &expected.2 {
                None => expected.2 = Some(answer),
                Some(other) => ensure!(
                    answer == *other,
                    "{} answers otherwise than {}: {answer:?}, not {other:?}",
                    leg.title(),
                    expected.0.title()
                ),
            }
        }
    }
    Ok(())
}

fn warm_up(side: &Side, numbers: &mut Numbers, options: &Options) -> Result<()> {
    let operations = numbers
        .workload
        .warm_up(options.tenants, options.connections);
    for (leg, measured) in &side.legs {
        let inputs = numbers.inputs(operations);
        let round = measured.round(&side.runtime, numbers.workload, inputs, side.counted);
        round.with_context(|| format!("{} failed", leg.title()))?;
        side.clean()?;
    }
    Ok(())
}
