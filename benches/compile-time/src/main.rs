//! How long the same schema takes to compile as a Plexica client, as Diesel's tables and structs,
//! and as SeaORM's entities. What they depend on is built before.

mod cargo;
mod diesel;
mod library;
mod plexica;
mod sea_orm;
mod shape;

use std::{fs, path::PathBuf, time::Duration};

use anyhow::{Context as _, Result};
use clap::Parser;

use crate::{
    cargo::{Cargo, Goal},
    library::Library,
    shape::Shape,
};

/// Compiles the same schema in several libraries, in turns, and prints the medians in seconds.
#[derive(Debug, Parser)]
struct Options {
    /// How many models the schemas have.
    #[arg(long, value_delimiter = ',', default_values_t = [10, 50, 100, 200])]
    models: Vec<usize>,

    /// What is compared. All of them unless set.
    #[arg(long, value_delimiter = ',')]
    libraries: Vec<Library>,

    /// How often each is compiled.
    #[arg(long, default_value_t = 3)]
    rounds: usize,

    /// Leaves release builds out.
    #[arg(long)]
    check_only: bool,
}

fn main() -> Result<()> {
    let options = Options::parse();
    let libraries = if options.libraries.is_empty() {
        Library::ALL.to_vec()
    } else {
        options.libraries.clone()
    };
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let benches = here.parent().context("the crate is in a folder")?;
    let product = benches.parent().context("the workspace is in a folder")?;
    let product = product.to_string_lossy();
    let folder = benches.join("target/compile-time");
    fs::create_dir_all(&folder)?;
    let mut members = Vec::new();
    for &models in &options.models {
        for library in &libraries {
            let shape = Shape {
                models,
                added: None,
            };
            library.write(&folder, &product, shape)?;
            members.push(format!("\"{}\"", library.package(models)));
        }
    }
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [{}]\n",
        members.join(", ")
    );
    fs::write(folder.join("Cargo.toml"), manifest)?;
    fs::copy(benches.join("Cargo.lock"), folder.join("Cargo.lock"))?;
    let cargo = Cargo { folder: &folder };
    println!(
        "{:<9} {:>6} {:>8} {:>12} {:>8}",
        "", "models", "check", "incremental", "release"
    );
    for &models in &options.models {
        let mut times = vec![Times::default(); libraries.len()];
        for round in 0..=options.rounds {
            for (library, times) in libraries.iter().zip(&mut times) {
                let one = measure(cargo, *library, models, &product, round, &options)?;
                // The first one has built what they depend on.
                if round > 0 {
                    for (times, one) in times.0.iter_mut().zip(one) {
                        times.extend(one);
                    }
                }
            }
        }
        for (library, times) in libraries.iter().zip(times) {
            let [check, incremental, release] = times.0.map(median);
            let title = library.title();
            println!("{title:<9} {models:>6} {check:>8} {incremental:>12} {release:>8}");
        }
    }
    Ok(())
}

/// The times of each round: a clean check, one after a field was added, a release build.
#[derive(Debug, Clone, Default)]
struct Times([Vec<Duration>; 3]);

fn measure(
    cargo: Cargo<'_>,
    library: Library,
    models: usize,
    product: &str,
    round: usize,
    options: &Options,
) -> Result<[Option<Duration>; 3]> {
    let package = library.package(models);
    let write = |added| library.write(cargo.folder, product, Shape { models, added });
    write(None)?;
    cargo.clean(&package, Goal::Check)?;
    let clean = cargo.build(&package, Goal::Check, false)?;
    cargo.build(&package, Goal::Check, true)?;
    write(Some(round))?;
    let incremental = cargo.build(&package, Goal::Check, true)?;
    write(None)?;
    let release = if options.check_only {
        None
    } else {
        cargo.clean(&package, Goal::Release)?;
        Some(cargo.build(&package, Goal::Release, false)?)
    };
    Ok([Some(clean), Some(incremental), release])
}

/// In seconds; a dash where there is none.
fn median(mut times: Vec<Duration>) -> String {
    times.sort_unstable();
    let time = times.get(times.len() / 2).map(Duration::as_secs_f64);
    time.map_or_else(|| "-".to_owned(), |time| format!("{time:.2}"))
}
