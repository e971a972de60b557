//! From a checked schema to what it is in the database.

mod column;
mod column_default;
mod database;
mod join_table;
mod table;
mod view;
