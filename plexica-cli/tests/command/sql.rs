use std::{io::Read, process::Stdio};

use crate::plexica::{command, fixture, run};

#[test]
fn everything_is_printed_with_a_word_on_what_is_each_tenants() {
    let run = run(&fixture("shop"), &["sql"]).assert_exit(0);
    insta::assert_snapshot!(run.stdout);
}

#[test]
fn one_tenants_part_makes_the_schema_it_is_in() {
    let run = run(&fixture("shop"), &["sql", "--tenant", "acme-corp"]).assert_exit(0);
    let start = "CREATE SCHEMA \"tenant_acme_corp\";\nSET search_path = \"tenant_acme_corp\";\n";
    assert!(run.stdout.starts_with(start), "{run:#?}");
    assert!(run.stdout.contains("CREATE TABLE \"products\""), "{run:#?}");
    assert!(!run.stdout.contains("\"shops\""), "{run:#?}");
}

#[test]
fn the_platforms_part_alone_has_no_tenants_table() {
    let run = run(&fixture("shop"), &["sql", "--core"]).assert_exit(0);
    assert!(run.stdout.contains("\"core\".\"shops\""), "{run:#?}");
    assert!(!run.stdout.contains("\"products\""), "{run:#?}");
}

#[test]
fn a_key_that_is_none_never_comes_into_the_sql() {
    let key = "a\"; drop schema core cascade; --";
    let run = run(&fixture("shop"), &["sql", "--tenant", key]).assert_exit(1);
    assert_eq!(run.stdout, "");
    assert!(run.stderr.contains("is not a tenant's key"), "{run:#?}");
}

#[test]
fn a_schema_with_mistakes_has_no_sql() {
    let run = run(&fixture("mistakes"), &["sql", "."]).assert_exit(1);
    assert_eq!(run.stdout, "");
    assert!(run.stderr.contains("unknown type `Strin`"), "{run:#?}");
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let mut child = command(&fixture("shop"), &["sql"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    assert!(child.wait().unwrap().success());
    let mut stderr = String::new();
    child.stderr.unwrap().read_to_string(&mut stderr).unwrap();
    assert_eq!(stderr, "");
}
