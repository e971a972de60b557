use plexica_client::SelectAs;
use plexica_tests::db::{self, TenantDb, post, user};

#[derive(SelectAs)]
#[plexica(model = db::user)]
struct OtherType {
    email: i64,
    age: i32,
    #[plexica(select = user::written.count())]
    posts: i64,
}

#[derive(SelectAs)]
#[plexica(model = db::user)]
struct OtherModel {
    #[plexica(select = post::title)]
    title: String,
}

#[derive(SelectAs)]
#[plexica(model = db::user)]
struct Right {
    email: String,
}

#[derive(SelectAs)]
struct NoModel {
    email: String,
}

struct Plain {
    email: String,
}

async fn ask(acme: TenantDb) {
    let _ = acme.post().find_many().select_as::<Right>();
    let _ = acme.user().find_many().select_as::<Plain>();
}

fn main() {}
