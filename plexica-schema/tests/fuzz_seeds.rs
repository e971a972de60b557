//! The seeds of the fuzz targets keep the promises that `cargo fuzz` holds any text to.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![expect(
    unreachable_pub,
    reason = "the fuzz crate exports what is shared with it"
)]

#[path = "../fuzz/src/fragments/mod.rs"]
mod fragments;
#[path = "../fuzz/src/properties.rs"]
mod properties;

use std::{fs, path::Path};

fn seeds(target: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fuzz/seeds")
        .join(target);
    let paths = fs::read_dir(folder).unwrap();
    let seeds: Vec<_> = paths
        .map(|entry| fs::read(entry.unwrap().path()).unwrap())
        .collect();
    assert!(!seeds.is_empty());
    seeds
}

#[test]
fn every_text_keeps_the_promises() {
    for seed in seeds("text") {
        properties::hold(&String::from_utf8_lossy(&seed));
    }
}

#[test]
fn schemas_that_are_nearly_right_keep_the_promises() {
    for seed in seeds("schema") {
        properties::hold(&fragments::schema(&seed));
    }
}
