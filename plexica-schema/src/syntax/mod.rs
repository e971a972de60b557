//! Text to syntax tree. Every text gives a tree; what is not understood is reported and left out.

mod file;
mod grammar;
mod line;
mod masking;
mod string_literal;
mod unknown_line;
mod value;

pub(crate) use file::parse;
