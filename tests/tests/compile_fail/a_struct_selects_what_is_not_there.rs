use plexica_client::SelectAs;
use plexica_tests::db;

#[derive(SelectAs)]
#[plexica(model = db::user)]
struct NoColumn {
    emial: String,
}

#[derive(SelectAs)]
#[plexica(model = db::users)]
struct NoModule {
    email: String,
}

fn main() {}
