//! What the fuzz targets' seeds are as schemas is generated, where they are right.

#![expect(
    unreachable_pub,
    reason = "the fuzz crate exports what is shared with it"
)]

#[path = "../../plexica-schema/fuzz/src/fragments/mod.rs"]
mod fragments;
#[path = "../../plexica-schema/fuzz/src/generation.rs"]
mod generation;

use std::{fs, path::Path};

#[test]
fn every_schema_that_is_accepted_is_generated() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../plexica-schema/fuzz/seeds/schema");
    let mut generated = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let seed = fs::read(entry.unwrap().path()).unwrap();
        generated += usize::from(generation::holds(&fragments::schema(&seed)));
    }
    assert!(generated > 50, "few are accepted: {generated}");
}
