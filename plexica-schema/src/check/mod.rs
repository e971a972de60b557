//! The passes: names → types → attributes → relations → tenancy → database names.
//!
//! Each reads the tree, fills the [`Draft`](draft::Draft) and reports what it finds. A pass meets
//! what an earlier one has refused as *nothing there*, so that one mistake is reported once. Only
//! a draft without an error gets warnings, and becomes a [`Schema`](crate::schema::Schema).

mod arguments;
mod attribute_list;
mod attributes;
mod completion;
mod database_names;
mod default;
mod dialect;
mod draft;
mod exclusion_rules;
mod expect;
mod extension_types;
mod finish;
mod generated_rules;
mod index_rules;
mod names;
mod operator_class;
mod pipeline;
mod relations;
mod rust_type;
mod settings;
mod sql_columns;
mod sql_text;
mod tenancy;
mod types;
mod unsupported;
mod version_rules;
mod views;
mod warnings;

pub(crate) use completion::Missing;
pub(crate) use pipeline::missing_parts;
pub use pipeline::{Checked, check, parse};
