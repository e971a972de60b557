//! The syntax tree: what stands in a file, in its order, with the place of everything.
//!
//! It holds what the text says, right or wrong. A block is a keyword, perhaps a name, and lines;
//! that `model` blocks have fields and `enum` blocks values is for the passes to say. Comments are
//! kept beside the tree in [`File::comments`], in order, for a formatter to put back.

mod attribute;
mod block;
mod comment;
mod expression;

pub use attribute::{Argument, Arguments, Attribute};
pub use block::{Block, Field, File, Line, Name, Property, TypeReference, UnknownLine};
pub use comment::{Comment, CommentKind};
pub use expression::{Expression, Function, ObjectEntry, Value};
