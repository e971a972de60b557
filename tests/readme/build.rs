//! Generates the client of the platform's schema, which `README.md` has examples of.

fn main() {
    plexica_codegen::configure()
        .schema("../../schema")
        .generate();
}
