use std::fs;

use crate::{
    database::Database,
    plexica::{command, run},
    shop::Shop,
};

const NOWHERE: &str = "postgresql://nobody@localhost:1";

#[test]
fn the_settings_of_a_folder_above_count_and_their_paths_start_there() {
    let shop = Shop::new();
    fs::rename(shop.folder().join("schema"), shop.folder().join("data")).unwrap();
    shop.configure("schema = \"data\"\nmigrations = \"data/migrations\"\n");
    let inside = shop.folder().join("src/deep");
    fs::create_dir_all(&inside).unwrap();
    run(&inside, &["check"]).assert_exit(0);
    run(&inside, &["generate", "--out", "db"]).assert_exit(0);
    assert!(inside.join("db/core.sql").is_file());
}

#[test]
fn a_setting_that_there_is_not_is_told_with_its_place() {
    let shop = Shop::new();
    let complaint = |text| {
        shop.configure(text);
        run(shop.folder(), &["check"]).assert_exit(2).stderr
    };
    let complaints = [
        complaint("schema = \"schema\"\nmigration = \"x\"\n"),
        complaint("[pool]\nmax_connection = 5\n"),
        complaint("[pool]\nmax_connections = 0\n"),
        complaint("[pool]\nwait_timeout = -1\n"),
        complaint("schema = schema\n"),
    ];
    insta::assert_snapshot!(complaints.concat());
}

#[test]
fn settings_that_were_named_have_to_be_there() {
    let shop = Shop::new();
    let run = run(shop.folder(), &["check", "--config", "other.toml"]).assert_exit(2);
    assert!(
        run.stderr.starts_with("error: failed to read `other.toml`"),
        "{run:#?}"
    );
}

#[test]
fn without_a_database_every_way_to_name_one_is_told() {
    let shop = Shop::new();
    let run = run(shop.folder(), &["tenant", "list"]).assert_exit(2);
    insta::assert_snapshot!(run.stderr);
}

#[test]
fn the_database_is_named_by_flag_environment_env_file_settings_and_schema_in_this_order() {
    let shop = Shop::new();
    // Which one was used is seen from the name in the message that it cannot be reached.
    let used = |flag: Option<&str>, environment: &[(&str, &str)]| {
        let flag = flag.map(|name| format!("--database-url={NOWHERE}/{name}"));
        let mut arguments = vec!["tenant".to_owned(), "list".to_owned()];
        arguments.extend(flag);
        let mut command = command(shop.folder(), &arguments);
        for (variable, name) in environment {
            command.env(variable, format!("{NOWHERE}/{name}"));
        }
        let run = crate::plexica::Run::from(command.output().unwrap()).assert_exit(2);
        let name = run.stderr.split('`').nth(1).unwrap_or_default();
        name.to_owned()
    };
    let both = [("DATABASE_URL", "environment"), ("SHOPS_URL", "schema")];
    assert_eq!(used(None, &both[1..]), "schema");
    shop.configure(&format!("database_url = \"{NOWHERE}/settings\"\n"));
    assert_eq!(used(None, &both[1..]), "settings");
    let env_file = format!("OTHER=1\nDATABASE_URL={NOWHERE}/file\n");
    fs::write(shop.folder().join(".env"), env_file).unwrap();
    assert_eq!(used(None, &both[1..]), "file");
    assert_eq!(used(None, &both), "environment");
    assert_eq!(used(Some("flag"), &both), "flag");
}

#[test]
fn a_url_that_cannot_be_read_is_told_with_its_source_and_without_its_password() {
    let shop = Shop::new();
    shop.configure("database_url = \"postgresql://a:hunter2@h:port/d\"\n");
    let run = run(shop.folder(), &["tenant", "list"]).assert_exit(2);
    assert!(
        run.stderr.contains("`database_url` in `plexica.toml`"),
        "{run:#?}"
    );
    assert!(!run.stderr.contains("hunter2"), "{run:#?}");
}

#[test]
fn the_pools_settings_reach_the_pool() {
    let (database, shop) = (Database::new(), Shop::new());
    shop.configure("[pool]\nmax_connections = 1\nstatements = \"unnamed\"\n");
    database.run(&shop, &["migrate", "deploy"]).assert_exit(0);
}

#[test]
fn a_database_that_cannot_be_reached_is_told_with_the_source_of_its_url() {
    let shop = Shop::new();
    shop.configure(&format!("database_url = \"{NOWHERE}/shops\"\n"));
    let run = run(shop.folder(), &["tenant", "list"]).assert_exit(2);
    let start = "error: cannot connect to database `shops` on localhost:1: ";
    let end = "the host and port of the URL are right; the URL is from `database_url` in \
               `plexica.toml`\n";
    assert!(run.stderr.starts_with(start), "{run:#?}");
    assert!(run.stderr.ends_with(end), "{run:#?}");
}
