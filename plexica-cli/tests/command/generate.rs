use std::fs;

use crate::{plexica::run, shop::Shop};

#[test]
fn a_second_run_writes_nothing() {
    let shop = Shop::new();
    let generate = ["generate", "--out", "src/db"];
    let first = run(shop.folder(), &generate).assert_exit(0);
    assert!(
        first.stdout.contains("wrote src/db/core.sql\n"),
        "{first:#?}"
    );
    assert_eq!(first.stderr, "");

    let file = shop.folder().join("src/db/core.sql");
    let sql = run(shop.folder(), &["sql", "--core"]).stdout;
    assert_eq!(fs::read_to_string(&file).unwrap(), sql);
    let written = fs::metadata(&file).unwrap().modified().unwrap();
    let second = run(shop.folder(), &generate).assert_exit(0);
    assert_eq!(second.stdout, "src/db is up to date\n");
    assert_eq!(fs::metadata(&file).unwrap().modified().unwrap(), written);
}

#[test]
fn what_no_migration_holds_is_warned_of() {
    let shop = Shop::new();
    let file = shop.folder().join("schema/main.plx");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(
        &file,
        text.replace("@@map(\"notes\")", "@@map(\"remarks\")"),
    )
    .unwrap();
    let run = run(shop.folder(), &["generate", "--out", "src/db"]).assert_exit(0);
    assert!(
        run.stderr
            .starts_with("warning: the schema has changes that no migration holds"),
        "{run:#?}"
    );
}
