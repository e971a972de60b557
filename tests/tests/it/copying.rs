use std::{
    sync::atomic::{AtomicUsize, Ordering},
    time::Duration,
};

use futures_util::{StreamExt, stream};
use plexica_client::{
    ErrorKind, Filter,
    generated::{Uuid, rust_decimal::Decimal},
};
use plexica_tests::{
    database,
    db::{
        Colour, Mood, account, comment, contact, document, folder, list_sample, post, sample,
        sparse_sample, user,
    },
};

fn comments(count: usize) -> impl Iterator<Item = comment::Create> {
    (0..count).map(|number| comment::Create {
        text: format!("text {number}"),
    })
}

#[tokio::test]
async fn a_stream_of_any_length_becomes_rows() {
    let acme = database().await.tenant("acme").await;
    let other = acme.clone();
    for count in [0, 1, 30_000] {
        acme.comment().delete_many(Filter::all()).await.unwrap();
        let copy = acme.comment().copy_in(stream::iter(comments(count)));
        assert_eq!(copy.await.unwrap(), count as u64);
        assert_eq!(other.comment().count().await.unwrap(), count as u64);
    }
    let last = acme
        .comment()
        .count()
        .filter(comment::text.eq("text 29999"));
    assert_eq!(last.await.unwrap(), 1);
}

#[tokio::test]
async fn rows_are_made_complete_and_each_with_what_it_sets() {
    let acme = database().await.tenant("acme").await;
    let rows = (0..100).map(|number| {
        let email = format!("{number}@acme.test");
        let draft = user::Create { email }.draft();
        match number / 10 {
            0 => draft.age(number).mood(Mood::VeryCross),
            1..=5 => draft,
            _ if number % 2 == 0 => draft.first_name("even"),
            _ => draft.favourite(Colour::Green),
        }
    });
    let copied = acme.user().copy_in(stream::iter(rows)).await.unwrap();
    assert_eq!(copied, 100);
    let users = acme.user().find_many().await.unwrap();
    let ids: std::collections::HashSet<_> = users.iter().map(|user| user.id).collect();
    assert_eq!(ids.len(), 100, "keys of the program's own");
    let count = |found: fn(&plexica_tests::db::User) -> bool| {
        users.iter().filter(|user| found(user)).count()
    };
    assert_eq!(
        count(|user| user.mood == Mood::VeryCross && user.age.is_some()),
        10
    );
    assert_eq!(count(|user| user.first_name.as_deref() == Some("even")), 20);
    assert_eq!(count(|user| user.favourite == Some(Colour::Green)), 20);
    assert_eq!(count(|user| user.mood == Mood::Calm), 90, "by default");
    assert!(
        users
            .iter()
            .all(|user| user.updated_at.as_second() > 1_700_000_000)
    );

    let slugs = ["a", "b"].map(|slug| document::Create { slug: slug.into() });
    acme.document().copy_in(stream::iter(slugs)).await.unwrap();
    let documents = acme.document().find_many().await.unwrap();
    assert!(documents.iter().all(|document| document.edition == 0));
}

#[tokio::test]
async fn every_column_type_goes_through() {
    let acme = database().await.tenant("acme").await;
    let made = acme.sample().create(sample::Create {}).await.unwrap();
    let draft = || {
        let draft = sample::Create {}.draft().text("a\tb\\\n").flag(true);
        let draft = draft.int(-1).big(i64::MAX).float(f64::INFINITY);
        let draft = draft.decimal("12.50".parse::<Decimal>().unwrap());
        let draft = draft
            .at(made.at)
            .json(made.json.clone())
            .bytes(vec![0, 255]);
        let draft = draft
            .colour(Colour::Green)
            .mood(Mood::VeryCross)
            .small(i16::MIN);
        let draft = draft
            .oid(7_u32)
            .exact(made.exact)
            .inet(made.inet)
            .real(0.5_f32);
        let draft = draft
            .var_char("\u{fc}")
            .char("ab")
            .timestamp6(made.timestamp6);
        let draft = draft
            .tz0(made.tz0)
            .tz6(made.tz6)
            .date(made.date)
            .time(made.time);
        let draft = draft.uuid(Uuid::from_u128(7)).xml("<b/>");
        draft.plain_json(made.plain_json.clone())
    };
    // With `bit` it goes by inserts, and has to be the same.
    let rows = [draft(), draft(), draft().bit("101").var_bit("1")];
    assert_eq!(acme.sample().copy_in(stream::iter(rows)).await.unwrap(), 3);
    let inserted = acme.sample().create(draft()).await.unwrap();
    let rows = acme.sample().find_many().order_by(sample::id.asc());
    let rows = rows.await.unwrap();
    assert_eq!(rows.len(), 5);
    for row in &rows[1..3] {
        let mut row = row.clone();
        row.id = inserted.id;
        assert_eq!(row, inserted);
    }
    assert_eq!(
        (rows[3].bit.as_str(), rows[3].var_bit.as_str()),
        ("101", "1")
    );
    assert_eq!(rows[3].text, inserted.text);

    let sparse = |_| {
        sparse_sample::Create {}
            .draft()
            .mood(None)
            .int(None)
            .text("x")
    };
    let sparse = stream::iter(0..3).map(sparse);
    assert_eq!(acme.sparse_sample().copy_in(sparse).await.unwrap(), 3);
    let found = acme.sparse_sample().find_many().await.unwrap();
    assert!(
        found
            .iter()
            .all(|row| row.mood.is_none() && row.text.is_some())
    );
}

#[tokio::test]
async fn lists_and_types_of_extensions_go_through() {
    let acme = database().await.tenant("acme").await;
    let list = |number: i32| {
        let draft = list_sample::Create {}.draft().ints(vec![number; 2]);
        let draft = draft.texts(vec!["a,\"b".into(), String::new()]);
        match number {
            0..3 => draft,
            _ => draft
                .colours(vec![Colour::Blue])
                .moods(vec![Mood::VeryCross]),
        }
    };
    let copied = acme.list_sample().copy_in(stream::iter(0..6).map(list));
    assert_eq!(copied.await.unwrap(), 6);
    let rows = acme
        .list_sample()
        .find_many()
        .order_by(list_sample::id.asc());
    let rows = rows.await.unwrap();
    assert_eq!(
        (rows[1].ints.as_slice(), rows[1].texts.len()),
        (&[1, 1][..], 2)
    );
    assert_eq!(rows[1].texts[0], "a,\"b");
    assert_eq!(rows[5].colours, [Colour::Blue]);
    assert_eq!(rows[5].moods, [Mood::VeryCross]);

    let names = ["Ada", "Ben"].map(|name| account::Create { name: name.into() });
    acme.account().copy_in(stream::iter(names)).await.unwrap();
    let found = acme.account().find_unique(account::name.key("ADA"));
    assert_eq!(found.or_not_found().await.unwrap().name, "Ada");
    let name = "Cleo".to_owned();
    let rich = account::Create { name }
        .draft()
        .balance(Decimal::new(105, 1));
    acme.account().copy_in(stream::iter([rich])).await.unwrap();
    let found = acme.account().find_unique(account::name.key("cleo"));
    assert_eq!(
        found.or_not_found().await.unwrap().balance,
        Decimal::new(105, 1)
    );
}

#[tokio::test]
async fn an_error_anywhere_in_the_stream_leaves_nothing() {
    let acme = database().await.tenant("acme").await;
    let name = |number: usize| match number {
        9_999 => "5".to_owned(),
        number => number.to_string(),
    };
    let slugs = (0..10_000).map(|number| document::Create { slug: name(number) });
    let error = acme
        .document()
        .copy_in(stream::iter(slugs))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UniqueViolation);
    assert_eq!(
        (error.model(), error.fields()),
        (Some("Document"), &["slug"][..])
    );
    assert_eq!(acme.document().count().await.unwrap(), 0);

    // In the second of two statements.
    let rows = |last: &'static str| {
        let texts = comments(50).map(comment::Create::draft);
        let last = comment::Create { text: last.into() }.draft();
        texts.chain([last.post_slug("x")])
    };
    let copied = acme.comment().copy_in(stream::iter(rows("a\0b")));
    assert_eq!(copied.await.unwrap_err().kind(), ErrorKind::InvalidValue);
    assert_eq!(acme.comment().count().await.unwrap(), 0);
    let copied = acme.comment().copy_in(stream::iter(rows("ab")));
    assert_eq!(copied.await.unwrap(), 51, "the pool is well");

    let leaf = plexica_tests::db::leaf::Create {
        code: "x".into(),
        folder_id: 1,
    };
    let error = acme.leaf().copy_in(stream::iter([leaf])).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ForeignKeyViolation);
    let folders = stream::iter([folder::Create { name: "a".into() }]);
    assert_eq!(acme.folder().copy_in(folders).await.unwrap(), 1);
}

#[tokio::test]
async fn a_value_that_its_type_cannot_write_is_an_error() {
    use plexica_tests::contact::{Address, Email};

    let acme = database().await.tenant("acme").await;
    let contact = |name: &str, street: &str| contact::Create {
        email: format!("{name}@acme.test").parse::<Email>().unwrap(),
        home: Address {
            street: street.into(),
            number: Some(1),
        },
    };
    let rows = [contact("a", "Row"), contact("b", "")];
    let error = acme
        .contact()
        .copy_in(stream::iter(rows))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidValue);
    assert_eq!(acme.contact().count().await.unwrap(), 0);
    let rows = [contact("a", "Row"), contact("b", "Lane")];
    let copied = acme.contact().copy_in(stream::iter(rows));
    assert_eq!(copied.await.unwrap(), 2);
}

#[tokio::test]
async fn a_copy_in_a_callers_transaction_is_a_part_of_it() {
    let acme = database().await.tenant("acme").await;
    let tx = acme.begin().await.unwrap();
    let copied = tx.comment().copy_in(stream::iter(comments(10))).await;
    assert_eq!(copied.unwrap(), 10);
    assert_eq!(tx.comment().count().await.unwrap(), 10);
    tx.rollback().await.unwrap();
    assert_eq!(acme.comment().count().await.unwrap(), 0);

    let tx = acme.begin().await.unwrap();
    tx.comment()
        .create(comment::Create { text: "a".into() })
        .await
        .unwrap();
    let bad = comment::Create { text: "a\0".into() };
    let error = tx.comment().copy_in(stream::iter([bad])).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidValue);
    let error = tx.commit().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TransactionAborted);
    assert_eq!(acme.comment().count().await.unwrap(), 0);
}

#[tokio::test]
async fn rows_are_sent_while_the_stream_makes_them() {
    let acme = database().await.tenant("acme").await;
    let made = AtomicUsize::new(0);
    // A stream that waits after each thousand for a query of another connection.
    let rows = stream::iter(comments(5_000)).then(|row| {
        let (acme, made) = (&acme, &made);
        async move {
            if made.fetch_add(1, Ordering::Relaxed) % 1_000 == 0 {
                assert_eq!(acme.comment().count().await.unwrap(), 0);
            }
            row
        }
    });
    let copied = acme.comment().copy_in(rows).await.unwrap();
    assert_eq!((copied, made.into_inner()), (5_000, 5_000));
}

#[tokio::test]
async fn a_copy_given_up_leaves_nothing_and_the_pool_clean() {
    let acme = database().await.tenant("acme").await;
    for sent in [0, 1, 5_000] {
        let endless = stream::iter(comments(sent)).chain(stream::pending());
        let copy = acme.comment().copy_in(endless);
        let given_up = tokio::time::timeout(Duration::from_millis(300), copy.into_future());
        assert!(given_up.await.is_err());
        assert_eq!(acme.comment().count().await.unwrap(), 0);
    }
    // All of the pool's connections, one after another.
    let counts = (0..4).map(|_| async { acme.post().count().filter(post::stars.eq(1)).await });
    for count in futures_util::future::join_all(counts).await {
        assert_eq!(count.unwrap(), 0);
    }
}

/// The server answers twice to a `COPY` that it refuses, and the driver knows of one answer.
#[tokio::test]
async fn an_answer_to_a_refused_copy_is_never_taken_for_another_querys() {
    let fixture = database().await;
    fixture.tenant("acme").await;
    let db = fixture.with_one_connection().await;
    let acme = db.tenant("acme").await.unwrap();
    let lock = fixture.raw().await;
    let rows = || stream::iter(comments(3));
    for round in 0..20 {
        lock.batch_execute("BEGIN; LOCK TABLE tenant_acme.comments IN ACCESS EXCLUSIVE MODE")
            .await
            .unwrap();
        // Given up while it waits, and refused after.
        let copy = acme.comment().copy_in(rows()).into_future();
        let given_up = tokio::time::timeout(Duration::from_millis(20), copy).await;
        assert!(given_up.is_err(), "it waits for the lock");
        lock.batch_execute(
            "SELECT pg_cancel_backend(pid) FROM pg_stat_activity \
             WHERE wait_event_type = 'Lock' AND datname = current_database()",
        )
        .await
        .unwrap();
        lock.batch_execute("ROLLBACK").await.unwrap();
        let made = user::Create {
            email: format!("{round}@acme.test"),
        };
        let made = acme.user().create(made).await.unwrap();
        let found = acme.user().find_unique(user::id.key(made.id));
        assert_eq!(found.or_not_found().await.unwrap(), made);
        assert_eq!(acme.comment().count().await.unwrap(), 0);
    }
}
