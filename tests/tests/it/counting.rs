//! Numbers of related rows, with the records or in their place.

use plexica_tests::{
    database,
    db::{article, folder, leaf, post, topic, user},
    watch,
};

use crate::people::people;

#[tokio::test]
async fn a_record_has_the_number_of_its_related_rows_in_their_place() {
    let acme = database().await.tenant("acme").await;
    people(&acme).await;
    let (statements, _guard) = watch();
    let users = acme
        .user()
        .find_many()
        .order_by(user::email.asc())
        .with_count(user::written)
        .with_count(user::reports)
        .with(user::boss.with_count(user::edited.filter(post::stars.gt(1))))
        .await
        .unwrap();
    assert_eq!(statements.take().len(), 5);
    let counts: Vec<(u64, u64)> = users
        .iter()
        .map(|user| (user.written, user.reports))
        .collect();
    assert_eq!(counts, [(2, 2), (1, 1), (0, 0), (0, 0)]);
    let bosses = users.iter().map(|user| Some(user.boss.as_ref()?.edited));
    assert_eq!(
        bosses.collect::<Vec<_>>(),
        [None, Some(0), Some(0), Some(1)]
    );
    let json = serde_json::to_value(&users[0]).unwrap();
    assert_eq!(json["written"], 2);
    assert!(json.get("edited").is_none());

    let posts = acme.post().find_many().order_by(post::stars.desc());
    let posts = posts.with_count(post::comments).await.unwrap();
    let counts: Vec<u64> = posts.iter().map(|post| post.comments).collect();
    assert_eq!(counts, [2, 0, 1], "by a key of two columns");
    statements.take();
    let nobody = acme.user().find_many().filter(user::age.gt(99));
    assert!(nobody.with_count(user::written).await.unwrap().is_empty());
    assert_eq!(statements.take().len(), 1);
}

#[tokio::test]
async fn a_number_of_related_rows_is_selected_like_a_column() {
    let acme = database().await.tenant("acme").await;
    people(&acme).await;
    let starred = || user::written.filter(post::stars.gt(1)).count();
    let (statements, _guard) = watch();
    let asked = acme
        .user()
        .find_many()
        .filter(user::age.is_not_null() & user::written.count().gt(0))
        .order_by((user::reports.count().desc(), user::email.asc()))
        .take(2)
        .select((user::written.count(), user::email, starred(), user::mood));
    let rows = asked.await.unwrap();
    assert_eq!(statements.take().len(), 1);
    let rows: Vec<_> = rows.iter().map(|row| (row.0, &row.1[..3], row.2)).collect();
    assert_eq!(rows, [(2, "ada", 1), (1, "ben", 0)]);
    let only = acme.user().find_unique(user::email.key("ada@acme.test"));
    let only: u64 = only.select(starred()).or_not_found().await.unwrap();
    assert_eq!(only, 1);
    let all = acme.user().find_many().order_by(user::email.asc());
    let mut all = all.select((user::reports.count(),)).stream();
    assert_eq!(all.try_next().await.unwrap(), Some((2,)));
    let distinct = acme.user().find_many().distinct(user::boss_id);
    let distinct = distinct.order_by(user::email.desc());
    let rows = distinct.select((user::email, user::reports.count()));
    let rows = rows.await.unwrap();
    let rows: Vec<_> = rows.iter().map(|row| (&row.0[..3], row.1)).collect();
    assert_eq!(rows, [("dan", 0), ("cle", 0), ("ada", 2)]);
}

#[tokio::test]
async fn rows_of_a_join_table_are_counted_and_deleted_rows_are_not() {
    let acme = database().await.tenant("acme").await;
    for slug in ["one", "two"] {
        let new = article::Create {
            slug: slug.into(),
            title: slug.into(),
        };
        acme.article().create(new).await.unwrap();
    }
    for name in ["art", "law"] {
        let new = topic::Create { name: name.into() };
        let topic = acme.topic().create(new).await.unwrap();
        let connect = acme.article().connect(article::topics, "one", [topic.id]);
        connect.await.unwrap();
    }
    let articles = acme.article().find_many().order_by(article::slug.asc());
    let articles = articles.with_count(article::topics).await.unwrap();
    assert_eq!(
        articles.iter().map(|one| one.topics).collect::<Vec<_>>(),
        [2, 0]
    );

    let new = folder::Create { name: "a".into() };
    let folder = acme.folder().create(new).await.unwrap().id;
    for code in ["one", "two", "three"] {
        let new = leaf::Create {
            code: code.into(),
            folder_id: folder,
        };
        acme.leaf().create(new).await.unwrap();
    }
    acme.leaf().delete(leaf::code.key("one")).await.unwrap();
    let first = || acme.folder().find_first().or_not_found();
    let counted = first().with_count(folder::leaves).await.unwrap();
    assert_eq!(counted.leaves, 2);
    let all = first().with_count(folder::leaves.with_deleted());
    assert_eq!(all.await.unwrap().leaves, 3);
    let kept = (
        folder::leaves.count(),
        folder::leaves.only_deleted().count(),
    );
    assert_eq!(first().select(kept).await.unwrap(), (2, 1));
}

#[tokio::test]
async fn some_rows_are_loaded_and_all_are_counted() {
    let acme = database().await.tenant("acme").await;
    people(&acme).await;
    let (statements, _guard) = watch();
    let first = user::written.order_by(post::stars.desc()).take(1);
    let users = acme
        .user()
        .find_many()
        .order_by(user::email.asc())
        .with_and_count(first.with_and_count(post::comments))
        .with(user::boss)
        .await
        .unwrap();
    assert_eq!(statements.take().len(), 6);
    let found: Vec<_> = users
        .iter()
        .map(|user| (user.written.len(), user.written.count))
        .collect();
    assert_eq!(found, [(1, 2), (1, 1), (0, 0), (0, 0)]);
    let best = &users[0].written[0];
    assert_eq!((best.stars, best.comments.count), (5, 2));
    let json = serde_json::to_value(&users[0]).unwrap();
    assert_eq!(json["written"]["count"], 2);
    assert_eq!(json["written"]["rows"][0]["stars"], 5);

    let starred = user::written.filter(post::stars.gt(1));
    let found = acme.user().find_first().with_and_count(starred);
    let ada = found.order_by(user::email.asc()).or_not_found();
    let ada = ada.await.unwrap();
    assert_eq!((ada.written.rows.len(), ada.written.count), (1, 1));
    // By a join table.
    let links =
        article::topics.create_many(|_| ["a", "b"].map(|name| topic::Create { name: name.into() }));
    let create = article::Create {
        slug: "a".into(),
        title: "A".into(),
    };
    acme.article().create(create).nested(links).await.unwrap();
    let found = acme.article().find_first();
    let topics = article::topics.order_by(topic::name.asc()).take(1);
    let found = found.with_and_count(topics).or_not_found().await.unwrap();
    assert_eq!((&*found.topics[0].name, found.topics.count), ("a", 2));
}
