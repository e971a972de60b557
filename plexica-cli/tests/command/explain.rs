use crate::plexica::{fixture, run};

#[test]
fn a_code_is_explained_by_its_page() {
    for code in ["plx::type::missing", "type::missing"] {
        let run = run(&fixture("shop"), &["explain", code]).assert_exit(0);
        let page = include_str!("../../../docs/errors/type/missing.md");
        assert_eq!(run.stdout, page);
        assert_eq!(run.stderr, "");
    }
}

#[test]
fn without_a_code_all_are_listed() {
    let run = run(&fixture("shop"), &["explain"]).assert_exit(0);
    let line = "plx::type::missing: A field has no type.";
    assert!(run.stdout.lines().any(|listed| listed == line), "{run:#?}");
    assert!(run.stdout.lines().count() > 100, "{run:#?}");
}

#[test]
fn a_code_that_there_is_not_is_told_with_the_one_that_was_meant() {
    for (asked, help) in [
        (
            "plx::relation::missing_oposite",
            "did you mean `plx::relation::missing_opposite`?",
        ),
        (
            "missing_opposite",
            "did you mean `plx::relation::missing_opposite`?",
        ),
        ("E0308", "`plexica explain` without a code lists them all"),
    ] {
        let run = run(&fixture("shop"), &["explain", asked]).assert_exit(1);
        let told = format!("error: there is no diagnostic `{asked}`\nhelp: {help}\n");
        assert_eq!(run.stderr, told);
        assert_eq!(run.stdout, "");
    }
}
