//! The commands, one a file.

mod check;
mod explain;
mod format;
mod generate;
mod import;
mod migrate;
mod queries;
mod sql;
mod tenant;

pub(crate) use check::Check;
pub(crate) use explain::Explain;
pub(crate) use format::Format;
pub(crate) use generate::Generate;
pub(crate) use import::Import;
pub(crate) use migrate::Migrate;
pub(crate) use queries::Queries;
pub(crate) use sql::Sql;
pub(crate) use tenant::Tenant;
