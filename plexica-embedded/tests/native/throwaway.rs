//! Clusters that nobody will miss.

use plexica_embedded::Error;
use plexica_embedded::native::Cluster;

use crate::client::ask;
use crate::folders::data_folder;
use crate::processes;

#[test]
fn a_throwaway_cluster_leaves_nothing_behind() {
    let server = Cluster::throwaway().start().unwrap();
    let folder = data_folder(server.url());
    assert!(!processes::in_folder(&folder).is_empty());
    drop(server);
    assert!(processes::in_folder(&folder).is_empty());
    assert!(!folder.exists());
}

#[test]
fn a_throwaway_cluster_that_was_stopped_leaves_nothing_behind() {
    let server = Cluster::throwaway().start().unwrap();
    let folder = data_folder(server.url());
    server.stop().unwrap();
    assert!(processes::in_folder(&folder).is_empty());
    assert!(folder.exists());
    drop(server);
    assert!(!folder.exists());
}

#[test]
fn parameters_can_be_set_and_the_last_of_a_name_counts() {
    let server = Cluster::throwaway()
        .set("max_connections", "7")
        .set("max_connections", "33")
        .durable()
        .start()
        .unwrap();
    assert_eq!(ask(server.url(), "SHOW max_connections").unwrap(), "33");
    assert_eq!(ask(server.url(), "SHOW fsync").unwrap(), "on");
    assert_eq!(ask(server.url(), "SELECT lower('ÄÉ')").unwrap(), "äé");
}

#[test]
fn a_server_that_does_not_start_shows_its_log() {
    let error = Cluster::throwaway()
        .set("max_connections", "many")
        .start()
        .unwrap_err();
    assert!(matches!(error, Error::DidNotStart { .. }), "{error}");
    assert!(
        error
            .to_string()
            .contains("invalid value for parameter \"max_connections\""),
        "{error}"
    );
}
