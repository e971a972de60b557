//! Streams of records with their relations.

use futures_util::TryStreamExt;
use plexica_client::{ErrorKind, generated::Uuid};
use plexica_tests::{
    Fixture, database,
    db::{TenantDb, post, user},
    watch,
};

/// As many people as said, each with the post of their number.
async fn authors(fixture: &Fixture, tenant: &TenantDb, count: usize) {
    let people = (0..count).map(|number| user::Create {
        email: format!("{number:05}"),
    });
    tenant.user().create_many(people).await.unwrap();
    let schema = tenant.schema();
    fixture
        .sql(&format!(
            "INSERT INTO {schema}.posts (slug, title, author_id) SELECT e_mail, '', id FROM {schema}.users"
        ))
        .await;
}

#[tokio::test]
async fn a_stream_gives_the_records_with_what_belongs_to_them() {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    authors(&fixture, &acme, 1_203).await;
    let all = || {
        let written = user::written.with(post::editor);
        let all = acme.user().find_many().order_by(user::email.desc());
        all.with(written).with_count(user::reports)
    };
    let (statements, _guard) = watch();
    let stream = all().stream();
    assert!(statements.take().is_empty(), "nothing is sent before");
    let streamed: Vec<_> = stream.try_collect().await.unwrap();
    let sent = statements.take();
    // The cursor, and three times a fetch and two relations: nobody has an editor.
    assert_eq!(sent.len(), 10, "{sent:#?}");
    assert_eq!(streamed, all().await.unwrap());
    assert_eq!(streamed[0].written[0].slug, "01202");

    statements.take();
    // A last fetch that gives nothing, and one that is the only one.
    let mut thousand = acme
        .user()
        .find_many()
        .take(1_000)
        .with(user::written)
        .stream();
    let mut count = 0;
    while thousand.try_next().await.unwrap().is_some() {
        count += 1;
    }
    assert_eq!((count, statements.take().len()), (1_000, 6));
    let none = acme.user().find_many().filter(user::email.eq("none"));
    let mut none = none.with(user::written).stream();
    assert!(none.try_next().await.unwrap().is_none());
    assert!(none.try_next().await.unwrap().is_none(), "it stays over");
}

#[tokio::test]
async fn one_connection_is_enough_and_is_free_again() {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    authors(&fixture, &acme, 600).await;
    let db = fixture.with_one_connection().await;
    let acme = db.tenant("acme").await.unwrap();
    let by_email = || acme.user().find_many().order_by(user::email.asc());
    for _ in 0..3 {
        let stream = by_email().with(user::written).stream();
        let users: Vec<_> = stream.try_collect().await.unwrap();
        assert_eq!(users.len(), 600);
        // Of other columns, by a cursor on the same connection.
        let stream = acme.post().find_many().with(post::author).stream();
        let posts: Vec<_> = stream.try_collect().await.unwrap();
        assert!(posts.iter().all(|post| post.author.email == post.slug));
        // Given up before its end.
        let mut stream = by_email().with(user::written).stream();
        stream.try_next().await.unwrap().unwrap();
        drop(stream);
    }
    acme.user()
        .delete_many(user::email.eq("00000"))
        .await
        .unwrap();
    let cursors = "SELECT count(*) FROM pg_cursors WHERE name LIKE 'plexica%'";
    let open: Vec<(i64,)> = acme.query_raw(cursors).await.unwrap();
    assert_eq!(open, [(0,)]);
}

#[tokio::test]
async fn records_and_relations_are_of_one_moment() {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    authors(&fixture, &acme, 600).await;
    let by_slug = acme.post().find_many().order_by(post::slug.asc());
    let mut posts = by_slug.with(post::author).stream();
    posts.try_next().await.unwrap().unwrap();
    // With an author their posts go: those of the next fetch too.
    acme.user()
        .delete_many(user::email.gt("00550"))
        .await
        .unwrap();
    let mut last = None;
    while let Some(post) = posts.try_next().await.unwrap() {
        last = Some((post.slug, post.author.email));
    }
    assert_eq!(last, Some(("00599".into(), "00599".into())));
}

#[tokio::test]
async fn a_transaction_has_several_of_them_and_other_queries_in_between() {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    authors(&fixture, &acme, 1_100).await;
    let tx = acme.begin().await.unwrap();
    let users = tx.user().find_many().order_by(user::email.asc());
    let mut users = users.with(user::written).stream();
    let posts = tx.post().find_many().order_by(post::slug.desc());
    let mut posts = posts.with(post::author).lock_for_update().stream();
    for number in 0..1_100 {
        let user = users.try_next().await.unwrap().unwrap();
        assert_eq!(user.written[0].slug, format!("{number:05}"));
        let post = posts.try_next().await.unwrap().unwrap();
        assert_eq!(post.author.email, format!("{:05}", 1_099 - number));
        if number % 100 == 0 {
            let update = tx.user().update(user::id.key(user.id));
            update.age(number).await.unwrap();
        }
    }
    assert!(users.try_next().await.unwrap().is_none());
    assert!(posts.try_next().await.unwrap().is_none());
    drop((users, posts));
    tx.commit().await.unwrap();
    let aged = acme.user().count().filter(user::age.is_not_null());
    assert_eq!(aged.await.unwrap(), 11);
}

#[tokio::test]
async fn what_cannot_be_streamed_is_an_error_and_the_end() {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    authors(&fixture, &acme, 3).await;
    let first = acme.user().find_first().or_not_found().await.unwrap();
    let backwards = acme.user().find_many().before(&first).take(2);
    let mut backwards = backwards.with(user::written).stream();
    let error = backwards.try_next().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidQuery);
    assert!(backwards.try_next().await.unwrap().is_none());

    // Something is wrong with the rows, and then with what belongs to them.
    let schema = acme.schema();
    let rename = format!("ALTER TABLE {schema}.posts RENAME TO elsewhere");
    fixture.sql(&rename).await;
    let mut broken = acme.user().find_many().with(user::written).stream();
    let error = broken.try_next().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotMigrated);
    assert!(broken.try_next().await.unwrap().is_none());
    let mut broken = acme.post().find_many().with(post::author).stream();
    let error = broken.try_next().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotMigrated);
    let alone = acme.user().find_unique(user::id.key(Uuid::nil()));
    assert_eq!(alone.await.unwrap(), None, "the connection is as it was");
}
