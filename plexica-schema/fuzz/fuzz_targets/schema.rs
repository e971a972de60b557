//! Schemas that are nearly right: a text seldom gets as far into the checks.

#![no_main]

use plexica_schema_fuzz::{fragments, properties};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| properties::hold(&fragments::schema(bytes)));
