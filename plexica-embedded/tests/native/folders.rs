//! Where a cluster can be.

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::path::PathBuf;

use plexica_embedded::Error;
use plexica_embedded::native::Cluster;

use crate::client::ask;
use crate::processes;
use crate::program::Program;

/// A folder of a project, deleted with all its processes at the end of a test.
pub(crate) struct Project {
    parent: tempfile::TempDir,
}

impl Project {
    pub(crate) fn new() -> Self {
        let parent = tempfile::Builder::new()
            .prefix("plexica-test-")
            .tempdir()
            .unwrap();
        // The user that root borrows has to get in.
        fs::set_permissions(&parent, Permissions::from_mode(0o755)).unwrap();
        Self { parent }
    }

    /// Where the project keeps its cluster.
    pub(crate) fn folder(&self) -> PathBuf {
        self.parent.path().join("postgres")
    }
}

/// The folder that a server's cluster is in.
pub(crate) fn data_folder(url: &str) -> PathBuf {
    let data = ask(url, "SHOW data_directory").unwrap();
    PathBuf::from(data).parent().unwrap().to_path_buf()
}

impl Drop for Project {
    fn drop(&mut self) {
        // They would be in the way of deleting the folder.
        processes::wait_for_none_in(self.parent.path());
    }
}

#[test]
fn only_its_user_can_enter_the_folder_and_reach_the_socket() {
    let project = Project::new();
    let _server = Cluster::persistent(project.folder()).start().unwrap();
    for folder in [project.folder(), project.folder().join("socket")] {
        assert_eq!(fs::metadata(folder).unwrap().mode() & 0o7777, 0o700);
    }
}

#[test]
fn a_folder_with_a_path_too_long_for_sockets_will_do() {
    let project = Project::new();
    let folder = project.folder().join("ä deep/folder".repeat(12));
    let server = Cluster::persistent(&folder).start().unwrap();
    let url = server.url().to_owned();
    assert_eq!(ask(&url, "SELECT 1").unwrap(), "1");
    server.restart().unwrap();
    assert_eq!(server.url(), url);
    let sockets = PathBuf::from(fs::read_to_string(folder.join("socket.path")).unwrap());
    assert!(sockets.exists() && !sockets.starts_with(&folder));
    drop(server);
    assert!(!sockets.exists());
}

#[test]
fn a_folder_that_holds_something_else_is_refused_and_not_touched() {
    let project = Project::new();
    fs::create_dir(project.folder()).unwrap();
    fs::write(project.folder().join("notes.txt"), "mine").unwrap();
    let before = fs::metadata(project.folder()).unwrap();
    let error = Cluster::persistent(project.folder()).start().unwrap_err();
    assert!(matches!(error, Error::NotACluster { .. }), "{error}");
    let after = fs::metadata(project.folder()).unwrap();
    assert_eq!((before.mode(), before.uid()), (after.mode(), after.uid()));
}

#[test]
fn a_cluster_of_another_version_is_refused_with_both_versions_named() {
    let project = Project::new();
    drop(Cluster::persistent(project.folder()).start().unwrap());
    fs::write(project.folder().join("data/PG_VERSION"), "9.6\n").unwrap();
    let error = Cluster::persistent(project.folder()).start().unwrap_err();
    assert!(
        matches!(
            error,
            Error::OtherVersion {
                made_by: 9,
                found: 14..,
                ..
            }
        ),
        "{error}"
    );
    assert!(
        error
            .to_string()
            .contains(&*project.folder().to_string_lossy())
    );
}

#[test]
fn a_folder_that_the_server_cannot_reach_is_replaced_by_the_same_one_every_time() {
    let project = Project::new();
    fs::set_permissions(project.parent.path(), Permissions::from_mode(0o700)).unwrap();
    let server = Cluster::persistent(project.folder()).start().unwrap();
    ask(server.url(), "CREATE TABLE kept AS SELECT 42 AS answer").unwrap();
    let folder = data_folder(server.url());
    drop(server);
    // Root's server runs as another user, who cannot get through the folder above. An ordinary
    // user's can.
    let is_root = fs::metadata(project.parent.path()).unwrap().uid() == 0;
    assert_eq!(folder != project.folder(), is_root);

    let server = Cluster::persistent(project.folder()).start().unwrap();
    assert_eq!(ask(server.url(), "SELECT answer FROM kept").unwrap(), "42");
    drop(server);
    fs::remove_dir_all(&folder).unwrap();
    if is_root {
        // Stays if it holds the databases of others.
        let _ = fs::remove_dir(folder.parent().unwrap());
    }
}

#[test]
fn a_folder_without_the_programs_is_named_with_the_variable_that_names_it() {
    let project = Project::new();
    let message = Program::fail(&project.folder(), "PLEXICA_POSTGRES_BIN", "/no/such/folder");
    assert!(
        message.contains("PLEXICA_POSTGRES_BIN is /no/such/folder"),
        "{message}"
    );
}

#[test]
fn everything_belongs_to_the_owner_of_the_project() {
    let project = Project::new();
    if fs::metadata(project.parent.path()).unwrap().uid() == 0 {
        // Root works in the project of somebody else.
        let nobody = nix::unistd::User::from_name("nobody").unwrap().unwrap();
        chown(
            project.parent.path(),
            Some(nobody.uid.as_raw()),
            Some(nobody.gid.as_raw()),
        )
        .unwrap();
    }
    let owner = fs::metadata(project.parent.path()).unwrap().uid();
    let folder = project.folder().join("deep");
    let _server = Cluster::persistent(&folder).start().unwrap();
    assert_eq!(fs::metadata(project.folder()).unwrap().uid(), owner);
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        assert_eq!(
            entry.metadata().unwrap().uid(),
            owner,
            "{}",
            entry.path().display()
        );
    }
}
