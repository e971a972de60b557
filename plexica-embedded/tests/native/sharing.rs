//! Several programs that use one folder.

use std::thread;

use plexica_embedded::native::{Cluster, Server};

use crate::client::ask;
use crate::folders::Project;
use crate::processes;
use crate::program::Program;

#[test]
fn programs_that_start_at_once_share_one_server_until_the_last_has_ended() {
    let project = Project::new();
    let mut programs: Vec<_> = (0..3).map(|_| Program::start(&project.folder())).collect();
    let urls: Vec<_> = programs.iter_mut().map(Program::url).collect();
    let started: Vec<_> = urls
        .iter()
        .map(|url| ask(url, "SELECT pg_postmaster_start_time()").unwrap())
        .collect();
    assert_eq!(started[0], started[1]);
    assert_eq!(started[0], started[2]);

    let last = programs.pop().unwrap();
    programs.pop().unwrap().finish();
    // The third is killed.
    drop(programs);
    let still = ask(&urls[0], "SELECT pg_postmaster_start_time()").unwrap();
    assert_eq!(still, started[0]);

    last.finish();
    // The supervisor was started by a program that has ended before.
    processes::wait_for_none_in(&project.folder());
    assert!(ask(&urls[0], "SELECT 1").is_err());
}

#[test]
fn a_program_that_starts_while_the_last_one_leaves_gets_a_server_that_stays() {
    let project = Project::new();
    let start = || {
        Cluster::persistent(project.folder())
            .set("fsync", "off")
            .start()
            .unwrap()
    };
    let mut server = start();
    for _ in 0..20 {
        let leaving = thread::spawn(move || drop(server));
        server = start();
        leaving.join().unwrap();
        assert_eq!(ask(server.url(), "SELECT 1").unwrap(), "1");
    }
}

#[test]
fn tests_of_a_process_share_a_server_and_have_a_database_each() {
    let databases: Vec<_> = thread::scope(|scope| {
        let create = || Server::shared().unwrap().create_database().unwrap();
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(create)).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect()
    });
    for url in &databases {
        ask(url, "CREATE TABLE only_here (id int)").unwrap();
    }
}
