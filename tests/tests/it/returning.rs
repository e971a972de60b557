use plexica_client::{ErrorKind, Filter, write::increment};
use plexica_tests::{
    database,
    db::{Mood, TenantDb, User, document, folder, leaf, post, user},
    watch,
};

use crate::people::people;

fn names(mut users: Vec<User>) -> Vec<String> {
    users.sort_by(|one, other| one.email.cmp(&other.email));
    let names = users.into_iter().map(|user| user.email);
    names.map(|email| email.replace("@acme.test", "")).collect()
}

#[tokio::test]
async fn an_update_of_many_rows_gives_them_back_as_they_are_then() {
    let acme = database().await.tenant("acme").await;
    let people = people(&acme).await;
    let (statements, _guard) = watch();
    let update = acme
        .user()
        .update_many(user::boss.is(user::email.starts_with("ada")));
    let changed = update.mood(Mood::Type).age(increment(1)).returning();
    let changed = changed.await.unwrap();
    assert_eq!(statements.take().len(), 1);
    let ben = changed
        .iter()
        .find(|user| user.id == people.ben.id)
        .unwrap();
    assert_eq!((ben.mood, ben.age), (Mood::Type, Some(21)));
    assert!(ben.updated_at > people.ben.updated_at);
    assert_eq!(names(changed), ["ben", "cleo"]);

    // A setter may come behind it as well.
    let update = acme.user().update_many(user::email.starts_with("dan"));
    let changed = update.returning().age(9).await.unwrap();
    assert_eq!(changed[0].age, Some(9));
    let none = acme.user().update_many(Filter::none()).age(1).returning();
    assert_eq!(none.await.unwrap(), []);
    statements.take();
    let nothing = acme.user().update_many(Filter::all()).returning();
    assert_eq!(nothing.await.unwrap(), []);
    assert!(statements.take().is_empty(), "nothing to change");
}

#[tokio::test]
async fn a_deletion_of_many_rows_gives_back_what_they_were() {
    let acme = database().await.tenant("acme").await;
    people(&acme).await;
    let posts = acme.post().delete_many(post::stars.lt(5)).returning();
    let mut stars: Vec<i32> = posts.await.unwrap().iter().map(|post| post.stars).collect();
    stars.sort_unstable();
    assert_eq!(stars, [0, 1]);
    assert_eq!(acme.post().count().await.unwrap(), 1);
    let none = acme.post().delete_many(Filter::none()).returning();
    assert_eq!(none.await.unwrap(), []);
    let referred = acme.user().delete_many(Filter::all()).returning();
    // A boss goes with those who refer to him, in one statement.
    assert_eq!(names(referred.await.unwrap()).len(), 4);
}

async fn leaves(acme: &TenantDb) {
    let name = "a".to_owned();
    let folder = acme.folder().create(folder::Create { name }).await.unwrap();
    let leaves = ["x", "y", "z"].map(|code| leaf::Create {
        code: code.to_owned(),
        folder_id: folder.id,
    });
    acme.leaf().create_many(leaves).await.unwrap();
}

#[tokio::test]
async fn rows_that_are_kept_come_back_with_the_time_of_their_deletion() {
    let acme = database().await.tenant("acme").await;
    leaves(&acme).await;
    let filter = || leaf::code.is_in(["x", "y"]);
    let gone = acme.leaf().delete_many(filter()).returning().await.unwrap();
    assert_eq!(gone.len(), 2);
    assert!(gone.iter().all(|leaf| leaf.gone.is_some()));
    let again = acme.leaf().delete_many(filter()).returning();
    assert_eq!(again.await.unwrap(), [], "they are deleted");
    let changed = acme.leaf().update_many(Filter::all()).text("new");
    let changed = changed.returning().await.unwrap();
    assert_eq!(changed.len(), 1, "deleted rows are not changed");
    assert_eq!(changed[0].code, "z");
    let gone = acme.leaf().delete_many(filter()).permanently().returning();
    assert_eq!(gone.await.unwrap().len(), 2);
    let left = acme.leaf().count().with_deleted().await.unwrap();
    assert_eq!(left, 1);
}

#[tokio::test]
async fn rows_left_out_are_not_given_back_whichever_is_said_first() {
    let acme = database().await.tenant("acme").await;
    let slugs = |slugs: &[&str]| {
        let slugs = slugs.iter().map(|slug| (*slug).to_owned());
        slugs
            .map(|slug| document::Create { slug })
            .collect::<Vec<_>>()
    };
    acme.document()
        .create_many(slugs(&["a", "b"]))
        .await
        .unwrap();
    let create = acme.document().create_many(slugs(&["b", "c"]));
    let made = create.returning().skip_duplicates().await.unwrap();
    assert_eq!((made.len(), made[0].slug.as_str()), (1, "c"));
    let create = acme.document().create_many(slugs(&["c", "d"]));
    let made = create.skip_duplicates().returning().await.unwrap();
    assert_eq!((made.len(), made[0].slug.as_str()), (1, "d"));
}

#[tokio::test]
async fn the_error_of_many_statements_is_that_of_the_first_that_failed() {
    let acme = database().await.tenant("acme").await;
    let email = |email: &str| user::Create {
        email: email.to_owned(),
    };
    acme.user().create(email("taken")).await.unwrap();
    // One statement for each set of columns: the second fails, and the third after it.
    let rows = || {
        [
            email("new").draft(),
            email("taken").draft().age(1),
            email("other").draft().first_name("x"),
        ]
    };
    let error = acme.user().create_many(rows()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UniqueViolation);
    assert_eq!(acme.user().count().await.unwrap(), 1);
    let tx = acme.begin().await.unwrap();
    let error = tx.user().create_many(rows()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UniqueViolation);
    let error = tx.commit().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TransactionAborted);
    assert_eq!(acme.user().count().await.unwrap(), 1);
}
