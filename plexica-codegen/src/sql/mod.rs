//! What a schema is in PostgreSQL, and the DDL that makes it.
//!
//! [`DatabaseModel`] is plain data that two of can be compared: made from a checked schema here,
//! and as well from a catalogue or an older schema elsewhere. [`PhysicalSchema::statements`] and
//! [`PhysicalSchema::script`] write it out. Names and forms follow Prisma's for PostgreSQL, so
//! that a database which Prisma made shows no difference.

mod base64;
mod column_type;
mod comment;
mod date_time;
pub mod ddl;
mod default;
mod difference;
mod lowering;
mod model;
mod statement;
mod string_constant;

pub use column_type::ColumnType;
pub use comment::{Comment, Commented, comment_on};
pub use default::{ColumnDefault, Literal};
pub use model::{
    Column, DatabaseModel, EnumType, ForeignKey, Index, IndexColumn, ObjectName, PhysicalSchema,
    PrimaryKey, Table, View,
};
pub use statement::Statement;
