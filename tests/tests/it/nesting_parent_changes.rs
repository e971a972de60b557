//! Changes of rows with the rows that they refer to.

use plexica_client::{ErrorKind, generated::Uuid};
use plexica_tests::{
    Fixture, database,
    db::{Post, TenantDb, comment, post, user},
    watch,
};

use crate::people::{People, people};

async fn acme() -> (Fixture, TenantDb, People) {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    let people = people(&acme).await;
    (fixture, acme, people)
}

fn named(name: &str) -> user::Create {
    user::Create {
        email: format!("{name}@acme.test"),
    }
}

/// Ada's first post.
async fn one(acme: &TenantDb, people: &People) -> Post {
    let key = post::author_id_slug.key((people.ada.id, "one"));
    let found = acme.post().find_unique(key);
    found.or_not_found().await.unwrap()
}

async fn user(acme: &TenantDb, id: Uuid) -> Option<(String, Option<i32>)> {
    let found = acme.user().find_unique(user::id.key(id)).await.unwrap();
    found.map(|user| (user.email.replace("@acme.test", ""), user.age))
}

#[tokio::test]
async fn a_row_comes_to_refer_to_another() {
    let (_fixture, acme, people) = acme().await;
    let key = post::id.key(one(&acme, &people).await.id);
    let update = || acme.post().update(key.clone());
    let (statements, _guard) = watch();
    let to_ben = post::author.connect(user::id.key(people.ben.id));
    let changed = update().stars(9).nested(to_ben).await.unwrap_err();
    assert_eq!(changed.kind(), ErrorKind::UniqueViolation, "Ben has one");
    let to_dan = post::author.connect(user::email.key("dan@acme.test"));
    let to_new = post::editor.create(named("fay").draft().age(30));
    statements.take();
    let changed = update().nested(to_dan).nested(to_new).await.unwrap();
    assert_eq!(statements.take().len(), 3);
    assert_eq!(changed.author_id, people.dan.id);
    let editor = user(&acme, changed.editor_id.unwrap()).await;
    assert_eq!(editor, Some(("fay".into(), Some(30))));
    let again = post::editor.connect_or_create(user::email, named("fay"));
    let again = update().nested(again).await.unwrap();
    assert_eq!(again.editor_id, changed.editor_id);
    let without = update().nested(post::editor.disconnect()).await.unwrap();
    assert_eq!(without.editor_id, None);
    let nobody = post::editor.connect(user::email.key("nobody"));
    let error = update().stars(1).nested(nobody).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFound);
    assert_eq!(acme.post().find_unique(key).await.unwrap(), Some(without));
}

#[tokio::test]
async fn the_row_that_one_refers_to_is_changed_with_it() {
    let (_fixture, acme, people) = acme().await;
    let one = one(&acme, &people).await;
    let update = || acme.post().update(post::id.key(one.id));
    let author = post::author.update(|author| author.age(50));
    let changed = update().stars(8).nested(author).await.unwrap();
    assert_eq!(changed.stars, 8);
    let ada = user(&acme, people.ada.id).await;
    assert_eq!(ada, Some(("ada".into(), Some(50))));

    // There is none; then there is one, that is made; and then it is changed.
    update().nested(post::editor.disconnect()).await.unwrap();
    let error = update().nested(post::editor.update(|editor| editor.age(1)));
    assert_eq!(error.await.unwrap_err().kind(), ErrorKind::NotFound);
    let write = || update().nested(post::editor.upsert(named("fay"), |editor| editor.age(31)));
    let made = write().await.unwrap();
    let editor = made.editor_id.unwrap();
    assert_eq!(user(&acme, editor).await, Some(("fay".into(), None)));
    let changed = write().await.unwrap();
    assert_eq!(changed, made);
    assert_eq!(user(&acme, editor).await, Some(("fay".into(), Some(31))));

    // By no row at all.
    let gone = acme.post().update(post::id.key(0));
    let gone = gone.nested(post::editor.upsert(named("gus"), |editor| editor));
    assert_eq!(gone.await.unwrap_err().kind(), ErrorKind::NotFound);
    let gus = acme.user().find_unique(user::email.key("gus@acme.test"));
    assert_eq!(gus.await.unwrap(), None);
}

#[tokio::test]
async fn the_row_that_one_refers_to_is_deleted_and_the_one_stays() {
    let (_fixture, acme, people) = acme().await;
    let one = one(&acme, &people).await;
    let comments = post::comments.create(|_| comment::Create { text: "!".into() });
    let update = acme.post().update(post::id.key(one.id));
    update.nested(comments).await.unwrap();
    // A deletion of the post alone would take the comment with it.
    let comment = acme.comment().find_first();
    let comment = comment
        .filter(comment::text.eq("!"))
        .or_not_found()
        .await
        .unwrap();
    let delete = || {
        let update = acme.comment().update(comment::id.key(comment.id));
        update.text("?").nested(comment::post.delete())
    };
    let changed = delete().await.unwrap();
    assert_eq!((changed.text.as_str(), changed.post_slug), ("?", None));
    let gone = acme.post().find_unique(post::id.key(one.id));
    assert_eq!(gone.await.unwrap(), None);
    assert_eq!(delete().await.unwrap_err().kind(), ErrorKind::NotFound);
}

#[tokio::test]
async fn related_rows_are_changed_with_theirs() {
    let (_fixture, acme, people) = acme().await;
    let key = post::author_id_slug.key((people.ada.id, "one"));
    let posts = user::written.update(key, |post| {
        post.stars(7)
            .nested(post::editor.connect(user::id.key(people.dan.id)))
            .nested(post::comments.create(|_| comment::Create { text: "!".into() }))
    });
    let update = acme.user().update(user::id.key(people.ada.id));
    update.nested(posts).await.unwrap();
    let found = acme
        .post()
        .find_unique(post::id.key(one(&acme, &people).await.id));
    let found = found.with(post::comments).or_not_found().await.unwrap();
    assert_eq!((found.stars, found.editor_id), (7, Some(people.dan.id)));
    assert!(found.comments.iter().any(|comment| comment.text == "!"));

    // And those that one refers to with theirs.
    let author = post::author
        .update(|author| author.nested(user::boss.upsert(named("eve"), |boss| boss.age(60))));
    let update = acme.post().update(post::id.key(found.id)).nested(author);
    update.await.unwrap();
    let ada = acme.user().find_unique(user::id.key(people.ada.id));
    let ada = ada.with(user::boss).or_not_found().await.unwrap();
    assert_eq!(ada.boss.unwrap().email, "eve@acme.test");
}
