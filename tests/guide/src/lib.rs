//! The client of the guide's schema, and what each page of the guide begins with.

mod scene;

pub use scene::Scene;

plexica_client::include_client!(
    /// The client of `docs/guide/schema`.
    pub mod db
);
