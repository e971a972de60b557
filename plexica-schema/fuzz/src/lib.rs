//! What must hold for every input, and a way from bytes to schemas that are nearly right.

pub mod fragments;
pub mod generation;
pub mod properties;
