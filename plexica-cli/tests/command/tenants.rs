use std::fs;

use serde_json::json;

use crate::{
    database::Database,
    shop::{ADD_NOTES, Shop},
};

fn deployed() -> (Database, Shop) {
    let (database, shop) = (Database::new(), Shop::new());
    database.run(&shop, &["migrate", "deploy"]).assert_exit(0);
    (database, shop)
}

#[test]
fn a_tenant_has_the_values_it_was_given_and_all_its_tables() {
    let (database, shop) = deployed();
    let create = [
        "tenant",
        "create",
        "acme-corp",
        "--json",
        "--set=name=Acme = Söhne",
        "--set=plan=PREMIUM",
        "--set=seats=7",
        "--set=discount=12.50",
        "--set=limits={\"users\": 20}",
        "--set=tags=[\"a\", \"b,c\"]",
        "--set=logo=\\x00ff",
        "--set=openedAt=2026-01-31T12:00:00+02:00",
        "--set=openedOn=2026-01-31",
    ];
    let created = database.run(&shop, &create).assert_exit(0);
    let tenant = json!({"key": "acme-corp", "schema": "tenant_acme_corp", "status": "ACTIVE"});
    assert_eq!(created.json(), std::slice::from_ref(&tenant));

    let row = "SELECT concat_ws('|', name, plan, status, seats, discount, limits, tags, logo, \
               opened_at AT TIME ZONE 'UTC', opened_on) FROM core.shops WHERE updated_at > now() - interval '1 day'";
    assert_eq!(
        database.ask(row),
        "Acme = Söhne|premium|ACTIVE|7|12.50|{\"users\": 20}|{a,\"b,c\"}|\\x00ff|2026-01-31 10:00:00|2026-01-31"
    );
    let tables = "SELECT string_agg(tablename::text, ' ' ORDER BY tablename) FROM pg_tables \
                  WHERE schemaname = 'tenant_acme_corp'";
    assert_eq!(database.ask(tables), "notes products");

    let list = database
        .run(&shop, &["tenant", "list", "--json"])
        .assert_exit(0);
    assert_eq!(list.json(), [tenant]);
}

#[test]
fn a_key_that_is_none_is_refused_before_anything_is_sent() {
    let shop = Shop::new();
    let long = "a".repeat(64);
    for key in [
        "a\"; drop schema core cascade; --",
        &long,
        "zürich",
        "",
        "pg-x",
        "pg_x",
        "core",
        "Acme",
        "acme-",
    ] {
        // No server is there: a connection would be another error.
        let run = crate::plexica::run(
            shop.folder(),
            &[
                "tenant",
                "create",
                "--database-url=postgresql://nobody@localhost:1/nothing",
                "--set=name=A",
                "--set=plan=FREE",
                "--",
                key,
            ],
        )
        .assert_exit(1);
        assert!(run.stderr.contains("is not a tenant's key"), "{run:#?}");
    }
}

#[test]
fn a_wrong_value_is_told_with_its_field_and_what_it_takes() {
    let shop = Shop::new();
    let complaint = |assignments: &[&str]| {
        let create = [&["tenant", "create", "acme"], assignments].concat();
        let run = crate::plexica::run(shop.folder(), &create).assert_exit(1);
        assert_eq!(run.stdout, "");
        run.stderr
    };
    let complaints = [
        complaint(&[]),
        complaint(&["--set=nmae=Acme"]),
        complaint(&["--set=zip=1"]),
        complaint(&["--set=name"]),
        complaint(&["--set=name=A", "--set=name=B"]),
        complaint(&["--set=slug=other"]),
        complaint(&["--set=owners=x"]),
        complaint(&["--set=name=More than twenty characters"]),
        complaint(&["--set=seats=many"]),
        complaint(&["--set=seats=3000000000"]),
        complaint(&["--set=plan=PREMUM"]),
        complaint(&["--set=tags=a,b"]),
        complaint(&["--set=openedAt=yesterday"]),
        complaint(&["--set=id=1"]),
    ];
    insta::assert_snapshot!(complaints.concat());
}

#[test]
fn a_key_that_is_taken_makes_no_second_tenant() {
    let (database, shop) = deployed();
    let create = [
        "tenant",
        "create",
        "acme",
        "--set=name=A",
        "--set=plan=free",
    ];
    database.run(&shop, &create).assert_exit(0);
    let second = database.run(&shop, &create).assert_exit(1);
    assert_eq!(
        second.stderr,
        "error: another Shop has the same value of a unique key (slug)\n\
         help: `plexica tenant list` shows the tenants that there are; one that was dropped may have \
         kept its row, and its key with it\n"
    );
}

#[test]
fn a_tenant_is_suspended_activated_and_dropped() {
    let (database, shop) = deployed();
    let create = [
        "tenant",
        "create",
        "acme",
        "--set=name=A",
        "--set=plan=free",
    ];
    database.run(&shop, &create).assert_exit(0);
    let list = || {
        database
            .run(&shop, &["tenant", "list"])
            .assert_exit(0)
            .stdout
    };

    database
        .run(&shop, &["tenant", "suspend", "acme"])
        .assert_exit(0);
    assert_eq!(list(), "acme  tenant_acme  SUSPENDED\n");
    database
        .run(&shop, &["tenant", "activate", "acme"])
        .assert_exit(0);
    assert_eq!(list(), "acme  tenant_acme  ACTIVE\n");

    // Nobody is there to be asked.
    let unasked = database
        .run(&shop, &["tenant", "drop", "acme"])
        .assert_exit(2);
    assert!(unasked.stderr.contains("`--yes`"), "{unasked:#?}");
    assert_eq!(list(), "acme  tenant_acme  ACTIVE\n");
    database
        .run(&shop, &["tenant", "drop", "acme", "--yes"])
        .assert_exit(0);
    assert_eq!(list(), "");
    let schemas = "SELECT count(*)::text FROM pg_namespace WHERE nspname LIKE '%acme%'";
    assert_eq!(database.ask(schemas), "0");

    let unknown = database
        .run(&shop, &["tenant", "suspend", "acme"])
        .assert_exit(1);
    assert!(
        unknown.stderr.contains("there is no tenant `acme`"),
        "{unknown:#?}"
    );
}

#[test]
fn a_database_without_the_tables_says_how_to_make_them() {
    let (database, shop) = (Database::new(), Shop::new());
    let create = [
        "tenant",
        "create",
        "acme",
        "--set=name=A",
        "--set=plan=free",
    ];
    for arguments in [&create[..], &["tenant", "list"]] {
        let run = database.run(&shop, arguments).assert_exit(1);
        assert!(run.stderr.contains("`plexica migrate deploy`"), "{run:#?}");
    }
}

#[test]
fn a_tenant_is_shown_with_what_it_lacks() {
    let (database, shop) = (Database::new(), Shop::before_notes());
    database.run(&shop, &["migrate", "deploy"]).assert_exit(0);
    let create = [
        "tenant",
        "create",
        "acme-corp",
        "--set=name=A",
        "--set=plan=free",
    ];
    database.run(&shop, &create).assert_exit(0);
    let show = |arguments: &[&str]| {
        let show = [&["tenant", "show", "acme-corp"], arguments].concat();
        database.run(&shop, &show).assert_exit(0)
    };
    let words = "key         acme-corp\n\
                 schema      tenant_acme_corp\n\
                 status      ACTIVE\n\
                 migrations  up to date\n";
    assert_eq!(show(&[]).stdout, words);
    shop.add_notes();
    database
        .run(&shop, &["tenant", "suspend", "acme-corp"])
        .assert_exit(0);
    let suspended = words.replace("ACTIVE", "SUSPENDED").replace(
        "up to date",
        "1 migration pending: 20260201000000_add_notes",
    );
    assert_eq!(show(&[]).stdout, suspended);
    let object = json!({
        "key": "acme-corp",
        "schema": "tenant_acme_corp",
        "status": "SUSPENDED",
        "active": false,
        "pending": [ADD_NOTES],
        "error": null,
    });
    assert_eq!(show(&["--json"]).json(), [object]);

    let unknown = database
        .run(&shop, &["tenant", "show", "globex"])
        .assert_exit(1);
    assert_eq!(unknown.stdout, "");
    assert!(
        unknown.stderr.contains("there is no tenant `globex`"),
        "{unknown:#?}"
    );
}

#[test]
fn a_tenant_that_is_still_being_made_lacks_no_migration() {
    let (database, shop) = deployed();
    let schema = shop.folder().join("schema/main.plx");
    let text = fs::read_to_string(&schema).unwrap();
    let text = text.replacen("  SUSPENDED\n", "  SUSPENDED\n  PROVISIONING\n", 1);
    fs::write(&schema, text).unwrap();
    database.execute("ALTER TYPE core.\"ShopStatus\" ADD VALUE 'PROVISIONING'");
    database.execute(
        "INSERT INTO core.shops (id, slug, name, plan, updated_at, status) \
         VALUES (gen_random_uuid(), 'globex', 'G', 'free', now(), 'PROVISIONING')",
    );
    let show = ["tenant", "show", "globex"];
    let shown = database.run(&shop, &show).assert_exit(0).stdout;
    assert!(shown.ends_with("migrations  not made yet\n"), "{shown}");
    let show = ["tenant", "show", "globex", "--json"];
    let object = &database.run(&shop, &show).assert_exit(0).json()[0];
    assert_eq!(
        (&object["pending"], &object["active"]),
        (&json!(null), &json!(false))
    );
}

#[test]
fn a_tenant_is_renamed_with_its_schema_or_not_at_all() {
    let (database, shop) = deployed();
    for key in ["acme-corp", "globex"] {
        let create = ["tenant", "create", key, "--set=name=A", "--set=plan=free"];
        database.run(&shop, &create).assert_exit(0);
    }
    let rename = |arguments: &[&str], exit| {
        let rename = [&["tenant", "rename"], arguments].concat();
        database.run(&shop, &rename).assert_exit(exit)
    };
    let list = || {
        database
            .run(&shop, &["tenant", "list"])
            .assert_exit(0)
            .stdout
    };
    assert_eq!(
        rename(&["acme-corp", "acme"], 0).stdout,
        "renamed tenant `acme-corp` to `acme`, in schema tenant_acme\n"
    );
    let renamed = "acme    tenant_acme    ACTIVE\nglobex  tenant_globex  ACTIVE\n";
    assert_eq!(list(), renamed);
    let tables = "SELECT count(*)::text FROM pg_tables WHERE schemaname = 'tenant_acme'";
    assert_eq!(database.ask(tables), "2");
    // The ledger has gone with it.
    database.run(&shop, &["migrate", "status"]).assert_exit(0);

    for (arguments, said) in [
        (["acme", "globex"], "another Shop has the same value"),
        (["acme-corp", "initech"], "there is no tenant `acme-corp`"),
        (["acme", "Acme"], "is not a tenant's key"),
        (["core", "acme"], "is not a tenant's key"),
    ] {
        let refused = rename(&arguments, 1);
        assert_eq!(refused.stdout, "");
        assert!(refused.stderr.contains(said), "{refused:#?}");
    }
    assert_eq!(list(), renamed);
    let object = json!({"key": "initech", "schema": "tenant_initech", "status": "ACTIVE"});
    assert_eq!(rename(&["acme", "initech", "--json"], 0).json(), [object]);
}
