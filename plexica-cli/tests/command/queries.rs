use std::{fs, path::Path};

use crate::{
    database::Database,
    plexica::{command, run},
    shop::Shop,
};

const CHEAP: &str = "\
-- scope: tenant
SELECT id, title, price FROM {tenant}.products WHERE price < :limit ORDER BY price
";

fn put(shop: &Shop, name: &str, sql: &str) {
    let folder = shop.folder().join("queries");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join(name), sql).unwrap();
}

fn read(shop: &Shop, name: &str) -> String {
    fs::read_to_string(shop.folder().join("queries").join(name)).unwrap()
}

fn deployed() -> (Database, Shop) {
    let (database, shop) = (Database::new(), Shop::new());
    database.run(&shop, &["migrate", "deploy"]).assert_exit(0);
    for key in ["acme", "beta"] {
        let create = [
            "tenant",
            "create",
            "--set=plan=FREE",
            "--set=name=A shop",
            key,
        ];
        database.run(&shop, &create).assert_exit(0);
    }
    (database, shop)
}

#[test]
fn the_types_are_asked_of_a_database_and_a_client_is_made_without_one() {
    let (database, shop) = deployed();
    put(&shop, "cheap.sql", CHEAP);
    let generate = ["generate", "--out", "src/db", "--queries", "queries"];
    let missing = run(shop.folder(), &generate).assert_exit(1);
    assert!(
        missing.stderr.contains("run `plexica queries"),
        "{missing:#?}"
    );

    let checked = database.run(&shop, &["queries", "--check"]).assert_exit(1);
    assert_eq!(checked.stdout, "queries/cheap.toml is not up to date\n");
    let written = database.run(&shop, &["queries"]).assert_exit(0);
    assert_eq!(written.stdout, "wrote queries/cheap.toml\n");
    let types = read(&shop, "cheap.toml");
    assert!(
        types.contains("name = \"limit\"\ntype = \"numeric\"\n"),
        "{types}"
    );
    assert!(
        types.contains("name = \"title\"\ntype = \"text\"\nnullable = false\n"),
        "{types}"
    );
    for again in [
        &["queries"][..],
        &["queries", "--check", "--tenant", "beta"],
    ] {
        let again = database.run(&shop, again).assert_exit(0);
        assert_eq!(again.stdout, "queries is up to date\n");
    }

    run(shop.folder(), &generate).assert_exit(0);
    let client = fs::read_to_string(shop.folder().join("src/db/queries.rs")).unwrap();
    assert!(client.contains("pub fn cheap<'a>("), "{client}");

    // Settings name the folder too.
    shop.configure("queries = \"queries\"\n");
    let generated = run(shop.folder(), &["generate", "--out", "src/db"]).assert_exit(0);
    assert_eq!(generated.stdout, "src/db is up to date\n");
    put(&shop, "cheap.sql", &CHEAP.replace('<', "<="));
    let stale = run(shop.folder(), &["generate", "--out", "src/db"]).assert_exit(1);
    assert!(
        stale
            .stderr
            .contains("cheap.sql: has changed since its types were read"),
        "{stale:#?}"
    );
}

#[test]
fn what_is_wrong_in_a_file_is_told_in_its_place_and_nothing_is_written() {
    let (database, shop) = deployed();
    put(&shop, "cheap.sql", CHEAP);
    put(
        &shop,
        "a.sql",
        "-- scope: tenant\nSELECT ä, :b::text,\n  x.titel FROM {tenant}.products AS x",
    );
    put(&shop, "b.sql", "-- scope: core\nSELECT :a IS NULL AS a");
    put(
        &shop,
        "c.sql",
        "-- scope: core\nSELECT plan FROM core.shops WHERE id = ",
    );
    let wrong = database.run(&shop, &["queries"]).assert_exit(1);
    let lines: Vec<&str> = wrong.stderr.lines().collect();
    assert_eq!(
        lines,
        [
            "error: the queries have errors:",
            "queries/a.sql:2:8: the database is not up to date: column \"ä\" does not exist",
            "  help: apply the migrations, with `db.migrate().await?` or `plexica migrate deploy`",
            "queries/b.sql: could not determine data type of parameter $1",
            "  help: say it with a cast, `:name::text`, or let it first stand beside a column",
            "queries/c.sql:2:39: syntax error at end of input",
        ]
    );
    for fixed in ["a.sql", "b.sql"] {
        fs::remove_file(shop.folder().join("queries").join(fixed)).unwrap();
    }
    put(
        &shop,
        "c.sql",
        "-- scope: core\nSELECT plan FROM core.shops",
    );
    let wrong = database.run(&shop, &["queries"]).assert_exit(1);
    assert!(
        wrong.stderr.contains("`plan::text AS \"plan!: Plan\"`"),
        "{wrong:#?}"
    );
    assert!(!shop.folder().join("queries/cheap.toml").exists());
}

#[test]
fn a_tenants_statement_needs_a_tenant_and_core_ones_do_not() {
    let (database, shop) = (Database::new(), Shop::new());
    database.run(&shop, &["migrate", "deploy"]).assert_exit(0);
    put(
        &shop,
        "all.sql",
        "-- scope: core\nSELECT slug FROM core.shops",
    );
    database.run(&shop, &["queries"]).assert_exit(0);
    put(&shop, "cheap.sql", CHEAP);
    let none = database.run(&shop, &["queries"]).assert_exit(1);
    assert!(
        none.stderr.contains("cheap.sql: there is no active tenant"),
        "{none:#?}"
    );
    let unknown = database
        .run(&shop, &["queries", "--tenant", "acme"])
        .assert_exit(1);
    assert!(
        unknown
            .stderr
            .starts_with("error: there is no tenant `acme`"),
        "{unknown:#?}"
    );
    let nowhere = database
        .run(&shop, &["queries", "elsewhere"])
        .assert_exit(2);
    assert!(
        nowhere
            .stderr
            .starts_with("error: there are no queries at `elsewhere`")
    );
}

/// What is checked in is what the database says of the migrations that are.
#[test]
fn the_types_of_the_tests_own_queries_are_up_to_date() {
    let database = Database::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests");
    let run = |arguments: &[&str]| -> crate::plexica::Run {
        let mut command = command(&folder, arguments);
        command
            .env("DATABASE_URL", &database.url)
            .output()
            .unwrap()
            .into()
    };
    run(&["migrate", "deploy"]).assert_exit(0);
    run(&["tenant", "create", "acme", "--set=name=Acme"]).assert_exit(0);
    let checked = run(&["queries", "--check"]).assert_exit(0);
    assert_eq!(checked.stdout, "queries is up to date\n");
}
