//! Checked SQL: `.sql` files that become typed functions of the client.
//!
//! A *query file* ([`QueryFile`]) is one statement with what it says of itself. Its *types*
//! ([`QueryTypes`]) are what the database said of its parameters and columns. They are kept in a
//! file beside it, with the hash of the SQL that they are of, so that a build needs no database.

mod folder;
mod mistake;
mod scan;
mod source;
mod statement;
mod types;
mod types_file;

use plexica_schema::schema::Schema;

pub use folder::{read, read_with_types};
pub use mistake::{Mistake, QueriesError};
pub use source::{QueryFile, QueryParameter, QueryScope, Rendered};
pub use types::{ColumnName, QueryColumn, QueryTypes, TypeName};

/// Whether functions can be made of these.
///
/// # Errors
/// What the schema does not have, or the client does not send or read.
pub fn check(schema: &Schema, queries: &[(QueryFile, QueryTypes)]) -> Result<(), QueriesError> {
    match crate::rust::emit_queries(schema, queries) {
        Ok(_) => Ok(()),
        Err(mistakes) => Err(QueriesError::Mistakes(mistakes)),
    }
}

/// Who writes the types.
pub(crate) const COMMAND: &str = "plexica queries";
