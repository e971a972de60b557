//! Generates the client that is measured.

fn main() {
    plexica_codegen::configure().schema("schema").generate();
}
