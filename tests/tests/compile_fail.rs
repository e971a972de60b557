//! What the types of a generated client refuse, and how the compiler says it.
//!
//! `TRYBUILD=overwrite cargo test -p plexica-tests --test compile_fail` writes what it says now.

#[test]
fn what_the_schema_does_not_have_does_not_compile() {
    trybuild::TestCases::new().compile_fail("tests/compile_fail/*.rs");
}
