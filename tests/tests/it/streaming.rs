use std::{future::IntoFuture, time::Duration};

use futures_util::{StreamExt, TryStreamExt};
use plexica_client::ErrorKind;
use plexica_tests::{
    Fixture, database, database_with_sessions,
    db::{TenantDb, comment, user},
    watch,
};
use tokio::time::timeout;

use crate::people::people;

/// Far more than the buffers between two programs hold: some 60 MB.
const MANY: i64 = 300_000;

/// Fills a tenant with comments, whose texts are their numbers and long.
async fn comments(fixture: &Fixture, tenant: &TenantDb, count: i64) {
    fixture
        .sql(&format!(
            "INSERT INTO {}.comments (text) SELECT lpad(n::text, 200, '0') FROM generate_series(1, {count}) n",
            tenant.schema()
        ))
        .await;
}

#[tokio::test]
async fn a_stream_gives_what_the_query_gives_by_one_statement() {
    let acme = database().await.tenant("acme").await;
    people(&acme).await;
    let all = || acme.user().find_many().order_by(user::email.desc());
    let (statements, _guard) = watch();
    let stream = all().stream();
    assert!(statements.take().is_empty(), "nothing is sent before");
    let streamed: Vec<_> = stream.try_collect().await.unwrap();
    assert_eq!(statements.take().len(), 1);
    assert_eq!(streamed, all().await.unwrap());

    let mut ages = all()
        .filter(user::age.is_not_null())
        .skip(1)
        .select((user::email, user::age))
        .stream();
    let ada = ("ada@acme.test".to_owned(), Some(36));
    assert_eq!(ages.try_next().await.unwrap(), Some(ada));
    assert_eq!(ages.try_next().await.unwrap(), None);
    assert_eq!(ages.try_next().await.unwrap(), None, "it stays over");
}

#[tokio::test]
async fn the_server_waits_while_nobody_asks_a_stream_for_rows() {
    let fixture = database_with_sessions("it looks at the server's end of the connection").await;
    let acme = fixture.tenant("acme").await;
    comments(&fixture, &acme, MANY).await;
    let mut stream = acme.comment().find_many().stream();
    stream.try_next().await.unwrap().unwrap();
    let waiting = "SELECT count(*) FROM pg_stat_activity \
                   WHERE datname = current_database() AND wait_event = 'ClientWrite'";
    let waits = timeout(Duration::from_secs(10), async {
        while fixture.number(waiting).await != 1 {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    });
    waits.await.expect("the server has rows left");
    let mut rest = 0;
    while stream.try_next().await.unwrap().is_some() {
        rest += 1;
    }
    assert_eq!(rest, MANY - 1);
}

#[tokio::test]
async fn a_stream_that_is_dropped_in_the_middle_leaves_a_clean_pool() {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    let db = fixture.builder().max_connections(1).connect().await;
    let acme = db.unwrap().tenant(acme.key()).await.unwrap();
    for (count, within) in [(1_000, 5), (MANY, 5)] {
        comments(&fixture, &acme, count).await;
        // Typed, prepared meanwhile, and prepared.
        for _ in 0..4 {
            let stream = acme.comment().find_many().stream();
            let mut first = stream.take(2);
            assert!(first.next().await.unwrap().is_ok());
            drop(first);
            let after = acme.user().count();
            let after = timeout(Duration::from_secs(within), after.into_future());
            assert_eq!(after.await.expect("not behind the rest").unwrap(), 0);
        }
    }
}

#[tokio::test]
async fn a_stream_that_ends_gives_its_connection_back_though_it_is_kept() {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    let db = fixture.builder().max_connections(1).connect().await;
    let acme = db.unwrap().tenant(acme.key()).await.unwrap();
    let mut nothing = acme.user().find_many().stream();
    assert!(nothing.try_next().await.unwrap().is_none());
    let count = timeout(Duration::from_secs(5), acme.user().count().into_future());
    assert_eq!(count.await.expect("a connection is free").unwrap(), 0);
    drop(nothing);
}

#[tokio::test]
async fn a_transaction_does_one_thing_while_it_streams() {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    comments(&fixture, &acme, 20_000).await;
    let transaction = acme.begin().await.unwrap();
    let new = comment::Create { text: "new".into() };
    transaction.comment().create(new).await.unwrap();
    let mut stream = transaction
        .comment()
        .find_many()
        .order_by(comment::id.desc())
        .select(comment::text)
        .stream();
    assert_eq!(stream.try_next().await.unwrap().unwrap(), "new");

    let error = transaction.comment().count().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidQuery);
    let second = transaction.comment().find_many().stream().try_next().await;
    assert_eq!(second.unwrap_err().kind(), ErrorKind::InvalidQuery);

    drop(stream);
    assert_eq!(transaction.comment().count().await.unwrap(), 20_001);
    let all = transaction.comment().find_many().stream();
    assert_eq!(all.map(Result::unwrap).count().await, 20_001);
    transaction.commit().await.unwrap();
    assert_eq!(acme.comment().count().await.unwrap(), 20_001);
}

#[tokio::test]
async fn an_error_ends_a_stream_and_names_the_field() {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    people(&acme).await;
    let schema = acme.schema();
    fixture
        .sql(&format!(
            "UPDATE {schema}.users SET created_at = 'infinity' WHERE e_mail LIKE 'ben%'"
        ))
        .await;
    let all = || acme.user().find_many().order_by(user::email.asc());
    let mut records = all().stream();
    assert!(records.try_next().await.unwrap().is_some());
    let error = records.try_next().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.fields(), ["createdAt"]);
    assert!(records.try_next().await.unwrap().is_none());

    let mut columns = all().select((user::email, user::created_at)).stream();
    columns.try_next().await.unwrap();
    let error = columns.try_next().await.unwrap_err();
    assert_eq!(error.fields(), ["createdAt"]);

    fixture.sql(&format!("DROP TABLE {schema}.comments")).await;
    let mut gone = acme.comment().find_many().stream();
    let error = gone.try_next().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotMigrated);
    assert!(gone.try_next().await.unwrap().is_none());
    assert_eq!(acme.user().count().await.unwrap(), 4);
}

#[tokio::test]
async fn a_long_result_comes_though_its_statement_is_prepared_at_the_same_time() {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    let db = fixture.builder().max_connections(1).connect().await;
    let acme = db.unwrap().tenant(acme.key()).await.unwrap();
    comments(&fixture, &acme, 20_000).await;
    for visit in 0..3 {
        let all = acme.comment().find_many().into_future();
        let all = timeout(Duration::from_secs(10), all).await;
        assert_eq!(all.expect("it comes").unwrap().len(), 20_000, "{visit}");
    }
}
