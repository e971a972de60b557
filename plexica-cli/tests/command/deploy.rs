use std::{fs, thread};

use serde_json::json;

use crate::{
    database::Database,
    shop::{ADD_NOTES, INITIAL, Shop},
};

const CREATE: [&str; 3] = ["tenant", "create", "--set=plan=FREE"];

fn create(database: &Database, shop: &Shop, key: &str) {
    let arguments = [&CREATE[..], &["--set=name=A shop", key]].concat();
    database.run(shop, &arguments).assert_exit(0);
}

#[test]
fn an_empty_database_is_brought_up_to_date_and_then_left_alone() {
    let (database, shop) = (Database::new(), Shop::new());
    let deployed = database.run(&shop, &["migrate", "deploy"]).assert_exit(0);
    assert_eq!(
        deployed.stdout,
        format!("core: {INITIAL}\ncore: 1 migration applied\n")
    );
    create(&database, &shop, "acme");

    let again = database.run(&shop, &["migrate", "deploy"]).assert_exit(0);
    assert_eq!(again.stdout, "core is up to date; 1 tenant: up to date\n");
    let status = database.run(&shop, &["migrate", "status"]).assert_exit(0);
    assert_eq!(status.stdout, "core: up to date\n1 tenant: up to date\n");
}

#[test]
fn what_is_pending_is_told_with_an_exit_code() {
    let (database, shop) = (Database::new(), Shop::before_notes());
    database.run(&shop, &["migrate", "deploy"]).assert_exit(0);
    create(&database, &shop, "acme");
    create(&database, &shop, "beta");
    shop.add_notes();

    let status = database.run(&shop, &["migrate", "status", "--json"]);
    let behind =
        |key| json!({"key": key, "applied": [INITIAL], "pending": [ADD_NOTES], "error": null});
    assert_eq!(
        status.assert_exit(1).json(),
        [json!({
            "up_to_date": false,
            "core": {"applied": [INITIAL], "pending": [], "error": null},
            "tenants": 2,
            "behind": [behind("acme"), behind("beta")],
            "changed": [],
            "missing": [],
        })]
    );
}

#[test]
fn a_tenant_that_fails_is_named_and_does_not_stop_the_others() {
    let (database, shop) = (Database::new(), Shop::before_notes());
    database.run(&shop, &["migrate", "deploy"]).assert_exit(0);
    for key in ["acme", "beta", "gamma"] {
        create(&database, &shop, key);
    }
    shop.add_notes();
    database.execute("CREATE TABLE tenant_beta.notes (made_by_hand text)");

    let deployed = database.run(&shop, &["migrate", "deploy"]).assert_exit(1);
    let mut lines: Vec<&str> = deployed.stdout.lines().collect();
    lines[..3].sort_unstable();
    assert_eq!(
        lines,
        [
            "tenant `acme`: migrated",
            "tenant `beta`: failed",
            "tenant `gamma`: migrated",
            "core is up to date; 3 tenants: 2 migrated, 1 failed",
        ]
    );
    insta::assert_snapshot!(deployed.stderr);
    // What stood before the statement that failed is undone as well.
    let columns = "SELECT count(*)::text FROM information_schema.columns WHERE \
                   table_schema = 'tenant_beta' AND table_name = 'products' AND column_name = 'stock'";
    assert_eq!(database.ask(columns), "0");

    let status = database.run(&shop, &["migrate", "status"]).assert_exit(1);
    assert_eq!(
        status.stdout,
        format!(
            "core: up to date\n3 tenants: 1 behind\ntenant `beta`: 1 migration pending: {ADD_NOTES}; \
             the last attempt failed: {ADD_NOTES}/tenant.sql:3: relation \"notes\" already exists\n"
        )
    );

    database.execute("DROP TABLE tenant_beta.notes");
    let mended = database.run(&shop, &["migrate", "deploy"]).assert_exit(0);
    assert_eq!(
        mended.stdout,
        "tenant `beta`: migrated\ncore is up to date; 3 tenants: 1 migrated\n"
    );
    database.run(&shop, &["migrate", "status"]).assert_exit(0);
}

#[test]
fn a_canary_leaves_the_rest_to_the_next_deploy() {
    let (database, shop) = (Database::new(), Shop::before_notes());
    database.run(&shop, &["migrate", "deploy"]).assert_exit(0);
    for key in ["acme", "beta", "gamma"] {
        create(&database, &shop, key);
    }
    shop.add_notes();

    let deploy = ["migrate", "deploy", "--canary", "1", "--json"];
    let steps = database.run(&shop, &deploy).assert_exit(0).json();
    assert_eq!(
        steps,
        [
            json!({"event": "tenants", "count": 1}),
            json!({"event": "tenant", "key": "acme", "error": null}),
            json!({
                "event": "summary",
                "core": [],
                "tenants": 3,
                "migrated": ["acme"],
                "failed": [],
                "left": 2,
            }),
        ]
    );
    let rest = database.run(&shop, &["migrate", "deploy"]).assert_exit(0);
    assert!(
        rest.stdout.ends_with("3 tenants: 2 migrated\n"),
        "{rest:#?}"
    );
}

#[test]
fn two_deploys_at_once_both_succeed() {
    let (database, shop) = (Database::new(), Shop::before_notes());
    let deploy_twice = || {
        thread::scope(|scope| {
            let deploy = || database.run(&shop, &["migrate", "deploy"]);
            let runs = [scope.spawn(deploy), scope.spawn(deploy)];
            runs.map(|run| run.join().unwrap().assert_exit(0))
        })
    };
    deploy_twice();
    for key in ["acme", "beta", "gamma"] {
        create(&database, &shop, key);
    }
    shop.add_notes();
    deploy_twice();
    database.run(&shop, &["migrate", "status"]).assert_exit(0);
}

#[test]
fn a_migration_that_was_changed_after_it_was_applied_stops_the_deploy() {
    let (database, shop) = (Database::new(), Shop::new());
    database.run(&shop, &["migrate", "deploy"]).assert_exit(0);
    let file = shop.migration(INITIAL).join("core.sql");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, format!("{text}-- and more\n")).unwrap();

    let deployed = database.run(&shop, &["migrate", "deploy"]).assert_exit(1);
    assert!(
        deployed.stderr.contains(&format!("{INITIAL}/core.sql")),
        "{deployed:#?}"
    );
    let status = database.run(&shop, &["migrate", "status"]).assert_exit(1);
    assert!(
        status.stdout.contains("was changed after it was applied"),
        "{status:#?}"
    );
}

#[test]
fn a_migration_of_core_that_fails_is_told_with_its_place() {
    let (database, shop) = (Database::new(), Shop::new());
    fs::write(
        shop.migration(ADD_NOTES).join("core.sql"),
        "SELECT 1;\nSELEC 2;\n",
    )
    .unwrap();
    let deployed = database.run(&shop, &["migrate", "deploy"]).assert_exit(1);
    assert_eq!(
        deployed.stderr,
        format!("error: {ADD_NOTES}/core.sql:2: syntax error at or near \"SELEC\"\n")
    );
}
