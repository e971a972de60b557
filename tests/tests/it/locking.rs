use std::{future::IntoFuture, time::Duration};

use plexica_client::ErrorKind;
use plexica_tests::{
    database,
    db::{post, user},
    watch,
};
use tokio::time::timeout;

use crate::people::people;

#[tokio::test]
async fn a_locked_row_is_waited_for_skipped_or_an_error_as_asked() {
    let acme = database().await.tenant("acme").await;
    let people = people(&acme).await;
    let first = acme.begin().await.unwrap();
    let ada = first.user().find_unique(user::id.key(people.ada.id));
    let ada = ada.lock_for_update().or_not_found().await.unwrap();
    assert_eq!(ada, people.ada);

    let second = acme.begin().await.unwrap();
    let queue = || {
        let all = second.user().find_many().order_by(user::email.asc());
        all.take(2).lock_for_update()
    };
    let free: Vec<_> = queue().skip_locked().select(user::email).await.unwrap();
    assert_eq!(free, ["ben@acme.test", "cleo@acme.test"]);
    let waits = timeout(Duration::from_millis(200), queue().into_future()).await;
    assert!(waits.is_err(), "it waits for the first");
    drop(second);

    let third = acme.begin().await.unwrap();
    let all = third.user().find_many().lock_for_update().no_wait();
    let error = all.await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::LockTimeout);
    assert_eq!(error.sqlstate(), Some("55P03"));
    drop(third);

    // Who does not ask for a lock is not held up.
    assert_eq!(acme.user().find_many().await.unwrap().len(), 4);
    first.commit().await.unwrap();
    // The server may not have seen yet that the second has given up.
    let fourth = acme.begin().await.unwrap();
    let all = fourth.user().find_many().lock_for_update();
    assert_eq!(all.await.unwrap().len(), 4);
}

#[tokio::test]
async fn a_shared_lock_is_shared_and_no_update_goes_past_it() {
    let acme = database().await.tenant("acme").await;
    people(&acme).await;
    let (first, second) = (acme.begin().await.unwrap(), acme.begin().await.unwrap());
    for transaction in [&first, &second] {
        let one = transaction.user().find_first().order_by(user::email.asc());
        let one = one.lock_for_share().no_wait().or_not_found();
        assert_eq!(one.await.unwrap().email, "ada@acme.test");
    }
    let third = acme.begin().await.unwrap();
    let free = third.user().find_many().lock_for_update().skip_locked();
    assert_eq!(free.await.unwrap().len(), 3);
}

#[tokio::test]
async fn the_rows_of_a_stream_can_be_locked_and_related_rows_are_not() {
    let acme = database().await.tenant("acme").await;
    people(&acme).await;
    let first = acme.begin().await.unwrap();
    let mut posts = first.post().find_many().lock_for_update().stream();
    while posts.try_next().await.unwrap().is_some() {}
    let with = first.post().find_many().lock_for_update();
    with.with(post::author).await.unwrap();

    let second = acme.begin().await.unwrap();
    let posts = second.post().find_many().lock_for_share().skip_locked();
    assert!(posts.await.unwrap().is_empty());
    let users = second.user().find_many().lock_for_update().skip_locked();
    assert_eq!(users.await.unwrap().len(), 4);
}

#[tokio::test]
async fn a_lock_outside_a_transaction_is_refused_before_anything_is_sent() {
    let acme = database().await.tenant("acme").await;
    let (statements, _guard) = watch();
    let locked = acme.user().find_many().lock_for_update().skip_locked();
    assert!(locked.to_sql().ends_with(" FOR UPDATE OF t0 SKIP LOCKED"));
    let error = locked.await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidQuery);
    assert!(error.help().is_some_and(|help| help.contains("begin")));
    let mut stream = acme.user().find_many().lock_for_share().stream();
    let error = stream.try_next().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidQuery);
    assert!(statements.take().is_empty());
}
