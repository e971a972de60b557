//! Any text: read, checked, formatted and imported.

#![no_main]

use plexica_schema_fuzz::properties;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| properties::hold(&String::from_utf8_lossy(bytes)));
