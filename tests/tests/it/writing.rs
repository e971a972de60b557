use plexica_client::{ErrorKind, Filter, generated::Uuid, generated::jiff::Timestamp};
use plexica_tests::{
    database,
    db::{Mood, comment, key, list_sample, post, profile, session, sparse_sample, user},
    watch,
};

use crate::people::people;

fn address(name: impl std::fmt::Display) -> user::Create {
    user::Create {
        email: format!("{name}@acme.test"),
    }
}

#[tokio::test]
async fn a_new_row_comes_back_as_the_server_has_it() {
    let acme = database().await.tenant("acme").await;
    let before = Timestamp::now();
    let made = acme
        .user()
        .create(address("ada"))
        .age(36)
        .first_name(None)
        .await
        .unwrap();
    assert_eq!(made.id.get_version_num(), 4, "made by the client");
    assert_eq!(
        (made.age, made.first_name.as_deref(), made.mood),
        (Some(36), None, Mood::Calm)
    );
    let lag = made.updated_at.duration_since(before).as_secs_f64();
    assert!((-1.0..30.0).contains(&lag), "{lag}");
    let id = Uuid::new_v4();
    let chosen = acme
        .user()
        .create(address("ben").draft().id(id))
        .age(1)
        .await
        .unwrap();
    assert_eq!((chosen.id, chosen.age), (id, Some(1)));
    let session = acme.key_().create(key::Create {}).await.unwrap();
    assert_eq!((session.r#type.as_str(), session.r#async), ("t", true));
}

#[tokio::test]
async fn many_rows_are_made_in_one_statement_for_each_set_of_columns() {
    let acme = database().await.tenant("acme").await;
    let (statements, _guard) = watch();
    for (count, expected) in [
        (0_usize, 0_usize),
        (1, 1),
        (9, 1),
        (11, 1),
        (1_000, 1),
        (25_000, 3),
    ] {
        acme.comment().delete_many(Filter::all()).await.unwrap();
        statements.take();
        let rows = (0..count).map(|number| comment::Create {
            text: format!("text {number}"),
        });
        assert_eq!(
            acme.comment().create_many(rows).await.unwrap(),
            count as u64
        );
        assert_eq!(statements.take().len(), expected, "for {count} rows");
        assert_eq!(acme.comment().count().await.unwrap(), count as u64);
    }
    let last = acme
        .comment()
        .count()
        .filter(comment::text.eq("text 24999"))
        .await
        .unwrap();
    assert_eq!(last, 1);
}

#[tokio::test]
async fn rows_that_set_different_columns_are_made_together_or_not_at_all() {
    let acme = database().await.tenant("acme").await;
    let rows = |last: &str| {
        let mut rows: Vec<user::Draft> = (0..30)
            .map(|number| {
                let draft = address(number).draft();
                match number % 3 {
                    0 => draft.age(number),
                    1 => draft.first_name("x").mood(Mood::Type),
                    _ => draft,
                }
            })
            .collect();
        rows.push(address(last).draft().age(1));
        rows
    };
    let error = acme.user().create_many(rows("3")).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.fields()),
        (ErrorKind::UniqueViolation, &["email"][..])
    );
    assert_eq!(acme.user().count().await.unwrap(), 0);
    let made = acme
        .user()
        .create_many(rows("last"))
        .returning()
        .await
        .unwrap();
    assert_eq!(made.len(), 31);
    assert_eq!(
        acme.user()
            .count()
            .filter(user::mood.eq(Mood::Type))
            .await
            .unwrap(),
        10
    );
    assert_eq!(
        acme.user()
            .count()
            .filter(user::age.is_not_null())
            .await
            .unwrap(),
        11
    );
}

#[tokio::test]
async fn rows_with_the_same_columns_come_back_in_the_order_given() {
    let acme = database().await.tenant("acme").await;
    for count in [9, 500] {
        acme.comment().delete_many(Filter::all()).await.unwrap();
        let made = acme
            .comment()
            .create_many((0..count).map(|number| comment::Create {
                text: number.to_string(),
            }))
            .returning()
            .await
            .unwrap();
        let texts: Vec<String> = made.into_iter().map(|row| row.text).collect();
        assert_eq!(
            texts,
            (0..count)
                .map(|number| number.to_string())
                .collect::<Vec<_>>()
        );
    }
}

#[tokio::test]
async fn every_column_type_goes_through_a_large_insert_too() {
    let acme = database().await.tenant("acme").await;
    let rows = (0..50).map(|number| {
        sparse_sample::Create {}
            .draft()
            .text(number.to_string())
            .mood((number % 2 == 0).then_some(Mood::VeryCross))
            .colour(plexica_tests::db::Colour::Green)
            .json(serde_json::json!({ "number": number }))
            .bytes(vec![7_u8; 3])
            .inet(
                "10.0.0.1"
                    .parse::<plexica_client::generated::IpInet>()
                    .unwrap(),
            )
            .bit("101")
            .char("ab")
            .decimal(
                "1.5"
                    .parse::<plexica_client::generated::rust_decimal::Decimal>()
                    .unwrap(),
            )
            .date(plexica_client::generated::jiff::civil::date(2026, 1, 14))
            .small(3)
            .plain_json(serde_json::json!([1]))
    });
    let made = acme
        .sparse_sample()
        .create_many(rows)
        .returning()
        .await
        .unwrap();
    assert_eq!(made.len(), 50);
    assert!(
        made.iter()
            .all(|row| row.bit.as_deref() == Some("101") && row.small == Some(3))
    );
    assert_eq!(made.iter().filter(|row| row.mood.is_none()).count(), 25);
    let lists = (0..50).map(|number| {
        list_sample::Create {}
            .draft()
            .ints(vec![number; 3])
            .moods(vec![Mood::Type])
    });
    let made = acme
        .list_sample()
        .create_many(lists)
        .returning()
        .await
        .unwrap();
    assert_eq!(made[49].ints, [49; 3]);
}

#[tokio::test]
async fn rows_whose_key_is_taken_are_left_out_when_asked() {
    let acme = database().await.tenant("acme").await;
    acme.user().create(address(1)).await.unwrap();
    for count in [3, 50] {
        let before = acme.user().count().await.unwrap();
        let made = acme
            .user()
            .create_many((0..count).map(address))
            .skip_duplicates()
            .await
            .unwrap();
        assert_eq!(made, count - before);
    }
    let made = acme
        .user()
        .create_many((48..52).map(address))
        .skip_duplicates()
        .returning()
        .await
        .unwrap();
    assert_eq!(made.len(), 2);
    // The same key twice in one call.
    let made = acme
        .user()
        .create_many(["x", "x"].map(address))
        .skip_duplicates()
        .await
        .unwrap();
    assert_eq!(made, 1);
}

#[tokio::test]
async fn rows_without_any_column_are_made_from_defaults() {
    let fixture = database().await;
    let made = fixture
        .db
        .core()
        .session()
        .create_many((0..12).map(|_| session::Create {}))
        .returning()
        .await
        .unwrap();
    assert_eq!(made.len(), 12);
}

#[tokio::test]
async fn an_update_changes_what_was_named_and_the_time_of_the_change() {
    let acme = database().await.tenant("acme").await;
    let people = people(&acme).await;
    let before = people.ada.updated_at;
    let changed = acme
        .user()
        .update(user::id.key(people.ada.id))
        .age(37)
        .first_name(None)
        .await
        .unwrap();
    assert_eq!(
        (changed.age, changed.first_name.as_deref(), changed.email),
        (Some(37), None, people.ada.email)
    );
    assert!(changed.updated_at > before);
    assert_eq!(changed.created_at, people.ada.created_at);

    let same = acme
        .user()
        .update(user::id.key(people.ada.id))
        .await
        .unwrap();
    assert_eq!(same.updated_at, changed.updated_at, "nothing was changed");
    let error = acme
        .user()
        .update(user::email.key("nobody"))
        .age(1)
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFound);
    let error = acme
        .user()
        .update(user::email.key("nobody"))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFound);

    let fixed: Timestamp = "2020-01-01T00:00:00Z".parse().unwrap();
    let given = acme
        .user()
        .update(user::id.key(people.ada.id))
        .updated_at(fixed)
        .await
        .unwrap();
    assert_eq!(given.updated_at, fixed);
    let renamed = acme
        .post()
        .update(post::author_id_slug.key((people.ben.id, "one")))
        .slug("three")
        .await
        .unwrap();
    assert_eq!(renamed.slug, "three");
    // The comment followed, as its foreign key says.
    assert_eq!(
        acme.comment()
            .count()
            .filter(comment::post_slug.eq("three"))
            .await
            .unwrap(),
        1
    );
}

#[tokio::test]
async fn an_update_of_many_rows_counts_them() {
    let acme = database().await.tenant("acme").await;
    let people = people(&acme).await;
    let changed = acme
        .user()
        .update_many(user::boss.is(user::email.starts_with("ada")))
        .age(1)
        .await
        .unwrap();
    assert_eq!(changed, 2);
    assert_eq!(
        acme.user().count().filter(user::age.eq(1)).await.unwrap(),
        2
    );
    assert_eq!(
        acme.user()
            .update_many(Filter::all())
            .mood(Mood::Type)
            .await
            .unwrap(),
        4
    );
    assert_eq!(
        acme.user()
            .update_many(Filter::none())
            .mood(Mood::Calm)
            .await
            .unwrap(),
        0
    );
    assert_eq!(
        acme.user().update_many(Filter::all()).await.unwrap(),
        0,
        "nothing to change"
    );
    let ada = acme
        .user()
        .find_unique(user::id.key(people.ada.id))
        .or_not_found()
        .await
        .unwrap();
    assert!(ada.updated_at > people.ada.updated_at);
}

#[tokio::test]
async fn a_deleted_row_is_given_back_for_the_last_time() {
    let acme = database().await.tenant("acme").await;
    let people = people(&acme).await;
    let error = acme.user().delete(user::id.key(people.ada.id)).await;
    // Her people stay, without a boss; what she wrote goes.
    assert_eq!(error.unwrap().email, "ada@acme.test");
    assert_eq!(
        acme.user()
            .count()
            .filter(user::boss.is_none())
            .await
            .unwrap(),
        2
    );
    assert_eq!(acme.post().count().await.unwrap(), 1);
    let error = acme
        .user()
        .delete(user::id.key(people.ada.id))
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.to_string().as_str()),
        (ErrorKind::NotFound, "there is no such User")
    );
    assert_eq!(
        acme.user().delete_many(user::boss.is_none()).await.unwrap(),
        2
    );
    assert_eq!(acme.user().delete_many(Filter::all()).await.unwrap(), 1);
    assert_eq!(acme.profile().count().await.unwrap(), 0);
}

#[tokio::test]
async fn an_upsert_makes_a_row_or_changes_it() {
    let acme = database().await.tenant("acme").await;
    let upsert = |age| {
        acme.user()
            .upsert(user::email, address("ada").draft().age(age))
            .update(move |row| row.age(age + 100))
    };
    let made = upsert(1).await.unwrap();
    assert_eq!(made.age, Some(1));
    let changed = upsert(2).await.unwrap();
    assert_eq!((changed.id, changed.age), (made.id, Some(102)));
    assert!(changed.updated_at > made.updated_at);
    let kept = acme
        .user()
        .upsert(user::email, address("ada").draft().age(9))
        .await
        .unwrap();
    assert_eq!(
        (kept.id, kept.age, kept.updated_at),
        (made.id, Some(102), changed.updated_at)
    );

    let new = || post::Create {
        slug: "s".into(),
        title: "new".into(),
        author_id: made.id,
    };
    let first = acme
        .post()
        .upsert(post::author_id_slug, new())
        .await
        .unwrap();
    let second = acme
        .post()
        .upsert(post::author_id_slug, new())
        .update(|row| row.title("old").stars(4))
        .await
        .unwrap();
    assert_eq!(
        (second.id, second.title.as_str(), second.stars),
        (first.id, "old", 4)
    );
    // Another key than the one that was named is still violated.
    let error = acme
        .user()
        .upsert(user::id, address("ada"))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UniqueViolation);
    let by_primary = acme.profile().upsert(
        profile::user_id,
        profile::Create {
            user_id: made.id,
            bio: "b".into(),
        },
    );
    assert_eq!(
        by_primary.update(|row| row.bio("c")).await.unwrap().bio,
        "b"
    );
}

#[tokio::test]
async fn many_tasks_that_upsert_one_key_make_one_row() {
    let acme = database().await.tenant("acme").await;
    let upserts = (0..20).map(|number| {
        acme.user()
            .upsert(user::email, address("ada"))
            .update(move |row| row.age(number))
            .into_future()
    });
    let rows = futures_util::future::try_join_all(upserts).await.unwrap();
    assert!(rows.iter().all(|row| row.id == rows[0].id));
    assert_eq!(acme.user().count().await.unwrap(), 1);
}
