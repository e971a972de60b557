//! Upserts with related rows.

use futures_util::future::join_all;
use plexica_client::ErrorKind;
use plexica_tests::{
    Fixture, database,
    db::{TenantDb, folder, leaf, post, user},
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
