//! A project of its own for each test: the fixture `shop` in a temporary folder.

use std::{
    fs,
    path::{Path, PathBuf},
};

use tempfile::TempDir;

use crate::plexica::fixture;

/// The migration that makes the tables.
pub(crate) const INITIAL: &str = "20260101000000_initial";
/// The migration that adds a column and a table to every tenant.
pub(crate) const ADD_NOTES: &str = "20260201000000_add_notes";

pub(crate) struct Shop {
    folder: TempDir,
}

impl Shop {
    /// The project with all its migrations.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        copy(&fixture("shop"), folder.path());
        Self { folder }
    }

    /// The project as it was before [`ADD_NOTES`].
    pub(crate) fn before_notes() -> Self {
        let shop = Self::new();
        fs::remove_dir_all(shop.migration(ADD_NOTES)).unwrap();
        shop
    }

    pub(crate) fn add_notes(&self) {
        let from = fixture("shop/schema/migrations").join(ADD_NOTES);
        copy(&from, &self.migration(ADD_NOTES));
    }

    pub(crate) fn migration(&self, id: &str) -> PathBuf {
        self.folder().join("schema/migrations").join(id)
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Writes the project's `plexica.toml`.
    pub(crate) fn configure(&self, text: &str) {
        fs::write(self.folder().join("plexica.toml"), text).unwrap();
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
