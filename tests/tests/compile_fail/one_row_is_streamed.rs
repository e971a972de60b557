use plexica_tests::db::{TenantDb, user};

fn run(acme: TenantDb) {
    let _ = acme.user().find_first().stream();
    let _ = acme.user().find_first().with(user::written).stream();
}

fn main() {}
