//! Changes of rows with their related rows.

use plexica_client::{ErrorKind, Filter, write::increment};
use plexica_tests::{
    Fixture, database,
    db::{TenantDb, User, article, folder, leaf, post, profile, topic, user},
    watch,
};

use crate::people::{People, people};

async fn acme() -> (Fixture, TenantDb, People) {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    let people = people(&acme).await;
    (fixture, acme, people)
}

async fn reports(acme: &TenantDb, boss: &User) -> Vec<String> {
    let found = acme.user().find_many().filter(user::boss_id.eq(boss.id));
    let found = found.order_by(user::email.asc()).await.unwrap();
    let names = found.iter().map(|user| user.email.split('@').next());
    names.map(|name| name.unwrap().to_owned()).collect()
}

async fn posts(acme: &TenantDb, author: &User) -> Vec<(String, i32)> {
    let found = acme
        .post()
        .find_many()
        .filter(post::author_id.eq(author.id));
    let found = found.order_by(post::slug.asc()).await.unwrap();
    found
        .into_iter()
        .map(|post| (post.slug, post.stars))
        .collect()
}

#[tokio::test]
async fn a_row_is_changed_with_its_related_rows() {
    let (_fixture, acme, people) = acme().await;
    let (statements, _guard) = watch();
    let ada = acme
        .user()
        .update(user::id.key(people.ada.id))
        .age(37)
        .nested(user::written.create(|author_id| post::Create {
            slug: "three".into(),
            title: "Three".into(),
            author_id,
        }))
        .nested(
            user::written.update(post::author_id_slug.key((people.ada.id, "one")), |post| {
                post.stars(increment(1))
            }),
        )
        .nested(user::written.update_many(post::stars.lt(5), |post| post.title("Less")))
        .await
        .unwrap();
    assert_eq!((ada.age, statements.take().len()), (Some(37), 4));
    let expected = [("one", 6), ("three", 0), ("two", 1)];
    let expected = expected.map(|(slug, stars)| (slug.to_owned(), stars));
    assert_eq!(posts(&acme, &ada).await, expected);
    let less = acme.post().count().filter(post::title.eq("Less"));
    assert_eq!(less.await.unwrap(), 2, "not Ben's");

    // By another key than the one that is referred to: it is waited for.
    let update = acme.user().update(user::email.key("ada@acme.test"));
    let delete = update.nested(user::written.delete_many(post::stars.lt(5)));
    delete.await.unwrap();
    assert_eq!(posts(&acme, &ada).await, [("one".to_owned(), 6)]);
}

#[tokio::test]
async fn rows_of_others_are_neither_changed_nor_deleted() {
    let (_fixture, acme, people) = acme().await;
    let bens = post::author_id_slug.key((people.ben.id, "one"));
    let update = || acme.user().update(user::id.key(people.ada.id)).age(99);
    let change = user::written.update(bens.clone(), |post| post.stars(9));
    let error = update().nested(change).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.to_string().as_str()),
        (ErrorKind::NotFound, "there is no such Post")
    );
    let error = update()
        .nested(user::written.delete(bens))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFound);
    let ada = acme.user().find_unique(user::id.key(people.ada.id));
    assert_eq!(ada.or_not_found().await.unwrap().age, Some(36), "undone");
    assert_eq!(posts(&acme, &people.ben).await, [("one".to_owned(), 0)]);
    let own = post::author_id_slug.key((people.ada.id, "two"));
    update().nested(user::written.delete(own)).await.unwrap();
    assert_eq!(posts(&acme, &people.ada).await.len(), 1);
}

#[tokio::test]
async fn related_rows_are_exchanged() {
    let (_fixture, acme, people) = acme().await;
    let (ada, ben, dan) = (&people.ada, &people.ben, &people.dan);
    let key = |name: &str| user::email.key(format!("{name}@acme.test"));
    let update = || acme.user().update(user::id.key(ada.id));
    assert_eq!(reports(&acme, ada).await, ["ben", "cleo"]);
    update()
        .nested(user::reports.connect(key("dan")))
        .await
        .unwrap();
    assert_eq!(reports(&acme, ada).await, ["ben", "cleo", "dan"]);
    // One of them is not related, and passed over.
    let ada_and_ben = user::reports.disconnect([key("ben"), key("ada")]);
    update().nested(ada_and_ben).await.unwrap();
    assert_eq!(reports(&acme, ada).await, ["cleo", "dan"]);
    let just = user::reports.set([key("ben"), key("dan")]);
    update().nested(just).await.unwrap();
    assert_eq!(reports(&acme, ada).await, ["ben", "dan"]);
    let none = user::reports.set([]);
    update().nested(none).await.unwrap();
    assert_eq!(reports(&acme, ada).await, [""; 0]);
    assert_eq!(acme.user().count().await.unwrap(), 4, "they stay");

    // The row itself is not there.
    let gone = acme
        .user()
        .update(user::id.key(plexica_client::generated::Uuid::nil()));
    let gone = gone.nested(user::reports.connect([key("ben"), key("dan")]));
    let error = gone.await.unwrap_err();
    assert_eq!((error.kind(), error.model()), (ErrorKind::NotFound, None));
    assert!(error.to_string().contains("User"), "{error}");
    let free = acme.user().count().filter(user::boss_id.is_null());
    assert_eq!(free.await.unwrap(), 4, "{} {}", ben.email, dan.email);
}

#[tokio::test]
async fn a_related_row_is_made_or_changed() {
    let (_fixture, acme, people) = acme().await;
    let write = |key, bio: &'static str| {
        let row = move |user_id| profile::Create {
            bio: bio.into(),
            user_id,
        };
        let profile = user::profile.upsert(profile::user_id, row, |row| row.bio("changed"));
        acme.user().update(user::id.key(key)).nested(profile)
    };
    write(people.ada.id, "new").await.unwrap();
    write(people.dan.id, "new").await.unwrap();
    for (key, expected) in [(people.ada.id, "changed"), (people.dan.id, "new")] {
        let found = acme.profile().find_unique(profile::user_id.key(key));
        assert_eq!(found.or_not_found().await.unwrap().bio, expected);
    }
}

#[tokio::test]
async fn links_are_changed_with_their_row() {
    let (_fixture, acme, _) = acme().await;
    let topics = ["a", "b", "c", "d"].map(|name| topic::Create { name: name.into() });
    acme.topic().create_many(topics).await.unwrap();
    let key = |name: &str| topic::name.key(name);
    for slug in ["one", "other"] {
        let create = article::Create {
            slug: slug.into(),
            title: slug.into(),
        };
        let create = acme.article().create(create);
        create
            .nested(article::topics.connect([key("a"), key("b")]))
            .await
            .unwrap();
    }
    let update = || acme.article().update(article::slug.key("one")).title("New");
    let topics = async |slug: &str| {
        let filter = topic::articles.any(article::slug.eq(slug));
        let found = acme.topic().find_many().filter(filter);
        let found = found.order_by(topic::name.asc()).await.unwrap();
        found
            .into_iter()
            .map(|topic| topic.name)
            .collect::<String>()
    };
    update()
        .nested(article::topics.connect([key("b"), key("c")]))
        .await
        .unwrap();
    assert_eq!(topics("one").await, "abc", "one was related before");
    update()
        .nested(article::topics.disconnect(key("a")))
        .await
        .unwrap();
    assert_eq!(topics("one").await, "bc");
    update()
        .nested(article::topics.set([key("c"), key("d")]))
        .await
        .unwrap();
    assert_eq!(topics("one").await, "cd");
    let error = update().nested(article::topics.set([key("a"), key("none")]));
    assert_eq!(error.await.unwrap_err().kind(), ErrorKind::NotFound);
    assert_eq!(topics("one").await, "cd", "undone");
    update().nested(article::topics.set([])).await.unwrap();
    assert_eq!(
        (topics("one").await, topics("other").await),
        (String::new(), "ab".into())
    );
}

#[tokio::test]
async fn deleted_rows_are_not_related_and_rows_that_are_kept_are_kept() {
    let (_fixture, acme, _) = acme().await;
    let leaves = |codes: &'static [&'static str]| {
        folder::leaves.create_many(move |folder_id| {
            codes.iter().map(move |code| leaf::Create {
                code: (*code).into(),
                folder_id,
            })
        })
    };
    let create = acme.folder().create(folder::Create { name: "a".into() });
    let one = create.nested(leaves(&["x", "y"])).await.unwrap();
    let create = acme.folder().create(folder::Create { name: "b".into() });
    let other = create.nested(leaves(&["z"])).await.unwrap();
    let update = |key| acme.folder().update(folder::id.key(key));
    let delete = folder::leaves.delete(leaf::code.key("x"));
    let changed = update(one.id).nested(delete).await.unwrap();
    assert_eq!(changed.edition, 0, "no column of its own");
    assert_eq!(acme.leaf().count().only_deleted().await.unwrap(), 1);
    let connect = update(other.id).nested(folder::leaves.connect(leaf::code.key("x")));
    assert_eq!(connect.await.unwrap_err().kind(), ErrorKind::NotFound);
    let again = folder::leaves.connect_or_create(leaf::code, |folder_id| leaf::Create {
        code: "x".into(),
        folder_id,
    });
    let error = update(other.id).nested(again).await.unwrap_err();
    assert_eq!(
        error.kind(),
        ErrorKind::UniqueViolation,
        "a deleted one is in the way"
    );
    update(other.id)
        .nested(folder::leaves.connect(leaf::code.key("y")))
        .await
        .unwrap();
    let of_other = acme.leaf().count().filter(leaf::folder_id.eq(other.id));
    assert_eq!(of_other.await.unwrap(), 2);
}

#[tokio::test]
async fn nothing_is_written_with_a_row_at_another_version() {
    let (_fixture, acme, _) = acme().await;
    let create = acme.folder().create(folder::Create { name: "a".into() });
    let folder = create.await.unwrap();
    let update = |version| {
        let key = folder::id.key(folder.id).at_version(version);
        let leaf = folder::leaves.create(|folder_id| leaf::Create {
            code: "x".into(),
            folder_id,
        });
        acme.folder().update(key).name("b").nested(leaf)
    };
    let error = update(7).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::StaleVersion);
    assert_eq!(acme.leaf().count().await.unwrap(), 0);
    assert_eq!(update(0).await.unwrap().edition, 1);
    assert_eq!(acme.leaf().count().filter(Filter::all()).await.unwrap(), 1);
}
