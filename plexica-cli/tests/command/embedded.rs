#![cfg(feature = "embedded")]

use std::{fs, os::unix::fs::PermissionsExt};

use crate::{plexica::run, shop::Shop};

#[test]
fn a_project_has_a_database_of_its_own_where_it_asks_for_one() {
    let shop = Shop::new();
    // As root, the server runs as a user who could not enter a temporary folder.
    fs::set_permissions(shop.folder(), fs::Permissions::from_mode(0o755)).unwrap();
    run(shop.folder(), &["migrate", "deploy", "--embedded"]).assert_exit(0);
    assert!(shop.folder().join(".plexica").is_dir());

    // The commands are over, and what they made is still there.
    let create = [
        "tenant",
        "create",
        "acme",
        "--set=name=A",
        "--set=plan=FREE",
        "--embedded",
    ];
    run(shop.folder(), &create).assert_exit(0);
    let list = run(shop.folder(), &["tenant", "list", "--embedded"]).assert_exit(0);
    assert_eq!(list.stdout, "acme  tenant_acme  ACTIVE\n");
}
