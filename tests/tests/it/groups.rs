//! Rows in groups, and aggregates of each.

use plexica_client::{ErrorKind, generated::rust_decimal::Decimal, query::Aggregate};
use plexica_tests::{
    contact::{Address, Email},
    database,
    db::{Colour, Mood, TenantDb, contact, folder, pair, post, sparse_sample, user},
};

use crate::people::people;

/// Three groups: calm ones with 1 and 5, a very cross one with nothing, and one of another type with 3.
async fn moods(acme: &TenantDb) {
    for (mood, int, text) in [
        (Some(Mood::Calm), Some(1), "a"),
        (Some(Mood::Calm), Some(5), "b"),
        (Some(Mood::VeryCross), None, "a"),
        (None, Some(3), "a"),
    ] {
        let new = acme.sparse_sample().create(sparse_sample::Create {});
        new.mood(mood).int(int).text(text).await.unwrap();
    }
}

#[tokio::test]
async fn each_group_has_its_key_and_its_aggregates() {
    let acme = database().await.tenant("acme").await;
    moods(&acme).await;
    let groups: Vec<(Option<Mood>, Option<i64>)> = acme
        .sparse_sample()
        .group_by(sparse_sample::mood)
        .aggregate(sparse_sample::int.sum())
        .order_by(sparse_sample::mood.asc())
        .await
        .unwrap();
    let (calm, cross) = (Some(Mood::Calm), Some(Mood::VeryCross));
    assert_eq!(groups, [(calm, Some(6)), (cross, None), (None, Some(3))]);

    type Key = (Option<String>, Option<Mood>);
    let groups: Vec<(Key, (u64, Option<i32>))> = acme
        .sparse_sample()
        .group_by((sparse_sample::text, sparse_sample::mood))
        .aggregate((Aggregate::rows(), sparse_sample::int.max()))
        .order_by((sparse_sample::text.desc(), sparse_sample::mood.asc()))
        .await
        .unwrap();
    let (a, b) = (|| Some("a".to_owned()), Some("b".to_owned()));
    let expected = [
        ((b, calm), (1, Some(5))),
        ((a(), calm), (1, Some(1))),
        ((a(), cross), (1, None)),
        ((a(), None), (1, Some(3))),
    ];
    assert_eq!(groups, expected);
    let nothing = acme.user().group_by(user::mood).aggregate(user::id.count());
    assert_eq!(nothing.await.unwrap(), []);
}

#[tokio::test]
async fn rows_are_left_out_before_and_groups_after_they_are_made() {
    let acme = database().await.tenant("acme").await;
    moods(&acme).await;
    let sum = || sparse_sample::int.sum();
    let groups = || acme.sparse_sample().group_by(sparse_sample::mood);
    let moods = async |having| {
        let groups = groups().having(having).aggregate(sum());
        let groups = groups.order_by(sparse_sample::mood.asc()).await.unwrap();
        groups.into_iter().map(|(mood, _)| mood).collect::<Vec<_>>()
    };
    let (calm, cross) = (Some(Mood::Calm), Some(Mood::VeryCross));
    assert_eq!(moods(sum().gt(3)).await, [calm]);
    assert_eq!(moods(sum().gte(3)).await, [calm, None]);
    assert_eq!(moods(sum().lt(6)).await, [None]);
    assert_eq!(moods(sum().lte(6)).await, [calm, None]);
    assert_eq!(moods(sum().eq(6)).await, [calm]);
    assert_eq!(moods(sum().ne(6)).await, [None]);
    assert_eq!(moods(sum().eq(None)).await, [cross]);
    assert_eq!(moods(sum().ne(None)).await, [calm, None]);
    assert_eq!(moods(!sum().gt(3)).await, [None]);
    assert_eq!(moods(sum().gt(3) | sum().eq(None)).await, [calm, cross]);
    assert_eq!(moods(sum().gt(2) & Aggregate::rows().lt(2)).await, [None]);
    assert_eq!(moods(sparse_sample::int.avg().lt(3.5)).await, [calm, None]);
    assert_eq!(moods(sparse_sample::int.count().eq(0)).await, [cross]);
    assert_eq!(moods(sparse_sample::text.max().eq("b")).await, [calm]);
    assert_eq!(
        moods(sparse_sample::mood.min().lt(Mood::VeryCross)).await,
        [calm]
    );
    let some = sum().filter(sparse_sample::text.eq("b"));
    assert_eq!(moods(some.eq(5)).await, [calm]);

    let filtered = groups()
        .aggregate(sum())
        .filter(sparse_sample::int.lt(5))
        .filter(sparse_sample::int.is_not_null())
        .order_by(sum().desc());
    assert_eq!(filtered.await.unwrap(), [(None, Some(3)), (calm, Some(1))]);
    let both = groups()
        .aggregate(sum())
        .having(sum().gt(1))
        .having(Aggregate::rows().gt(1))
        .filter(sparse_sample::text.is_in(["a", "b"]));
    assert_eq!(both.await.unwrap(), [(calm, Some(6))]);
}

#[tokio::test]
async fn groups_are_not_ordered_by_what_is_no_key_of_them() {
    let acme = database().await.tenant("acme").await;
    for order in [post::id.asc(), post::author.by(user::email.asc())] {
        let groups = acme
            .post()
            .group_by(post::title)
            .aggregate(post::id.count());
        let error = groups.order_by(order).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidQuery, "{error}");
    }
}

#[tokio::test]
async fn groups_are_ordered_by_aggregates_and_keys_and_cut_into_pages() {
    let acme = database().await.tenant("acme").await;
    moods(&acme).await;
    let sum = || sparse_sample::int.sum();
    let groups = || {
        acme.sparse_sample()
            .group_by(sparse_sample::mood)
            .aggregate(sum())
    };
    let sums = |groups: Vec<(Option<Mood>, Option<i64>)>| -> Vec<_> {
        groups.into_iter().map(|(_, sum)| sum).collect()
    };
    let ordered = async |order| sums(groups().order_by(order).await.unwrap());
    assert_eq!(ordered(sum().asc()).await, [Some(3), Some(6), None]);
    assert_eq!(ordered(sum().desc()).await, [None, Some(6), Some(3)]);
    assert_eq!(
        ordered(sum().desc().nulls_last()).await,
        [Some(6), Some(3), None]
    );
    assert_eq!(
        ordered(sum().asc().nulls_first()).await,
        [None, Some(3), Some(6)]
    );
    let page = groups().order_by(sum().desc().nulls_last()).skip(1).take(1);
    assert_eq!(sums(page.await.unwrap()), [Some(3)]);
    assert_eq!(sums(groups().take(0).await.unwrap()), [None; 0]);

    // By how many, and where that is the same by name.
    let mixed = (
        Aggregate::rows().desc(),
        sparse_sample::mood.desc().nulls_last(),
    );
    let mixed = groups().order_by(mixed).await.unwrap();
    assert_eq!(sums(mixed), [Some(6), None, Some(3)]);
    let later = groups()
        .order_by(Aggregate::rows().desc())
        .order_by(sum().asc());
    assert_eq!(sums(later.await.unwrap()), [Some(6), Some(3), None]);
}

#[tokio::test]
async fn relations_say_which_rows_are_grouped() {
    let acme = database().await.tenant("acme").await;
    let people = people(&acme).await;
    let groups = acme
        .post()
        .group_by(post::author_id)
        .aggregate((post::id.count(), post::stars.sum()))
        .filter(post::author.is(user::age.gt(10)))
        .having(post::stars.sum().gt(0))
        .await
        .unwrap();
    assert_eq!(groups, [(people.ada.id, (2, Some(6)))]);
    let counted = post::id
        .count()
        .filter(post::comments.any(plexica_client::Filter::all()));
    let groups = acme.post().group_by(post::slug).aggregate(counted);
    let groups = groups.order_by(post::slug.asc()).await.unwrap();
    assert_eq!(groups, [("one".to_owned(), 2), ("two".to_owned(), 0)]);
}

#[tokio::test]
async fn keys_of_every_kind_are_grouped_as_they_are_equal() {
    let acme = database().await.tenant("acme").await;
    for (id, text) in [(1, "A"), (2, "a"), (3, "b")] {
        let new = acme
            .pair()
            .create(pair::Create { id })
            .text(text)
            .citext(text);
        let new = new.xml("<a/>").bit("10").char("x");
        new.money("1.50".parse::<Decimal>().unwrap()).await.unwrap();
    }
    let by_case = acme
        .pair()
        .group_by(pair::text)
        .aggregate(Aggregate::rows());
    assert_eq!(by_case.await.unwrap().len(), 3);
    let counts = acme
        .pair()
        .group_by(pair::citext)
        .aggregate(Aggregate::rows());
    let counts = counts.order_by(pair::citext.asc()).await.unwrap();
    assert_eq!(
        counts.iter().map(|(_, rows)| *rows).collect::<Vec<_>>(),
        [2, 1]
    );
    let greatest = acme
        .pair()
        .group_by(pair::xml)
        .aggregate(pair::citext.max());
    let greatest = greatest.having(pair::citext.max().eq("B")).await.unwrap();
    assert_eq!(greatest, [(Some("<a/>".to_owned()), Some("b".to_owned()))]);
    let many = acme.pair().group_by((pair::bit, pair::char, pair::money));
    let many = many.aggregate(pair::id.max()).await.unwrap();
    assert_eq!((many.len(), many[0].1), (1, Some(3)));
    assert_eq!(
        many[0].0.2.map(|money| money.to_string()).as_deref(),
        Some("1.50")
    );

    let colours = acme.user().create(user::Create { email: "x".into() });
    colours.favourite(Colour::Blue).await.unwrap();
    let of_core = acme
        .user()
        .group_by(user::favourite)
        .aggregate(user::email.count());
    assert_eq!(of_core.await.unwrap(), [(Some(Colour::Blue), 1)]);
}

#[tokio::test]
async fn keys_of_a_programs_own_type_are_given_as_it() {
    let acme = database().await.tenant("acme").await;
    let email = |text: &str| text.parse::<Email>().unwrap();
    for name in ["a@x", "b@x"] {
        let home = Address {
            street: "A".into(),
            number: None,
        };
        let new = contact::Create {
            email: email(name),
            home,
        };
        acme.contact()
            .create(new)
            .other(email("c@x"))
            .await
            .unwrap();
    }
    let groups: Vec<(Option<Email>, u64)> = acme
        .contact()
        .group_by(contact::other)
        .aggregate(Aggregate::rows())
        .await
        .unwrap();
    assert_eq!(groups, [(Some(email("c@x")), 2)]);
}

#[tokio::test]
async fn deleted_rows_are_in_no_group_unless_they_are_asked_for() {
    let acme = database().await.tenant("acme").await;
    for name in ["a", "b"] {
        let new = folder::Create { name: name.into() };
        acme.folder().create(new).await.unwrap();
    }
    acme.folder()
        .delete_many(folder::name.eq("b"))
        .await
        .unwrap();
    let groups = || {
        acme.folder()
            .group_by(folder::name)
            .aggregate(Aggregate::rows())
    };
    assert_eq!(groups().await.unwrap(), [("a".to_owned(), 1)]);
    assert_eq!(groups().with_deleted().await.unwrap().len(), 2);
    assert_eq!(
        groups().only_deleted().await.unwrap(),
        [("b".to_owned(), 1)]
    );
}

#[tokio::test]
async fn what_cannot_be_read_is_an_error() {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    let nan = "INSERT INTO tenant_acme.sparse_samples (id, decimal, mood) VALUES (gen_random_uuid(), 'NaN', 'CALM')";
    fixture.sql(nan).await;
    let groups = || acme.sparse_sample().group_by(sparse_sample::mood);
    let sums = groups().aggregate((sparse_sample::mood.max(), sparse_sample::decimal.sum()));
    let error = sums.await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.fields(), ["decimal"]);
}
