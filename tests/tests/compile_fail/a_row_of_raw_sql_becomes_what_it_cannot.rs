use plexica_client::FromRow;
use plexica_tests::db::TenantDb;

struct Own;

#[derive(FromRow)]
struct OwnField {
    own: Own,
}

#[derive(FromRow)]
struct ByPlace(String, i32);

#[derive(FromRow)]
struct Attribute {
    #[plexica(name = "e_mail")]
    email: String,
}

#[derive(FromRow)]
struct Twice {
    #[plexica(json, text)]
    email: String,
}

struct Plain {
    email: String,
}

async fn ask(acme: TenantDb) {
    let _ = acme.query_raw::<Plain>("SELECT 'a' AS email");
}

fn main() {}
