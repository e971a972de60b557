use std::time::Duration;

use plexica_client::{Error, ErrorKind, observe};
use plexica_tests::{
    Fixture, database,
    db::{TenantDb, comment, post, tenant, user},
    watch,
};

use crate::people::people;

async fn acme() -> (Fixture, TenantDb) {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    (fixture, acme)
}

async fn with_people() -> (Fixture, TenantDb) {
    let (fixture, acme) = acme().await;
    people(&acme).await;
    (fixture, acme)
}

fn comment(text: &str) -> comment::Create {
    comment::Create { text: text.into() }
}

#[tokio::test]
async fn a_batch_gives_what_each_query_gives_by_itself() {
    let (fixture, acme) = with_people().await;
    let ops = fixture.tenant("ops").await;
    let (statements, _guard) = watch();
    let (first, ada, count, exists, oldest, tenants) = fixture
        .db
        .batch((
            acme.user().find_many().order_by(user::email.asc()).take(2),
            acme.user()
                .find_unique(user::email.key("ada@acme.test"))
                .or_not_found(),
            acme.user().count(),
            ops.user().exists(),
            acme.user().aggregate(user::age.max()),
            fixture.db.core().tenant().find_many().select(tenant::slug),
        ))
        .await
        .unwrap();
    assert_eq!(statements.take().len(), 6);
    assert_eq!(
        first,
        acme.user()
            .find_many()
            .order_by(user::email.asc())
            .take(2)
            .await
            .unwrap()
    );
    assert_eq!(ada.email, "ada@acme.test");
    assert_eq!(count, acme.user().count().await.unwrap());
    assert!(!exists);
    assert_eq!(
        oldest,
        acme.user().aggregate(user::age.max()).await.unwrap()
    );
    assert_eq!(tenants.len(), 2);
}

#[tokio::test]
async fn relations_of_a_query_in_a_batch_are_loaded_too() {
    let (_fixture, acme) = with_people().await;
    let with_posts = || {
        acme.user()
            .find_many()
            .order_by(user::email.asc())
            .with(user::written)
    };
    let (users, posts) = acme
        .batch((with_posts(), acme.post().count()))
        .await
        .unwrap();
    assert_eq!(users, with_posts().await.unwrap());
    let loaded: usize = users.iter().map(|user| user.written.len()).sum();
    assert_eq!(loaded as u64, posts);
}

#[tokio::test]
async fn writes_go_in_a_batch_and_each_happens_by_itself() {
    let (_fixture, acme) = acme().await;
    let (made, many, changed) = acme
        .batch((
            acme.comment().create(comment("one")),
            acme.comment()
                .create_many([comment("two"), comment("three")]),
            acme.comment()
                .update_many(comment::text.eq("one"))
                .text("first"),
        ))
        .await
        .unwrap();
    assert_eq!(
        (made.text.as_str(), many, changed),
        ("one", 2, 1),
        "they run in their order"
    );

    let failed = acme
        .batch((
            acme.comment().create(comment("four")),
            acme.comment().update(comment::id.key(-1)).text("nobody"),
            acme.comment().delete_many(comment::text.eq("two")),
        ))
        .await
        .unwrap_err();
    assert_eq!(failed.kind(), ErrorKind::NotFound);
    let texts = acme.comment().find_many().order_by(comment::id.asc());
    let texts = texts.select(comment::text).await.unwrap();
    assert_eq!(texts, ["first", "three", "four"], "the others happened");
}

#[tokio::test]
async fn a_vec_is_a_batch_of_one_kind() {
    let (_fixture, acme) = acme().await;
    let made = ["a", "b", "c"].map(|text| acme.comment().create(comment(text)));
    let made = acme.batch(Vec::from(made)).await.unwrap();
    let texts: Vec<_> = made.iter().map(|made| made.text.as_str()).collect();
    assert_eq!(texts, ["a", "b", "c"]);
    let none: Vec<plexica_client::query::Count<'_, plexica_tests::db::Comment>> = Vec::new();
    assert_eq!(acme.batch(none).await.unwrap(), [0_u64; 0]);
}

#[tokio::test]
async fn a_batch_of_a_transaction_is_part_of_it() {
    let (fixture, acme) = acme().await;
    let tx = acme.begin().await.unwrap();
    let (_, count) = tx
        .batch((tx.comment().create(comment("one")), tx.comment().count()))
        .await
        .unwrap();
    assert_eq!(count, 1);
    tx.rollback().await.unwrap();
    assert_eq!(acme.comment().count().await.unwrap(), 0);

    let tx = fixture.db.begin().await.unwrap();
    let in_acme = tx.tenant("acme").await.unwrap();
    let (count, _) = tx
        .batch((
            tx.core().tenant().count(),
            in_acme.comment().create(comment("two")),
        ))
        .await
        .unwrap();
    assert_eq!(count, 1);
    drop(in_acme);
    tx.commit().await.unwrap();
    assert_eq!(acme.comment().count().await.unwrap(), 1);
}

#[tokio::test]
async fn a_query_of_another_transaction_is_refused() {
    let (_fixture, acme) = acme().await;
    let tx = acme.begin().await.unwrap();
    let error = acme
        .batch((acme.comment().count(), tx.comment().count()))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidQuery);
    let error = tx
        .batch((
            tx.comment().count(),
            acme.comment().create(comment("beside")),
        ))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidQuery);
    assert_eq!(acme.comment().count().await.unwrap(), 0);
}

#[tokio::test]
async fn what_needs_a_transaction_of_its_own_is_refused_outside_one() {
    let (_fixture, acme) = acme().await;
    let nested = || {
        let email = "new@acme.test".into();
        let create = acme.user().create(user::Create { email });
        create.nested(user::written.create(|author_id| post::Create {
            slug: "post".into(),
            title: "A post".into(),
            author_id,
        }))
    };
    let error = acme
        .batch((nested(), acme.user().count()))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidQuery);
    assert!(error.help().unwrap().contains("tx.batch"), "{error:?}");
    assert!(
        !acme
            .user()
            .exists()
            .filter(user::email.eq("new@acme.test"))
            .await
            .unwrap()
    );
}

#[tokio::test]
async fn a_batch_that_is_given_up_leaves_a_clean_pool() {
    let (fixture, _) = with_people().await;
    let db = fixture.with_one_connection().await;
    let acme = db.tenant("acme").await.unwrap();
    let raw = fixture.raw().await;
    raw.batch_execute("BEGIN; LOCK TABLE tenant_acme.comments")
        .await
        .unwrap();
    let batch = acme.batch((acme.user().count(), acme.comment().count()));
    assert!(
        tokio::time::timeout(Duration::from_millis(50), batch)
            .await
            .is_err()
    );
    let users = tokio::time::timeout(Duration::from_secs(10), acme.user().count());
    assert!(users.await.unwrap().unwrap() > 0);
}

#[tokio::test]
async fn a_task_that_waits_for_a_batch_can_be_spawned() {
    let (_fixture, acme) = with_people().await;
    let batch = tokio::spawn(async move {
        let ada = acme.user().find_unique(user::email.key("ada@acme.test"));
        let with_posts = acme.user().find_many().with(user::written);
        let create = acme.comment().create(comment("one"));
        let batch = acme.batch((ada.or_not_found(), with_posts, acme.user().count(), create));
        let (ada, with_posts, count, _) = batch.await?;
        let tx = acme.begin().await?;
        tx.batch((tx.user().count(), tx.comment().create(comment("two"))))
            .await?;
        tx.commit().await?;
        Ok::<_, Error>((ada.email, with_posts.len() as u64 == count))
    });
    let ended = batch.await.unwrap().unwrap();
    assert_eq!(ended, ("ada@acme.test".to_owned(), true));
}

#[tokio::test]
async fn checked_sql_is_part_of_a_batch() {
    let (_fixture, acme) = with_people().await;
    let (authors, users) = acme
        .batch((
            plexica_tests::db::queries::authors_by_age(&acme, 18, None),
            acme.user().count(),
        ))
        .await
        .unwrap();
    assert_eq!((authors.len(), users), (2, 4));
}

#[tokio::test]
async fn a_batch_is_one_flight() {
    #[derive(Default)]
    struct Order(std::sync::Mutex<String>);
    struct Told(std::sync::Arc<Order>);
    impl observe::QueryHook for Told {
        fn before(&self, _: &observe::QueryInfo<'_>) {
            self.0.0.lock().unwrap().push('<');
        }
        fn after(&self, _: &observe::QueryInfo<'_>, _: Duration, _: &observe::QueryOutcome<'_>) {
            self.0.0.lock().unwrap().push('>');
        }
    }
    let (fixture, _) = with_people().await;
    let order = std::sync::Arc::new(Order::default());
    let builder = fixture.builder().hook(Told(order.clone()));
    let db = builder.connect().await.unwrap();
    let acme = db.tenant("acme").await.unwrap();
    order.0.lock().unwrap().clear();
    let counts = acme.batch((
        acme.user().count(),
        acme.comment().count(),
        acme.post().count(),
    ));
    counts.await.unwrap();
    assert_eq!(
        *order.0.lock().unwrap(),
        "<<<>>>",
        "all are sent before the first answer"
    );
}
