//! The programs of `README.md`, as documentation tests.

#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
pub struct Readme;
