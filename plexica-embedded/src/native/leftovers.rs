//! Temporary folders of programs that ended before a supervisor could see to them: in the middle
//! of `initdb`, say, or after they had stopped their server.

use std::fs::{self, File};
use std::path::Path;

use super::account::Account;
use super::folder::Folder;
use super::membership::is_supervised;
use super::postmaster::{Postmaster, Relation};
use crate::lock::Lock;

/// Removes the folders in `parent` whose names begin with `prefix` and that no program uses.
pub(super) fn remove(parent: &Path, prefix: &str) {
    let Ok(account) = Account::for_folder(parent) else {
        return;
    };
    for entry in fs::read_dir(parent).into_iter().flatten().flatten() {
        let is_named = entry
            .file_name()
            .as_encoded_bytes()
            .starts_with(prefix.as_bytes());
        let path = entry.path();
        if is_named && account.owns(&path).unwrap_or(false) {
            // Held to the end, so that nobody begins to use it.
            if let Some(_locks) = lock_abandoned(Folder::new(path.clone(), account.clone())) {
                let _ = fs::remove_dir_all(path);
            }
        }
    }
}

/// The locks of a folder that nobody uses.
fn lock_abandoned(folder: Folder) -> Option<[File; 2]> {
    let lock = lock_now(&Lock::file(folder.path()))?;
    // A program that has stopped its server may start it again.
    let members = lock_now(&folder.members_file())?;
    let data = folder.data();
    let serves = |(postmaster, _): (Postmaster, bool)| postmaster.relation_to(&data);
    let relation = Postmaster::of_cluster(&data).map_or(Relation::None, serves);
    (relation == Relation::None && !is_supervised(&folder)).then_some([lock, members])
}

/// Locks a file that exists, unless a program holds it.
fn lock_now(path: &Path) -> Option<File> {
    let file = File::options().append(true).open(path).ok()?;
    file.try_lock().is_ok().then_some(file)
}
