//! SQL in files of its own, as functions.

use plexica_client::{
    ErrorKind, Statements,
    generated::{
        TimeWithOffset,
        jiff::{Timestamp, civil},
        rust_decimal::Decimal,
    },
};
use plexica_tests::{
    database,
    db::{Mood, TenantStatus, key, pair, post, queries, user},
};
use serde_json::json;

use crate::people::people;

#[tokio::test]
async fn a_file_is_a_function_of_its_parameters_that_gives_its_columns() {
    let fixture = database().await;
    let people = people(&fixture.tenant("acme").await).await;
    fixture.tenant("ops").await;
    for statements in [Statements::Prepared, Statements::Unnamed] {
        let builder = fixture.builder().max_connections(1).statements(statements);
        let db = builder.connect().await.unwrap();
        let (acme, ops) = (
            db.tenant("acme").await.unwrap(),
            db.tenant("ops").await.unwrap(),
        );
        for _ in 0..3 {
            let authors = queries::authors_by_age(&acme, 18, None).await.unwrap();
            let [ada, ben] = authors.as_slice() else {
                panic!("{authors:?}");
            };
            let expected = queries::AuthorsByAgeRow {
                id: people.ada.id,
                email: "ada@acme.test".to_owned(),
                age: Some(36),
                mood: Mood::Calm,
                boss_email: None,
                posts: 2,
                most_stars: Some(5),
            };
            assert_eq!(*ada, expected);
            assert_eq!(ben.boss_email.as_deref(), Some("ada@acme.test"));
            assert_eq!((ben.mood, ben.posts), (Mood::VeryCross, 1));

            let cross = queries::authors_by_age(&acme, 18, Mood::VeryCross);
            assert_eq!(cross.await.unwrap(), std::slice::from_ref(ben));
            assert_eq!(
                queries::authors_by_age(&acme, 99, None)
                    .first()
                    .await
                    .unwrap(),
                None
            );
            let none = queries::authors_by_age(&acme, 99, None).one().await;
            assert!(none.unwrap_err().is_not_found());
            assert!(
                queries::authors_by_age(&ops, 0, None)
                    .await
                    .unwrap()
                    .is_empty()
            );
        }
        let moods = vec![Mood::VeryCross, Mood::Type];
        let ids = vec![people.ada.id, people.ben.id];
        let found = queries::in_moods(&acme, moods, ids).one().await.unwrap();
        assert_eq!(
            (found.email.as_str(), found.moods),
            ("ben@acme.test", vec![Mood::VeryCross])
        );
        let none = queries::in_moods(&acme, Vec::new(), Vec::new());
        assert!(none.await.unwrap().is_empty());

        let tenants = queries::tenants_like(db.core(), "%", TenantStatus::Suspended);
        let slugs: Vec<_> = tenants
            .await
            .unwrap()
            .into_iter()
            .map(|row| (row.slug, row.status))
            .collect();
        assert_eq!(
            slugs,
            [
                ("acme".to_owned(), TenantStatus::Active),
                ("ops".to_owned(), TenantStatus::Active)
            ]
        );
    }
    let json = serde_json::to_value(
        queries::authors_by_age(&fixture.db.tenant("acme").await.unwrap(), 30, None)
            .one()
            .await
            .unwrap(),
    );
    assert_eq!(json.unwrap()["boss_email"], json!(null));
}

#[tokio::test]
async fn a_statement_is_sent_as_every_query_is_and_its_comments_are_not() {
    let acme = database().await.tenant("acme").await;
    let sql = queries::authors_by_age(&acme, 18, None).to_sql();
    assert!(sql.starts_with("SELECT\n  users.id"), "{sql}");
    assert!(sql.contains("FROM \"tenant_acme\".users"), "{sql}");
    assert!(
        sql.contains("users.mood = $2::text::\"tenant_acme\".\"Mood of a User\" OR $2"),
        "{sql}"
    );
    assert!(sql.ends_with("ORDER BY users.e_mail"), "{sql}");
}

#[tokio::test]
async fn statements_that_write_give_rows_or_their_number_and_are_part_of_transactions() {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    let people = people(&acme).await;
    let (ada, ben) = (people.ada.id, people.ben.id);
    let tx = acme.begin().await.unwrap();
    let made = queries::add_post(&tx, "new", "New", ada, None)
        .one()
        .await
        .unwrap();
    assert_eq!(
        (made.slug.as_str(), made.editor_id, made.shout.as_deref()),
        ("new", None, Some("New!"))
    );
    assert_eq!(tx.post().count().await.unwrap(), 4);
    tx.rollback().await.unwrap();
    assert_eq!(acme.post().count().await.unwrap(), 3);

    let edited = queries::add_post(&acme, "edited", "Edited", ben, ada)
        .one()
        .await
        .unwrap();
    assert_eq!(edited.editor_id, Some(ada));
    // What the server refuses has the words of the schema.
    let twice = queries::add_post(&acme, "edited", "Edited", ben, None)
        .await
        .unwrap_err();
    assert!(twice.is_unique_violation());
    assert_eq!(
        (twice.model(), twice.fields()),
        (Some("Post"), &["authorId", "slug"][..])
    );

    acme.post().delete(post::id.key(edited.id)).await.unwrap();
    let tx = fixture.db.begin().await.unwrap();
    let in_acme = tx.tenant("acme").await.unwrap();
    let dan = people.dan.id;
    assert_eq!(
        queries::move_posts(&in_acme, dan, 10, ada).await.unwrap(),
        2
    );
    assert_eq!(
        queries::move_posts(&in_acme, dan, 10, ada).await.unwrap(),
        0
    );
    drop(in_acme);
    tx.commit().await.unwrap();
    let stars: Vec<i32> = acme
        .post()
        .find_many()
        .filter(post::author_id.eq(dan))
        .order_by(post::id.asc())
        .select(post::stars)
        .await
        .unwrap();
    assert_eq!(stars, [15, 11]);
}

#[tokio::test]
async fn every_type_comes_back_as_it_went() {
    let acme = database().await.tenant("acme").await;
    let at: Timestamp = "2026-01-02T03:04:05.000006Z".parse().unwrap();
    let date = civil::date(2026, 1, 2);
    let time = civil::time(3, 4, 5, 6_000);
    let timetz = TimeWithOffset { time, offset: 3600 };
    let echo = queries::echo(
        &acme,
        true,
        -2,
        1 << 40,
        7,
        1.5,
        0.1,
        Decimal::new(-12_345, 3),
        vec![0, 255],
        "10.0.0.0/8"
            .parse::<plexica_client::generated::IpInet>()
            .unwrap(),
        json!({"a": [1]}),
        json!(null),
        at,
        at,
        date,
        time,
        timetz,
        "ab",
        "ü",
        vec!["a".to_owned(), String::new()],
        None,
    );
    let row = echo.one().await.unwrap();
    assert_eq!(
        (row.flag, row.small, row.big, row.oid),
        (true, -2, 1 << 40, 7)
    );
    assert_eq!(
        (row.real, row.double, row.exact),
        (1.5, 0.1, Decimal::new(-12_345, 3))
    );
    assert_eq!(
        (row.bytes, row.inet.to_string()),
        (vec![0, 255], "10.0.0.0/8".to_owned())
    );
    assert_eq!((row.json, row.jsonb), (json!({"a": [1]}), json!(null)));
    assert_eq!(
        (row.at, row.zoned, row.date, row.time),
        (at, at, date, time)
    );
    assert_eq!(row.timetz, timetz);
    assert_eq!((row.padded.as_str(), row.short.as_str()), ("ab  ", "ü"));
    assert_eq!(
        (row.texts, row.numbers),
        (vec!["a".to_owned(), String::new()], None)
    );
}

#[tokio::test]
async fn an_extensions_type_and_names_that_are_keywords_are_taken() {
    let acme = database().await.tenant("acme").await;
    let new = acme
        .pair()
        .create(pair::Create { id: 1 })
        .low(3)
        .citext("Ab");
    new.citexts(vec!["X".to_owned()]).await.unwrap();
    acme.pair()
        .create(pair::Create { id: 2 })
        .citext("ab")
        .await
        .unwrap();
    let found = queries::pairs_of(&acme, "AB", vec!["X".to_owned()])
        .await
        .unwrap();
    assert_eq!(
        found,
        [queries::PairsOfRow {
            id: 1,
            sum: None,
            citext: Some("Ab".to_owned())
        }]
    );

    acme.key_().create(key::Create {}).r#match(5).await.unwrap();
    let found = queries::r#match(&acme, 1, "x", 5).one().await.unwrap();
    let expected = queries::MatchRow {
        r#match: 5,
        r#type: "t".to_owned(),
        self_: Some(1),
        r#as: Some("x".to_owned()),
    };
    assert_eq!(found, expected);
}

#[tokio::test]
async fn a_column_that_is_not_what_it_was_is_told_by_its_name() {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    people(&acme).await;
    fixture
        .sql("ALTER TYPE tenant_acme.\"Mood of a User\" ADD VALUE 'GLAD'")
        .await;
    fixture
        .sql("UPDATE tenant_acme.users SET mood = 'GLAD' WHERE age = 20")
        .await;
    let error = queries::authors_by_age(&acme, 0, None).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.fields()),
        (ErrorKind::Decode, &["mood"][..])
    );
    assert!(
        error
            .to_string()
            .starts_with("`mood` cannot be read: the database has the enum value"),
        "{error}"
    );
    fixture
        .sql("ALTER TABLE tenant_acme.posts RENAME stars TO moons")
        .await;
    let error = queries::authors_by_age(&acme, 0, None).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotMigrated);
    assert!(error.statement().unwrap().contains("posts.stars"));
    assert_eq!(
        acme.user()
            .find_many()
            .select(user::age)
            .await
            .unwrap()
            .len(),
        4
    );
}
