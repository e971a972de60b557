//! What a generated client does on a real PostgreSQL. Each test has a database of its own.

mod including;
mod people;
mod reading;
mod types;
mod writing;
