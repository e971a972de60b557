//! A schema of Prisma's, for any of its databases, made into one of Plexica's.
//!
//! Text in, text out: [`import()`] edits the text at the places that the syntax tree names, so that
//! comments, blank lines and everything else stay as they were written. What it changes, and what
//! somebody has to look at, it says in a [`Note`]. What it does not understand it leaves alone: a
//! check of the result reports that, with everything else that is wrong.
//!
//! Words: a *part* is a schema that Prisma reads by itself, with its own `datasource`. A platform
//! that does tenants by hand has two, one of them for what every tenant has. The *provider* of a
//! part is the database that it was written for.

mod arguments;
mod changes;
mod columns;
mod composite_types;
mod datasource;
mod declarations;
mod defaults;
mod edits;
mod error;
mod generators;
mod index_names;
mod indexes;
mod layout;
mod native_types;
mod note;
mod options;
mod parts;
mod pipeline;
mod provider;
mod relation_lists;
mod tenants;
mod tree;
mod unsupported;

pub use error::ImportError;
pub use note::{Note, NoteKind};
pub use options::Options;
pub use pipeline::{Imported, ImportedFile, import};
