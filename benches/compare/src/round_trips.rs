//! How often an operation waits for the network.

use std::time::Duration;

use anyhow::Result;
use tokio::runtime::Builder;

use crate::{data, legs::LegName, options::Options, target::Target, workload::Workload};

/// Long enough that what a flight holds is on its way before the first answer.
const DELAY: Duration = Duration::from_millis(2);
/// After these, everything is prepared that will be.
const BEFORE: usize = 4;

/// Counts those of one operation, once it is warm.
///
/// # Errors
/// When the leg fails.
pub(crate) fn count(
    leg: LegName,
    workload: Workload,
    options: &Options,
    target: &Target,
) -> Result<f64> {
    let (target, proxy) = target.behind_proxy(DELAY)?;
    let runtime = Builder::new_current_thread().enable_all().build()?;
    // One connection: none is opened while it is counted.
    let measured = leg.connect(&runtime, &target, 1)?;
    // Always the same tenant, which is warm then.
    let one = |number| workload.input(1_000_000_000 + number * options.tenants, options.tenants);
    for number in 0..BEFORE {
        measured.answer(&runtime, workload, one(number))?;
    }
    let before = proxy.round_trips();
    measured.answer(&runtime, workload, one(BEFORE))?;
    let count = proxy.round_trips() - before;
    let beside = runtime.block_on(data::connect(&target))?;
    runtime.block_on(data::clean(&beside))?;
    Ok(count as f64)
}
