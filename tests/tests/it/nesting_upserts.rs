//! Upserts with related rows.

use futures_util::future::join_all;
use plexica_client::ErrorKind;
use plexica_tests::{
    Fixture, database,
    db::{TenantDb, article, folder, leaf, post, topic, user},
    watch,
};

async fn acme() -> (Fixture, TenantDb) {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    (fixture, acme)
}

fn named(name: &str) -> user::Create {
    user::Create {
        email: format!("{name}@acme.test"),
    }
}

fn slug(slug: &str, author_id: plexica_client::generated::Uuid) -> post::Create {
    post::Create {
        slug: slug.into(),
        title: slug.to_uppercase(),
        author_id,
    }
}

#[tokio::test]
async fn related_rows_are_of_the_new_row_or_of_the_one_that_is_there() {
    let (_fixture, acme) = acme().await;
    let write = || {
        let ada = named("ada").draft().age(36);
        let ada = ada.nested(user::written.create(|id| slug("first", id)));
        let ada = ada.nested(user::boss.create(named("eve")));
        acme.user().upsert(user::email, ada).update(|user| {
            let posts = user
                .age(37)
                .nested(user::written.create(|id| slug("next", id)));
            posts.nested(user::boss.update(|boss| boss.age(60)))
        })
    };
    let (statements, _guard) = watch();
    let made = write().await.unwrap();
    // The lock and the look, and then the three.
    assert_eq!(statements.take().len(), 5);
    assert_eq!(made.age, Some(36));
    let changed = write().await.unwrap();
    assert_eq!((changed.id, changed.age), (made.id, Some(37)));
    let found = acme.user().find_unique(user::id.key(made.id));
    let posts = user::written.order_by(post::id.asc());
    let found = found.with(posts).with(user::boss).or_not_found();
    let found = found.await.unwrap();
    let slugs: Vec<_> = found.written.iter().map(|post| &*post.slug).collect();
    assert_eq!(slugs, ["first", "next"]);
    assert_eq!(found.boss.unwrap().age, Some(60));

    // Nothing of either where a part of it fails.
    let error = write().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UniqueViolation);
    assert_eq!(acme.post().count().await.unwrap(), 2);
    // Changes alone may have them too, and nothing has to change.
    let posts = || user::written.create(|id| slug("last", id));
    let upsert = acme.user().upsert(user::email, named("ada"));
    let kept = upsert.update(|user| user.nested(posts())).await.unwrap();
    assert_eq!((kept.id, kept.age), (made.id, Some(37)));
    assert_eq!(acme.post().count().await.unwrap(), 3);
}

#[tokio::test]
async fn of_many_at_once_one_makes_the_row() {
    let (_fixture, acme) = acme().await;
    let upserts = (0..12).map(|number| {
        let acme = acme.clone();
        async move {
            let post = move |id| slug(&format!("by {number}"), id);
            let ada = named("ada").draft().nested(user::written.create(post));
            let upsert = acme.user().upsert(user::email, ada);
            let post = user::written.create(post);
            upsert.update(|user| user.nested(post)).await
        }
    });
    for made in join_all(upserts).await {
        made.unwrap();
    }
    assert_eq!(acme.user().count().await.unwrap(), 1);
    assert_eq!(acme.post().count().await.unwrap(), 12);
}

#[tokio::test]
async fn the_key_of_the_row_has_to_be_known() {
    let (_fixture, acme) = acme().await;
    let leaves = folder::leaves.create(|folder_id| leaf::Create {
        code: "x".into(),
        folder_id,
    });
    let new = folder::Create { name: "a".into() }.draft().nested(leaves);
    let error = acme.folder().upsert(folder::id, new).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidQuery);
    assert!(error.help().is_some_and(|help| help.contains("closure")));
    assert_eq!(acme.folder().count().await.unwrap(), 0);
}

#[tokio::test]
async fn what_is_written_with_a_new_row_is_not_written_with_one_that_is_there() {
    let (_fixture, acme) = acme().await;
    let counts = async || {
        let users = acme.user().count().await.unwrap();
        (users, acme.post().count().await.unwrap())
    };
    // A row that refers to this one.
    let report = |age: i32| {
        let ben = move |_| {
            let ben = named("ben").draft().age(age);
            ben.nested(user::written.create(|id| slug("ben", id)))
        };
        user::reports.connect_or_create(user::email, ben)
    };
    let write = |name: &str, age| acme.user().create(named(name)).nested(report(age));
    write("ada", 20).await.unwrap();
    assert_eq!(counts().await, (2, 1));
    let cleo = write("cleo", 99).await.unwrap();
    assert_eq!(counts().await, (3, 1));
    let ben = acme.user().find_unique(user::email.key("ben@acme.test"));
    let ben = ben.or_not_found().await.unwrap();
    assert_eq!((ben.boss_id, ben.age), (Some(cleo.id), Some(20)));

    // And by an upsert, which changes it.
    let ben = |_| {
        named("ben")
            .draft()
            .nested(user::written.create(|id| slug("again", id)))
    };
    let ben = user::reports.upsert(user::email, ben, |ben| ben.age(21));
    let dan = acme.user().create(named("dan")).nested(ben).await.unwrap();
    assert_eq!(counts().await, (4, 1));
    let by_dan = user::boss_id.eq(dan.id) & user::age.eq(21);
    assert_eq!(acme.user().count().filter(by_dan).await.unwrap(), 1);

    // The row that this one refers to.
    for (name, posts) in [("eve", 2), ("fay", 2)] {
        let gus = named("gus").draft();
        let gus = gus.nested(user::written.create(|id| slug("gus", id)));
        let gus = user::boss.connect_or_create(user::email, gus);
        let made = acme.user().create(named(name)).nested(gus).await.unwrap();
        assert!(made.boss_id.is_some());
        assert_eq!(counts().await.1, posts);
    }
    assert_eq!(counts().await.0, 7);

    // By a join table.
    let news = |slug: &'static str| {
        let wholes = topic::wholes.create(|_| topic::Create { name: "all".into() });
        let new = topic::Create {
            name: "news".into(),
        }
        .draft()
        .nested(wholes);
        let create = acme.article().create(article::Create {
            slug: slug.into(),
            title: "A".into(),
        });
        create.nested(article::topics.connect_or_create(topic::name, |_| new))
    };
    for slug in ["a", "b"] {
        news(slug).await.unwrap();
    }
    let filter = article::topics.any(topic::name.eq("news"));
    assert_eq!(acme.article().count().filter(filter).await.unwrap(), 2);
    assert_eq!(acme.topic().count().await.unwrap(), 2);
}
