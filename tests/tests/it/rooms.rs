use plexica_client::ErrorKind;
use plexica_tests::{database, db::room};

fn room(name: &str) -> room::Create {
    room::Create { name: name.into() }
}

#[tokio::test]
async fn a_unique_index_over_an_expression_holds() {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    acme.room().create(room("Blue")).await.unwrap();
    let error = acme.room().create(room("bLUE")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UniqueViolation);
    assert_eq!(error.constraint(), Some("rooms_name_lower_key"));
    assert_eq!(error.model(), Some("Room"));
    acme.room().create(room("Blues")).await.unwrap();
}
