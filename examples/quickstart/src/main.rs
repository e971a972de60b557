//! x
plexica_client::include_client!(
    /// Db.
    pub mod db
);
fn main() {}
