//! The platform's database package: every program of the platform depends on it, and none has a
//! client of its own.
//!
//! It is the generated client, re-exported, and [`database()`], the handle that all of a program
//! shares:
//!
//! ```no_run
//! use platform::{database, user};
//!
//! # async fn example() -> Result<(), platform::Error> {
//! let acme = database().await?.tenant("acme-corp").await?;
//! let staff = acme
//!     .user()
//!     .find_many()
//!     .filter(user::email.ends_with("@acme.test"))
//!     .await?;
//! # Ok(())
//! # }
//! ```
//!
//! [`service`] shows it at work: a small web service over it, which `cargo run -p platform` runs.

mod handle;
pub mod service;

plexica_client::include_client!(
    /// The client that `build.rs` generates from the `.plx` files in `schema/`.
    pub mod db
);

pub use db::*;
pub use handle::database;
pub use plexica_client::{Error, ErrorKind, Filter};
