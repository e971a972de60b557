//! The table, and the file.

use std::{fs, path::Path};

use anyhow::{Context as _, Result};
use serde_json::{Value, json};

use crate::{figures::Figures, workload::Workload};

pub(crate) fn print(workload: Workload, figures: &[Figures]) {
    println!("\n{}", workload.title());
    println!(
        "  {:<13} {:>6} {:>6} {:>10} {:>10} {:>10} {:>9} {:>6}",
        "", "time", "CPU", "p50 µs", "p99 µs", "CPU µs", "allocs", "trips"
    );
    for one in figures {
        let trips = one
            .round_trips
            .map_or_else(|| "-".to_owned(), |trips| format!("{trips:.0}"));
        println!(
            "  {:<13} {:>6.2} {:>6.2} {:>10.1} {:>10.1} {:>10.1} {:>9.1} {:>6}",
            one.leg,
            one.time_ratio,
            one.cpu_ratio,
            one.p50,
            one.p99,
            one.cpu,
            one.allocations,
            trips
        );
    }
}

/// Writes everything as JSON.
///
/// # Errors
/// When the file cannot be written.
pub(crate) fn write(path: &Path, all: &[(Workload, Vec<Figures>)]) -> Result<()> {
    let workloads: Vec<Value> = all
        .iter()
        .map(|(workload, figures)| json!({ "workload": workload.title(), "legs": figures }))
        .collect();
    let text = serde_json::to_string_pretty(&json!({ "workloads": workloads }))?;
    fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}
