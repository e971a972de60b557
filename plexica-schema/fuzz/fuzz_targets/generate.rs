//! Schemas that are nearly right, and what is generated from those that are.

#![no_main]

use plexica_schema_fuzz::{fragments, generation};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    generation::holds(&fragments::schema(bytes));
});
