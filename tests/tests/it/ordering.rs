//! Orders and conditions by related rows and by how many there are.

use plexica_client::Filter;
use plexica_tests::{
    database,
    db::{Post, TenantDb, User, article, comment, folder, label, leaf, post, topic, user},
};

use crate::people::people;

/// The local parts of the addresses, in the order that the server gives.
async fn emails(tenant: &TenantDb, order: impl plexica_client::query::IntoOrder<User>) -> String {
    let found = tenant.user().find_many().order_by(order);
    let found = found.select(user::email).await.unwrap();
    let names = found
        .iter()
        .map(|email| email.trim_end_matches("@acme.test"));
    names.collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn rows_are_ordered_by_a_column_of_the_row_they_refer_to() {
    let acme = database().await.tenant("acme").await;
    people(&acme).await;
    let posts = acme
        .post()
        .find_many()
        .order_by((post::author.by(user::email.desc()), post::stars.asc()))
        .await
        .unwrap();
    let shown: Vec<_> = posts.iter().map(|post| post.stars).collect();
    assert_eq!(shown, [0, 1, 5]);

    let by_boss = user::boss.by(user::email.desc()).nulls_first();
    assert_eq!(
        emails(&acme, (by_boss, user::email.asc())).await,
        "ada dan ben cleo"
    );
    let by_boss = user::boss.by(user::email.desc()).nulls_last();
    assert_eq!(
        emails(&acme, (by_boss, user::email.desc())).await,
        "dan cleo ben ada"
    );
    // The other side of a one-to-one relation.
    let by_bio = user::profile
        .by(plexica_tests::db::profile::bio.desc())
        .nulls_last();
    assert_eq!(
        emails(&acme, (by_bio, user::email.asc())).await,
        "ben ada cleo dan"
    );
}

#[tokio::test]
async fn an_order_goes_through_any_number_of_relations_and_joins_each_once() {
    let acme = database().await.tenant("acme").await;
    people(&acme).await;
    let author = || comment::post.by(post::author.by(user::email.desc()));
    let title = comment::post.by(post::title.asc());
    let asked = || {
        let all = acme.comment().find_many();
        all.order_by((author().nulls_last(), title, comment::text.desc()))
    };
    let asked = asked();
    assert_eq!(asked.to_sql().matches("LEFT JOIN").count(), 2);
    let texts: Vec<String> = asked.select(comment::text).await.unwrap();
    assert_eq!(texts, ["third", "second", "first", "lost"]);

    let top = user::boss
        .by(user::boss.by(user::email.asc()))
        .nulls_first();
    let first = acme.user().find_first().order_by((top, user::email.desc()));
    assert_eq!(first.or_not_found().await.unwrap().email, "cleo@acme.test");

    let transaction = acme.begin().await.unwrap();
    let locked = transaction.comment().find_many().order_by(author());
    assert_eq!(locked.lock_for_update().await.unwrap().len(), 4);
}

#[tokio::test]
async fn rows_are_ordered_and_chosen_by_how_many_related_rows_they_have() {
    let acme = database().await.tenant("acme").await;
    people(&acme).await;
    let written = user::written.count().desc();
    assert_eq!(
        emails(&acme, (written, user::email.desc())).await,
        "ada ben dan cleo"
    );
    let starred = user::written.filter(post::stars.lt(5)).count();
    let starred = (starred.asc(), user::email.desc());
    assert_eq!(emails(&acme, starred).await, "dan cleo ben ada");
    let colleagues = user::boss.by(user::reports.count().desc()).nulls_last();
    assert_eq!(
        emails(&acme, (colleagues, user::email.asc())).await,
        "ben cleo dan ada"
    );

    let having = async |filter: Filter<User>| {
        let found = acme.user().find_many().filter(filter);
        let found = found.order_by(user::email.asc()).select(user::email);
        let found = found.await.unwrap();
        let names = found
            .iter()
            .map(|email| email.trim_end_matches("@acme.test"));
        names.collect::<Vec<_>>().join(" ")
    };
    let count = || user::written.count();
    assert_eq!(having(count().eq(1)).await, "ben");
    assert_eq!(having(count().ne(1)).await, "ada cleo dan");
    assert_eq!(having(count().gt(1)).await, "ada");
    assert_eq!(having(count().gte(1)).await, "ada ben");
    assert_eq!(having(count().lt(1)).await, "cleo dan");
    assert_eq!(having(count().lte(1)).await, "ben cleo dan");
    assert_eq!(having(count().lt(u64::MAX)).await, "ada ben cleo dan");
    let discussed = user::written.filter(post::comments.count().gt(1)).count();
    assert_eq!(having(discussed.eq(1)).await, "ada");
    assert_eq!(having(user::boss.is(count().gt(1))).await, "ben cleo");
}

#[tokio::test]
async fn a_relation_that_is_narrowed_is_asked_about_as_it_is() {
    let acme = database().await.tenant("acme").await;
    people(&acme).await;
    let starred = || user::written.filter(post::stars.gt(0));
    let count = async |filter: Filter<User>| acme.user().count().filter(filter).await.unwrap();
    let one = || post::slug.eq("one");
    assert_eq!(count(user::written.any(one())).await, 2);
    assert_eq!(count(starred().any(one())).await, 1);
    assert_eq!(count(starred().none(one())).await, 3);
    assert_eq!(count(user::written.every(one())).await, 3);
    assert_eq!(count(starred().every(post::slug.eq("two"))).await, 3);
}

#[tokio::test]
async fn related_rows_are_ordered_by_rows_related_to_them() {
    let acme = database().await.tenant("acme").await;
    people(&acme).await;
    let by_editor = post::editor.by(user::email.asc());
    let ada = acme
        .user()
        .find_unique(user::email.key("ada@acme.test"))
        .with(user::written.order_by(by_editor.nulls_first()))
        .or_not_found();
    let stars = |posts: &[Post]| posts.iter().map(|post| post.stars).collect::<Vec<_>>();
    assert_eq!(stars(&ada.await.unwrap().written), [1, 5]);

    for (slug, names) in [("one", &["art", "law"][..]), ("two", &["law"])] {
        let new = article::Create {
            slug: slug.into(),
            title: slug.into(),
        };
        acme.article().create(new).await.unwrap();
        for name in names {
            let new = topic::Create {
                name: (*name).into(),
            };
            let topic = acme.topic().upsert(topic::name, new).await.unwrap();
            let connect = acme.article().connect(article::topics, slug, [topic.id]);
            connect.await.unwrap();
        }
    }
    let busiest = article::topics.order_by(topic::articles.count().desc());
    let one = acme.article().find_unique(article::slug.key("one"));
    let one = one.with(busiest).or_not_found().await.unwrap();
    let names: Vec<_> = one.topics.iter().map(|topic| topic.name.as_str()).collect();
    assert_eq!(names, ["law", "art"]);
    let most = acme.article().find_first();
    let most = most.order_by(article::topics.count().desc()).or_not_found();
    assert_eq!(most.await.unwrap().slug, "one");
}

#[tokio::test]
async fn a_deleted_row_is_not_counted_and_gives_no_value_to_order_by() {
    let acme = database().await.tenant("acme").await;
    let mut folders = Vec::new();
    for name in ["a", "b", "c"] {
        let new = folder::Create { name: name.into() };
        folders.push(acme.folder().create(new).await.unwrap().id);
    }
    for (code, place, copy) in [("one", 0, 2), ("two", 0, 1), ("three", 1, 0)] {
        let new = leaf::Create {
            code: code.into(),
            folder_id: folders[place],
        };
        let made = acme.leaf().create(new).copy_id(folders[copy]);
        made.await.unwrap();
    }
    let new = label::Create { name: "red".into() };
    acme.label().create(new).await.unwrap();
    let connect = acme
        .label()
        .connect(label::leaves, "red", ["one", "two", "three"]);
    connect.await.unwrap();
    acme.leaf().delete(leaf::code.key("one")).await.unwrap();
    acme.folder()
        .delete(folder::id.key(folders[0]))
        .await
        .unwrap();

    let having = async |filter| {
        let found = acme.folder().find_many().with_deleted().filter(filter);
        let found = found.order_by(folder::name.asc()).select(folder::name);
        found.await.unwrap().join(" ")
    };
    assert_eq!(having(folder::leaves.count().eq(1)).await, "a b");
    assert_eq!(
        having(folder::leaves.with_deleted().count().eq(2)).await,
        "a"
    );
    assert_eq!(
        having(folder::leaves.only_deleted().count().eq(1)).await,
        "a"
    );
    let labels = acme.label().exists();
    assert!(labels.filter(label::leaves.count().eq(2)).await.unwrap());

    let codes = async |order| {
        let found = acme.leaf().find_many().order_by((order, leaf::code.asc()));
        found.select(leaf::code).await.unwrap().join(" ")
    };
    // The copy of `three` is deleted, so its name is none; the folder of `two`, which must be
    // there, is deleted and has its name.
    assert_eq!(codes(leaf::copy.by(folder::name.asc())).await, "two three");
    let kept = leaf::copy.with_deleted().by(folder::name.asc());
    assert_eq!(codes(kept).await, "three two");
    assert_eq!(
        codes(leaf::folder.by(folder::name.desc()).nulls_first()).await,
        "three two"
    );
}

#[tokio::test]
async fn orders_are_as_many_as_wanted_and_known_as_late_as_wanted() {
    let acme = database().await.tenant("acme").await;
    people(&acme).await;
    let six = (
        user::mood.asc(),
        user::favourite.asc().nulls_last(),
        user::boss.by(user::age.desc()).nulls_last(),
        user::reports.count().desc(),
        user::age.asc(),
        user::email.desc(),
    );
    assert_eq!(emails(&acme, six).await, "cleo ada dan ben");
    // As a program makes it of a request's `sort=-boss,email`.
    let sort = |sort: &str| {
        let order = |by: &str| match by.strip_prefix('-').unwrap_or(by) {
            "boss" if by.starts_with('-') => user::boss_id.desc().nulls_first(),
            "boss" => user::boss_id.asc().nulls_first(),
            _ if by.starts_with('-') => user::email.desc(),
            _ => user::email.asc(),
        };
        sort.split(',').map(order).collect::<Vec<_>>()
    };
    assert_eq!(emails(&acme, sort("-email")).await, "dan cleo ben ada");
    let by_boss = emails(&acme, sort("boss,-email")).await;
    assert!(by_boss.starts_with("ada "), "{by_boss}");
    assert!(by_boss.contains("cleo ben"), "{by_boss}");
    assert_eq!(
        emails(&acme, Vec::new()).await.len(),
        "ada ben cleo dan".len()
    );
}
