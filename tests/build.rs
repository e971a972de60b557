//! Generates the client of the tests' own schema.

fn main() {
    plexica_codegen::configure()
        .schema("schema")
        .queries("queries")
        .generate();
}
