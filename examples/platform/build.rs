//! Generates the client from the platform's schema.

fn main() {
    plexica_codegen::configure()
        .schema("../../schema")
        .generate();
}
