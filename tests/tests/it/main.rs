//! What a generated client does on a real PostgreSQL. Each test has a database of its own.

mod errors;
mod including;
mod people;
mod reading;
mod transactions;
mod types;
mod writing;
