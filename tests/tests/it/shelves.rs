use plexica_client::{ErrorKind, generated::jiff::civil::date};
use plexica_tests::{database, db::shelf};

fn shelf(label: &str) -> shelf::Create {
    shelf::Create {
        label: label.into(),
    }
}

#[tokio::test]
async fn a_partial_unique_index_holds_for_its_rows_alone() {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    let gone = date(2026, 11, 24);
    acme.shelf().create(shelf("a")).gone(gone).await.unwrap();
    acme.shelf().create(shelf("a")).gone(gone).await.unwrap();
    acme.shelf().create(shelf("a")).await.unwrap();
    let error = acme.shelf().create(shelf("a")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UniqueViolation);
    assert_eq!(error.constraint(), Some("shelves_label_key"));
    let labels = acme.shelf().find_many().filter(shelf::label.eq("a"));
    assert_eq!(labels.await.unwrap().len(), 3);
}

#[tokio::test]
async fn a_violated_check_is_named() {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    let error = acme.shelf().create(shelf("a")).load(-1).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::CheckViolation);
    assert_eq!(error.constraint(), Some("shelves_load_check"));
    assert_eq!(error.model(), Some("Shelf"));
}
