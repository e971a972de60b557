use std::fs;

use crate::{
    database::Database,
    plexica::{Run, run},
    shop::{ADD_NOTES, INITIAL, Shop},
};

/// The shop, whose last migration has the schema that it leads to.
fn shop() -> Shop {
    let shop = Shop::new();
    let schema = fs::read(schema_of(&shop)).unwrap();
    fs::write(shop.migration(ADD_NOTES).join("schema.plx"), schema).unwrap();
    shop
}

/// The shop's database, up to date, with the tenant `acme`.
fn with_a_tenant() -> (Database, Shop) {
    let (database, shop) = (Database::new(), shop());
    database.run(&shop, &["migrate", "deploy"]).assert_exit(0);
    let create = [
        "tenant",
        "create",
        "acme",
        "--set=name=A",
        "--set=plan=FREE",
    ];
    database.run(&shop, &create).assert_exit(0);
    (database, shop)
}

fn schema_of(shop: &Shop) -> std::path::PathBuf {
    shop.folder().join("schema/main.plx")
}

/// Changes the schema's text.
fn edit(shop: &Shop, from: &str, to: &str) {
    let text = fs::read_to_string(schema_of(shop)).unwrap();
    assert!(text.contains(from), "{from}");
    fs::write(schema_of(shop), text.replace(from, to)).unwrap();
}

fn diff(shop: &Shop, arguments: &[&str]) -> Run {
    run(shop.folder(), &[&["migrate", "diff"], arguments].concat())
}

/// The names of the migrations.
fn migrations(shop: &Shop) -> Vec<String> {
    let entries = fs::read_dir(shop.folder().join("schema/migrations")).unwrap();
    let mut names: Vec<_> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_change_is_written_down_and_applied_to_core_and_every_tenant() {
    let (database, shop) = with_a_tenant();

    edit(
        &shop,
        "  text String\n",
        "  text String\n  pinned Boolean @default(false)\n",
    );
    edit(
        &shop,
        "  seats     Int        @default(5)",
        "  seats     BigInt     @default(7)",
    );
    let done = database.run(&shop, &["migrate", "dev", "--name", "Pin notes!"]);
    let done = done.assert_exit(0);
    let names = migrations(&shop);
    assert_eq!(names[..2], [INITIAL, ADD_NOTES]);
    let id = &names[2];
    assert!(id.ends_with("_pin_notes"), "{id}");
    assert!(
        done.stdout
            .starts_with(&format!("wrote schema/migrations/{id}\n")),
        "{done:?}"
    );
    assert!(
        done.stderr.contains("warning: rewrite (core): "),
        "{done:?}"
    );
    let read = |file: &str| fs::read_to_string(shop.migration(id).join(file)).unwrap();
    assert_eq!(
        read("tenant.sql"),
        "ALTER TABLE \"notes\" ADD COLUMN \"pinned\" BOOLEAN NOT NULL DEFAULT false;\n"
    );
    assert!(
        read("core.sql").contains("TYPE BIGINT"),
        "{}",
        read("core.sql")
    );
    assert_eq!(
        read("schema.plx"),
        fs::read_to_string(schema_of(&shop)).unwrap()
    );
    let pinned = "SELECT data_type::text FROM information_schema.columns \
                  WHERE table_schema = 'tenant_acme' AND column_name = 'pinned'";
    assert_eq!(database.ask(pinned), "boolean");

    let again = database.run(&shop, &["migrate", "dev"]).assert_exit(0);
    assert_eq!(
        again.stdout,
        "the migrations hold everything that is in the schema\ncore is up to date; 1 tenant: up to date\n"
    );
}

#[test]
fn a_first_migration_is_made_of_the_whole_schema() {
    let (database, shop) = (Database::new(), shop());
    fs::remove_dir_all(shop.folder().join("schema/migrations")).unwrap();
    database
        .run(&shop, &["migrate", "dev", "--name", "initial"])
        .assert_exit(0);
    assert_eq!(migrations(&shop).len(), 1);
    database.run(&shop, &["migrate", "status"]).assert_exit(0);
    assert_eq!(
        diff(&shop, &["--exit-code"]).assert_exit(0).stdout,
        "-- Nothing differs.\n"
    );
}

#[test]
fn what_loses_data_is_not_written_unless_somebody_says_so() {
    let (database, shop) = with_a_tenant();
    edit(&shop, "  stock Int     @default(0)\n", "");
    let refused = database
        .run(&shop, &["migrate", "dev", "--name", "x"])
        .assert_exit(1);
    assert!(refused.stderr.contains("would lose data"), "{refused:?}");
    assert!(
        refused.stderr.contains("\"stock\" of \"products\""),
        "{refused:?}"
    );
    assert_eq!(migrations(&shop).len(), 2, "nothing was written");

    let written = database.run(&shop, &["migrate", "dev", "--name", "x", "--create-only"]);
    written.assert_exit(0);
    assert_eq!(migrations(&shop).len(), 3);
    let pending = database.run(&shop, &["migrate", "status"]).assert_exit(1);
    assert!(
        pending.stdout.contains("1 migration pending"),
        "{pending:?}"
    );
    database.run(&shop, &["migrate", "dev"]).assert_exit(0);
}

#[test]
fn a_rename_keeps_the_rows() {
    let (database, shop) = with_a_tenant();
    database.execute("INSERT INTO tenant_acme.products (title, price) VALUES ('Tea', 2)");
    edit(&shop, "title", "label");
    let rename = [
        "migrate",
        "dev",
        "--name",
        "label",
        "--rename",
        "Product.title=label",
    ];
    database.run(&shop, &rename).assert_exit(0);
    assert_eq!(
        database.ask("SELECT label FROM tenant_acme.products"),
        "Tea"
    );

    let unknown = ["--rename", "Product.colour=label"];
    let refused = diff(&shop, &unknown).assert_exit(1);
    assert!(
        refused
            .stderr
            .contains("`Product.colour` is not in the schema"),
        "{refused:?}"
    );
    let refused = diff(&shop, &["--rename", "Product"]).assert_exit(1);
    assert!(
        refused.stderr.contains("`Product` is not a rename"),
        "{refused:?}"
    );
}

#[test]
fn a_migration_needs_a_name_and_the_last_one_its_schema() {
    let (database, shop) = (Database::new(), shop());
    edit(
        &shop,
        "  text String\n",
        "  text String\n  pinned Boolean?\n",
    );
    let refused = database.run(&shop, &["migrate", "dev"]).assert_exit(2);
    assert!(
        refused.stderr.contains("a migration needs a name"),
        "{refused:?}"
    );
    fs::remove_file(shop.migration(ADD_NOTES).join("schema.plx")).unwrap();
    let refused = diff(&shop, &[]).assert_exit(2);
    assert!(
        refused.stderr.contains("has no `schema.plx`"),
        "{refused:?}"
    );
}

#[test]
fn a_diff_is_sql_or_json_of_any_two_schemas() {
    let shop = shop();
    edit(
        &shop,
        "  text String\n",
        "  text String\n  pinned Boolean\n",
    );
    let sql = diff(&shop, &["--exit-code"]).assert_exit(1);
    assert_eq!(
        sql.stdout,
        "-- In the schema of every tenant\n\n\
         -- may-fail: \"pinned\" of \"notes\" is required and has no default, so it fails where there are rows.\n\
         ALTER TABLE \"notes\" ADD COLUMN \"pinned\" BOOLEAN NOT NULL;\n"
    );
    let json = diff(&shop, &["--json"]).assert_exit(0).json();
    assert_eq!(json[0]["tenant"][0]["hazards"][0]["kind"], "may-fail");
    let dropped = diff(&shop, &["--from", "schema", "--to", "empty"]).assert_exit(0);
    assert!(
        dropped.stdout.contains("DROP TABLE \"products\""),
        "{dropped:?}"
    );
    let made = diff(&shop, &["--from", "empty", "--to", "migrations"]).assert_exit(0);
    assert!(
        made.stdout.contains("CREATE TABLE \"products\""),
        "{made:?}"
    );
}
