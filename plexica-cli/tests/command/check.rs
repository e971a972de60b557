use crate::plexica::{fixture, run};

#[test]
fn a_right_schema_is_told_in_one_line() {
    let run = run(&fixture("shop"), &["check"]).assert_exit(0);
    assert_eq!(run.stdout, "4 models and 2 enums in 1 file\n");
    assert_eq!(run.stderr, "");
}

#[test]
fn views_are_counted_apart_from_models() {
    let folder = tempfile::tempdir().unwrap();
    let schema = "datasource db {\n  provider = \"postgresql\"\n}\n\nmodel User {\n  id Int @id\n}\n\n\
                  view Overview {\n  id Int @unique\n}\n";
    std::fs::create_dir(folder.path().join("views")).unwrap();
    std::fs::write(
        folder.path().join("views/Overview.sql"),
        "SELECT id FROM \"User\"",
    )
    .unwrap();
    std::fs::write(folder.path().join("main.plx"), schema).unwrap();
    let run = run(folder.path(), &["check", "main.plx"]).assert_exit(0);
    assert_eq!(run.stdout, "1 model, 1 view and 0 enums in 1 file\n");
}

#[test]
fn every_mistake_is_told_in_one_run() {
    let run = run(&fixture("mistakes"), &["check", "."]).assert_exit(1);
    insta::assert_snapshot!(run.stdout);
    assert_eq!(run.stderr, "");
}

#[test]
fn every_mistake_is_an_object_on_a_line_for_a_program() {
    let run = run(&fixture("mistakes"), &["check", "main.plx", "--json"]).assert_exit(1);
    let diagnostics = run.json();
    assert_eq!(diagnostics.len(), 3);
    assert_eq!(
        diagnostics[0],
        serde_json::json!({
            "code": "plx::type::unknown",
            "severity": "error",
            "message": "unknown type `Strin`",
            "help": "did you mean `String`?",
            "file": "main.plx",
            "line": 7,
            "column": 9,
            "end_line": 7,
            "end_column": 14,
        })
    );
}

#[test]
fn a_path_with_nothing_there_gives_no_answer() {
    let run = run(&fixture("shop"), &["check", "nowhere"]).assert_exit(2);
    assert_eq!(run.stdout, "");
    insta::assert_snapshot!(run.stderr);
}

#[test]
fn wrong_usage_gives_no_answer() {
    let run = run(&fixture("shop"), &["chekc"]).assert_exit(2);
    assert!(run.stderr.contains("'check'"), "{run:#?}");
}
