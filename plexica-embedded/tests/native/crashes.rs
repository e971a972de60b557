//! Ends that nobody planned.

use std::fs;
use std::process::Command;
use std::thread;
use std::time::Duration;

use plexica_embedded::native::Cluster;

use crate::client::ask;
use crate::folders::{Project, data_folder};
use crate::processes;
use crate::program::Program;

#[test]
fn a_killed_program_leaves_no_process_and_loses_nothing() {
    let project = Project::new();
    let mut program = Program::start(&project.folder());
    let url = program.url();
    ask(&url, "CREATE TABLE kept AS SELECT 42 AS answer").unwrap();
    drop(program);
    processes::wait_for_none_in(&project.folder());

    let server = Cluster::persistent(project.folder()).start().unwrap();
    assert_eq!(ask(server.url(), "SELECT answer FROM kept").unwrap(), "42");
}

#[test]
fn a_cluster_recovers_when_every_process_was_killed() {
    let project = Project::new();
    let mut program = Program::start(&project.folder());
    let url = program.url();
    ask(&url, "CREATE TABLE kept AS SELECT 42 AS answer").unwrap();
    processes::kill("-KILL", &processes::in_folder(&project.folder()));
    drop(program);
    assert!(project.folder().join("data/postmaster.pid").exists());

    let server = Cluster::persistent(project.folder()).start().unwrap();
    assert_eq!(ask(server.url(), "SELECT answer FROM kept").unwrap(), "42");
}

#[test]
fn a_process_that_has_got_the_number_of_a_dead_server_is_left_alone() {
    let project = Project::new();
    drop(Cluster::persistent(project.folder()).start().unwrap());
    // As after a reboot: the number in the lock file is that of another process, this one.
    let stale = format!(
        "{}\n{}/data\n",
        std::process::id(),
        project.folder().display()
    );
    fs::write(project.folder().join("data/postmaster.pid"), stale).unwrap();

    let server = Cluster::persistent(project.folder()).start().unwrap();
    assert_eq!(ask(server.url(), "SELECT 1").unwrap(), "1");
}

#[test]
fn a_server_that_has_lost_its_supervisor_is_replaced() {
    let project = Project::new();
    let mut program = Program::start(&project.folder());
    let url = program.url();
    let started = ask(&url, "SELECT pg_postmaster_start_time()").unwrap();
    let pid_file = project.folder().join("data/postmaster.pid");
    let postmaster: i32 = fs::read_to_string(pid_file)
        .unwrap()
        .lines()
        .next()
        .unwrap()
        .parse()
        .unwrap();
    let mut supervisors = processes::in_folder(&project.folder());
    supervisors.retain(|pid| *pid != postmaster);
    processes::kill("-KILL", &supervisors);
    drop(program);

    let server = Cluster::persistent(project.folder()).start().unwrap();
    let restarted = ask(server.url(), "SELECT pg_postmaster_start_time()").unwrap();
    assert_ne!(started, restarted);
    drop(server);
    assert!(processes::in_folder(&project.folder()).is_empty());
}

#[test]
fn a_first_start_that_is_killed_at_any_moment_can_be_made_again() {
    let project = Project::new();
    for milliseconds in [10, 50, 100, 200, 300, 400] {
        let program = Program::start(&project.folder());
        thread::sleep(Duration::from_millis(milliseconds));
        drop(program);
    }
    let server = Cluster::persistent(project.folder()).start().unwrap();
    assert_eq!(ask(server.url(), "SELECT 1").unwrap(), "1");
}

#[test]
fn a_half_made_cluster_is_made_again() {
    let project = Project::new();
    drop(Cluster::persistent(project.folder()).start().unwrap());
    let unfinished = project.folder().join("unfinished.1");
    fs::rename(project.folder().join("data"), &unfinished).unwrap();
    fs::remove_file(unfinished.join("global/pg_control")).unwrap();

    let server = Cluster::persistent(project.folder()).start().unwrap();
    assert_eq!(ask(server.url(), "SELECT 1").unwrap(), "1");
    assert!(!unfinished.exists());
}

#[test]
fn a_killed_server_restarts_at_the_same_url_with_what_was_committed() {
    let server = Cluster::throwaway().durable().start().unwrap();
    let url = server.url().to_owned();
    ask(&url, "CREATE TABLE kept AS SELECT 42 AS answer").unwrap();
    server.kill().unwrap();
    assert!(ask(&url, "SELECT 1").is_err());

    server.restart().unwrap();
    assert_eq!(server.url(), url);
    assert_eq!(ask(&url, "SELECT answer FROM kept").unwrap(), "42");
}

#[test]
fn a_throwaway_cluster_that_a_crash_has_left_goes_with_the_next() {
    let server = Cluster::throwaway().start().unwrap();
    let folder = data_folder(server.url());
    server.stop().unwrap();
    // As if the program had ended now: nobody is left who could delete the folder.
    let left = folder.with_file_name("plexica-cluster-left-by-a-test");
    let copied = Command::new("cp")
        .arg("-Rp")
        .args([&folder, &left])
        .status()
        .unwrap();
    assert!(copied.success());

    let _next = Cluster::throwaway().start().unwrap();
    assert!(!left.exists());
    // The first program is still there, and may start it again.
    server.restart().unwrap();
    assert_eq!(ask(server.url(), "SELECT 1").unwrap(), "1");
}
