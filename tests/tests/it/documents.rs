use futures_util::future::join_all;
use plexica_client::{ErrorKind, query::Filter};
use plexica_tests::{
    database,
    db::{TenantDb, document},
};

fn document(slug: &str) -> document::Create {
    document::Create { slug: slug.into() }
}

#[tokio::test]
async fn each_update_counts_the_version_up() {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    let plan = acme.document().create(document("plan")).await.unwrap();
    assert_eq!(plan.edition, 0);
    let key = || document::slug.key("plan");
    let plan = acme.document().update(key()).title("Plan").await.unwrap();
    assert_eq!((plan.edition, plan.title.as_deref()), (1, Some("Plan")));
    let all = acme.document().update_many(Filter::all()).words(3);
    assert_eq!(all.await.unwrap(), 1);
    let upsert = acme.document().upsert(document::slug, document("plan"));
    let plan = upsert.update(|plan| plan.words(4)).await.unwrap();
    assert_eq!((plan.edition, plan.words), (3, 4));
    let upsert = acme.document().upsert(document::slug, document("other"));
    let other = upsert.update(|plan| plan.words(4)).await.unwrap();
    assert_eq!((other.edition, other.words), (0, 0));
    let many = ["a", "b"].map(document);
    let many = acme.document().create_many(many).returning().await;
    assert!(many.unwrap().iter().all(|made| made.edition == 0));

    // What changes nothing is no update.
    let same = acme.document().update(key()).await.unwrap();
    assert_eq!(same, plan);
    let same = acme.document().upsert(document::slug, document("plan"));
    assert_eq!(same.await.unwrap(), plan);
}

#[tokio::test]
async fn a_write_to_a_version_that_is_gone_is_an_error_and_changes_nothing() {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    let read = acme.document().create(document("plan")).await.unwrap();
    let key = |version| document::id.key(read.id).at_version(version);
    let update = acme.document().update(key(read.edition)).title("Mine");
    assert_eq!(update.await.unwrap().edition, 1);

    let stale = acme.document().update(key(read.edition)).title("Theirs");
    let error = stale.await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::StaleVersion);
    assert_eq!(error.model(), Some("Document"));
    assert_eq!(error.fields(), ["edition"]);
    let message = "the Document was changed since it was read";
    assert_eq!(error.to_string(), message);
    let nothing = acme.document().update(key(read.edition)).await;
    assert_eq!(nothing.unwrap_err().kind(), ErrorKind::StaleVersion);
    let delete = acme.document().delete(key(read.edition)).await;
    assert_eq!(delete.unwrap_err().kind(), ErrorKind::StaleVersion);
    let found = acme.document().find_unique(key(0)).await.unwrap();
    assert_eq!(found, None);
    let found = acme.document().find_unique(key(1)).or_not_found();
    assert_eq!(found.await.unwrap().title.as_deref(), Some("Mine"));

    acme.document().delete(key(1)).await.unwrap();
    let gone = acme.document().update(key(1)).title("Late").await;
    assert_eq!(gone.unwrap_err().kind(), ErrorKind::NotFound);
}

#[tokio::test]
async fn a_transaction_goes_on_after_a_stale_write() {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    let read = acme.document().create(document("plan")).await.unwrap();
    let tx = acme.begin().await.unwrap();
    let key = document::id.key(read.id).at_version(7);
    let stale = tx.document().update(key).title("Mine").await;
    assert_eq!(stale.unwrap_err().kind(), ErrorKind::StaleVersion);
    tx.document().create(document("other")).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(acme.document().count().await.unwrap(), 2);
}

/// Adds a word to what was read, as often as somebody else was faster.
async fn add_a_word(acme: &TenantDb) -> u32 {
    let mut tries = 1;
    loop {
        let found = acme.document().find_unique(document::slug.key("plan"));
        let found = found.or_not_found().await.unwrap();
        let key = document::id.key(found.id).at_version(found.edition);
        match acme.document().update(key).words(found.words + 1).await {
            Ok(_) => return tries,
            Err(error) if error.kind() == ErrorKind::StaleVersion => tries += 1,
            Err(error) => panic!("{error}"),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_update_is_lost_between_writers_that_ask_for_the_version_they_read() {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    acme.document().create(document("plan")).await.unwrap();
    let writers = (0..8).map(|_| {
        let acme = acme.clone();
        tokio::spawn(async move { add_a_word(&acme).await })
    });
    let tries = join_all(writers).await;
    let tries: u32 = tries.into_iter().map(Result::unwrap).sum();
    let plan = acme.document().find_first().or_not_found().await.unwrap();
    assert_eq!((plan.words, plan.edition), (8, 8));
    assert!(tries >= 8, "{tries}");
}
