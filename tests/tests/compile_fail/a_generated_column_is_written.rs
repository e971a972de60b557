use plexica_tests::db::{TenantDb, sticker};

async fn generated(acme: &TenantDb) {
    let _ = sticker::Create {
        text: "a".into(),
        key: "a".into(),
    };
    let _ = acme.sticker().update(sticker::key.key("a")).length(3).await;
}

fn main() {}
