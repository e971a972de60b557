//! Values on their way to and from PostgreSQL.
//!
//! A *value* ([`Value`]) is a parameter, of one of the types that the protocol knows. A *scalar*
//! ([`Scalar`]) is a Rust type that a column can have; a *column value* ([`ColumnValue`]) is a
//! scalar, an `Option` of one, or says how a type of the user's is in the database. [`Bind`] says what may be given where a column's value is wanted.

mod aggregates;
mod bind;
mod column_value;
mod datetime;
#[cfg(feature = "decimal")]
mod decimal;
mod encode;
mod json_ordered;
mod list_value;
mod nullability;
mod pg_type;
mod scalar;
mod time_with_offset;
mod typed;
mod value_type;

#[cfg(feature = "decimal")]
pub use aggregates::RoundedDecimal;
pub use aggregates::{MinMax, RowCount, Summable};
pub use bind::{Bind, BindList};
pub use column_value::ColumnValue;
pub use datetime::{PgDate, PgTime, PgTimestamp};
#[cfg(feature = "decimal")]
pub use decimal::PgNumeric;
pub use encode::Parameter;
pub use json_ordered::JsonOrdered;
pub use list_value::ListValue;
pub use nullability::{Nullability, Nullable, Required};
pub use pg_type::{EnumDef, PgType};
pub use scalar::{EnumScalar, Numeric, Ordered, Scalar, Textual};
pub use time_with_offset::{PgTimeTz, TimeWithOffset};
pub use typed::{AsJson, AsText, Codec, OptionalTyped, Typed, TypedList};
pub use value_type::Value;
