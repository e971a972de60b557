//! The generated client beside hand-written tokio-postgres and the libraries people would pick
//! instead, on the same rows in one run.

mod allocations;
mod clock;
mod compare;
mod cores;
mod data;
mod figures;
mod leg;
mod legs;
mod measure;
mod options;
mod proxy;
mod report;
mod round_trips;
mod target;
mod workload;

use anyhow::Result;
use clap::Parser as _;
use tokio::runtime::Builder;

use crate::{options::Options, target::Target};

plexica_client::include_client!(
    /// The client that is measured.
    mod db
);

#[global_allocator]
static ALLOCATOR: allocations::Counting = allocations::Counting;

fn main() -> Result<()> {
    let options = Options::parse();
    let (target, server) = Target::find()?;
    let runtime = Builder::new_current_thread().enable_all().build()?;
    eprintln!("making {} tenants and their rows", options.tenants);
    runtime.block_on(data::prepare(&target, options.tenants))?;
    let (measured, _proxy) = match options.delay() {
        Some(delay) => {
            let (target, proxy) = target.behind_proxy(delay)?;
            (target, Some(proxy))
        }
        None => (target.clone(), None),
    };
    let mut all = Vec::new();
    for workload in options.workloads() {
        let mut figures = compare::compare(workload, &options, &measured, server.is_some())?;
        for (leg, figures) in options.legs().into_iter().zip(&mut figures) {
            let count = round_trips::count(leg, workload, &options, &target)?;
            figures.round_trips = Some(count);
        }
        report::print(workload, &figures);
        all.push((workload, figures));
    }
    if let Some(path) = &options.json {
        report::write(path, &all)?;
    }
    Ok(())
}
