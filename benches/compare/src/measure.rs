//! One leg, one workload, one round.

use std::{
    hint::black_box,
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, ensure};
use futures_util::future::try_join_all;
use tokio::runtime::Runtime;

use crate::{
    allocations,
    clock::{Counted, Start},
    leg::Leg,
    target::Target,
    workload::{Compared, Input, Workload},
};

/// What one round of a leg took.
#[derive(Debug)]
pub(crate) struct Round {
    /// On the wall: the median of its operations, or a share of the whole where they overlap.
    pub(crate) time: Duration,
    /// On the client's processor, an operation.
    pub(crate) cpu: Duration,
    /// Of each operation.
    pub(crate) latencies: Vec<Duration>,
    pub(crate) rows: u64,
}

/// A leg whose types are forgotten.
pub(crate) trait Measured {
    /// One answer, to compare.
    fn answer(&self, runtime: &Runtime, workload: Workload, input: Input) -> Result<Compared>;

    /// The operations of these inputs, timed.
    fn round(
        &self,
        runtime: &Runtime,
        workload: Workload,
        inputs: Vec<Input>,
        counted: Counted,
    ) -> Result<Round>;

    /// How many allocations these operations make.
    fn allocations(&self, runtime: &Runtime, workload: Workload, inputs: Vec<Input>)
    -> Result<u64>;
}

pub(crate) struct Runner<L> {
    leg: Arc<L>,
}

impl<L: Leg> Runner<L> {
    pub(crate) fn connect(
        runtime: &Runtime,
        target: &Target,
        connections: usize,
    ) -> Result<Box<dyn Measured>> {
        let leg = Arc::new(runtime.block_on(L::connect(target, connections))?);
        Ok(Box::new(Self { leg }))
    }
}

impl<L: Leg> Measured for Runner<L> {
    fn answer(&self, runtime: &Runtime, workload: Workload, input: Input) -> Result<Compared> {
        let answer = runtime.block_on(workload.operation(&*self.leg, input))?;
        Ok(workload.compared(answer))
    }

    fn round(
        &self,
        runtime: &Runtime,
        workload: Workload,
        inputs: Vec<Input>,
        counted: Counted,
    ) -> Result<Round> {
        let operations = inputs.len();
        ensure!(operations > 0, "a round without operations");
        let start = Start::now(counted);
        let (latencies, rows) = runtime.block_on(run(&self.leg, workload, inputs))?;
        let (wall, cpu) = start.elapsed();
        let time = if workload.tasks() == 1 {
            // A mean would tell what else the machine does.
            median(&latencies)
        } else {
            wall / operations as u32
        };
        Ok(Round {
            time,
            cpu: cpu / operations as u32,
            latencies,
            rows,
        })
    }

    fn allocations(
        &self,
        runtime: &Runtime,
        workload: Workload,
        inputs: Vec<Input>,
    ) -> Result<u64> {
        allocations::start();
        let ran = runtime.block_on(run(&self.leg, workload, inputs));
        let made = allocations::stop();
        ran?;
        Ok(made)
    }
}

fn median(latencies: &[Duration]) -> Duration {
    let mut sorted = latencies.to_vec();
    let middle = sorted.len() / 2;
    *sorted.select_nth_unstable(middle).1
}

type Ran = (Vec<Duration>, u64);

/// Does the operations, one after another in each of the workload's tasks.
async fn run<L: Leg>(leg: &Arc<L>, workload: Workload, inputs: Vec<Input>) -> Result<Ran> {
    let tasks = workload.tasks();
    if tasks == 1 {
        return in_turn(&**leg, workload, inputs).await;
    }
    let mut shares: Vec<Vec<Input>> = (0..tasks).map(|_| Vec::new()).collect();
    for (number, input) in inputs.into_iter().enumerate() {
        shares[number % tasks].push(input);
    }
    let running = shares.into_iter().map(|share| {
        let leg = Arc::clone(leg);
        tokio::spawn(async move { in_turn(&*leg, workload, share).await })
    });
    let mut all = (Vec::new(), 0);
    for ran in try_join_all(running).await.context("a task failed")? {
        let (latencies, rows) = ran?;
        all.0.extend(latencies);
        all.1 += rows;
    }
    Ok(all)
}

async fn in_turn<L: Leg>(leg: &L, workload: Workload, inputs: Vec<Input>) -> Result<Ran> {
    let mut latencies = Vec::with_capacity(inputs.len());
    let mut rows = 0;
    for input in inputs {
        let start = Instant::now();
        let answer = black_box(workload.operation(leg, input).await?);
        rows += answer.rows();
        // The rows are freed on the clock: how they are laid out decides what that takes.
        drop(answer);
        latencies.push(start.elapsed());
    }
    Ok((latencies, rows))
}
