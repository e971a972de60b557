//! Errors: one opaque type, whose kind says what can be done.

mod causes;
mod kind;
mod opaque;
mod postgres;

pub use kind::ErrorKind;
pub use opaque::Error;
pub(crate) use postgres::{decode_index, is_decode, is_lost};
