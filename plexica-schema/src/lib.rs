//! The Plexica schema language: text in, a checked [`Schema`](schema::Schema) or diagnostics out.
//!
//! ```
//! use plexica_schema::{Sources, check};
//!
//! let text = r#"
//!     datasource db {
//!       provider = "postgresql"
//!     }
//!     model User {
//!       id    Int    @id @default(autoincrement())
//!       email String @unique
//!     }
//! "#;
//! let checked = check(&Sources::from_texts([("schema.plx", text)]))?;
//! let user = checked.schema.models().next().unwrap();
//! assert_eq!(user.database_name(), "User");
//! assert_eq!(user.primary_key().unwrap().constraint_name(), "User_pkey");
//! # Ok::<(), plexica_schema::Diagnostics>(())
//! ```
//!
//! Text becomes a tree ([`parse`], [`ast`]); the passes of [`check`] read the tree and fill a
//! [`Schema`](schema::Schema). Every pass reports what it finds and goes on, so one run shows
//! every error.

// Named by the parser that pest makes without its `std` feature, which would look at the stack's
// size at each step. Nesting is bounded before the text is parsed (`syntax::masking`).
extern crate alloc;

pub mod ast;
mod check;
mod constraint_name;
pub mod diagnostics;
mod format;
pub mod import;
pub mod schema;
mod sources;
mod span;
mod syntax;

pub use check::{Checked, check, parse};
pub use diagnostics::{Diagnostic, Diagnostics, Label, Report, Severity};
pub use format::{FormattedFile, format};
pub use sources::{Dialect, LoadError, Place, SourceFile, Sources};
pub use span::{FileId, Span};
