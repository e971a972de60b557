//! The formatter: a schema's text, laid out as Prisma's formatter lays it out.
//!
//! Between two blank lines the names, types and attributes of a block's lines stand in *columns*,
//! each as wide as its widest *cell*; a comment behind a line takes no part in that. Block
//! attributes go to the end of their block, in one order. What is not understood stays as it is.
//!
//! Every byte that means something comes out again: the tests compare the tokens of what went in
//! and what came out, and that a second run changes nothing.

mod additions;
mod attribute_order;
mod block;
mod comment;
mod file;
mod list;
mod list_comments;
mod open_line;
mod page;
mod pipeline;
mod row;
mod table;
mod value;

pub use pipeline::{FormattedFile, format};
