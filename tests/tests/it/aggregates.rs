//! Counts, sums, averages, the least and the greatest.

use plexica_client::{
    ErrorKind,
    generated::{
        IpInet,
        jiff::{Timestamp, civil::date},
        rust_decimal::Decimal,
    },
    query::Aggregate,
};
use plexica_tests::{
    contact::{Address, Email},
    database,
    db::{Colour, Mood, account, contact, folder, list_sample, pair, post, sparse_sample, user},
};

use crate::people::people;

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

#[tokio::test]
async fn several_aggregates_come_back_as_a_tuple_of_their_types() {
    let acme = database().await.tenant("acme").await;
    let people = people(&acme).await;
    let all: (u64, Option<i64>, Option<f64>, Option<i32>, Option<i32>) = acme
        .user()
        .aggregate((
            user::id.count(),
            user::age.sum(),
            user::age.avg(),
            user::age.min(),
            user::age.max(),
        ))
        .await
        .unwrap();
    assert_eq!(all, (4, Some(56), Some(28.0), Some(20), Some(36)));
    let (ages, moods, colours, rows) = acme
        .user()
        .aggregate((
            user::age.count(),
            user::mood.count_distinct(),
            user::favourite.count_distinct(),
            Aggregate::rows(),
        ))
        .await
        .unwrap();
    assert_eq!((ages, moods, colours, rows), (2, 2, 2, 4));
    let latest: Option<Timestamp> = acme.user().aggregate(user::created_at.max()).await.unwrap();
    assert_eq!(latest, Some(people.dan.created_at));
    let one: (Option<String>,) = acme.user().aggregate((user::email.min(),)).await.unwrap();
    assert_eq!(one.0.as_deref(), Some("ada@acme.test"));
}

#[tokio::test]
async fn only_rows_that_match_are_taken_together() {
    let acme = database().await.tenant("acme").await;
    people(&acme).await;
    let of_ada = acme
        .post()
        .aggregate((post::stars.sum(), post::id.count()))
        .filter(post::author.is(user::email.starts_with("ada")))
        .filter(post::stars.gt(1));
    assert_eq!(of_ada.await.unwrap(), (Some(5), 1));
    let (all, starred, sum) = acme
        .post()
        .aggregate((
            Aggregate::rows(),
            post::id.count().filter(post::stars.gt(0)),
            post::stars
                .sum()
                .filter(post::author.is(user::age.gt(30)))
                .filter(post::slug.eq("two")),
        ))
        .filter(post::title.starts_with("On"))
        .await
        .unwrap();
    assert_eq!((all, starred, sum), (3, 2, Some(1)));
}

#[tokio::test]
async fn no_rows_have_no_sum_and_a_count_of_zero() {
    let acme = database().await.tenant("acme").await;
    let nothing = acme
        .sparse_sample()
        .aggregate((
            sparse_sample::int.count(),
            sparse_sample::int.sum(),
            sparse_sample::decimal.avg(),
            sparse_sample::text.min(),
            sparse_sample::mood.max(),
            sparse_sample::float.avg(),
            sparse_sample::json.count_distinct(),
        ))
        .await
        .unwrap();
    assert_eq!(nothing, (0, None, None, None, None, None, 0));
}

#[tokio::test]
async fn sums_and_averages_of_every_numeric_type_lose_nothing() {
    let acme = database().await.tenant("acme").await;
    for third in [1_i8, 2, 2] {
        let new = acme.sparse_sample().create(sparse_sample::Create {});
        let new = new
            .small(i16::MAX - i16::from(third))
            .int(i32::MAX)
            .big(i64::from(third));
        let new = new.float(0.5).real(16_777_216.0 + 2.0 * f32::from(third));
        let new = new
            .decimal(Decimal::from(third))
            .exact(decimal("99999999.99"));
        new.await.unwrap();
    }
    let sums = acme
        .sparse_sample()
        .aggregate((
            sparse_sample::small.sum(),
            sparse_sample::int.sum(),
            sparse_sample::big.sum(),
            sparse_sample::float.sum(),
            sparse_sample::real.sum(),
            sparse_sample::decimal.sum(),
            sparse_sample::exact.sum(),
        ))
        .await
        .unwrap();
    let ints = 3 * i64::from(i32::MAX);
    assert_eq!(
        (sums.0, sums.1, sums.2),
        (Some(98_296), Some(ints), Some(5))
    );
    assert_eq!((sums.3, sums.4), (Some(1.5), Some(50_331_658.0)));
    assert_eq!(
        (sums.5, sums.6),
        (Some(decimal("5")), Some(decimal("299999999.97")))
    );
    let averages = acme
        .sparse_sample()
        .aggregate((
            sparse_sample::small.avg(),
            sparse_sample::int.avg(),
            sparse_sample::big.avg(),
            sparse_sample::float.avg(),
            sparse_sample::real.avg(),
            sparse_sample::decimal.avg(),
            sparse_sample::exact.avg(),
        ))
        .await
        .unwrap();
    assert_eq!(averages.1, Some(f64::from(i32::MAX)));
    assert!((averages.2.unwrap() - 5.0 / 3.0).abs() < 1e-15);
    assert_eq!(
        (averages.0, averages.3),
        (Some(32_765.333_333_333_332), Some(0.5))
    );
    assert!((averages.4.unwrap() - 16_777_219.333_333_332).abs() < 1e-6);
    // A `decimal(65, 30)` has an average with more digits than a `Decimal`.
    assert_eq!(averages.5, Some(decimal("1.6666666666666666666666666667")));
    assert_eq!(averages.6, Some(decimal("99999999.99")));
}

#[tokio::test]
async fn a_sum_that_does_not_fit_is_an_error_and_not_another_number() {
    let acme = database().await.tenant("acme").await;
    for _ in 0..2 {
        let new = acme.sparse_sample().create(sparse_sample::Create {});
        new.big(i64::MAX).await.unwrap();
    }
    let average = acme.sparse_sample().aggregate(sparse_sample::big.avg());
    assert_eq!(average.await.unwrap(), Some(9.223_372_036_854_776e18));
    let sum = acme.sparse_sample().aggregate(sparse_sample::big.sum());
    let error = sum.await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidValue);
    assert_eq!(error.model(), Some("SparseSample"));
}

#[tokio::test]
async fn the_least_and_the_greatest_are_of_the_columns_type() {
    let acme = database().await.tenant("acme").await;
    let new = || acme.sparse_sample().create(sparse_sample::Create {});
    let first = new()
        .mood(Mood::Type)
        .colour(Colour::Green)
        .date(date(2026, 1, 14))
        .bit("101");
    let first = first.inet("10.0.0.1".parse::<IpInet>().unwrap());
    first.xml("<a/>").char("b").var_bit("1").await.unwrap();
    let second = new()
        .mood(Mood::Calm)
        .colour(Colour::Blue)
        .date(date(1, 1, 1))
        .bit("110");
    second.xml("<b/>").char("a").var_bit("01").await.unwrap();
    let greatest = acme
        .sparse_sample()
        .aggregate((
            sparse_sample::mood.max(),
            sparse_sample::colour.min(),
            sparse_sample::date.min(),
            sparse_sample::bit.max(),
            sparse_sample::xml.max(),
            sparse_sample::char.min(),
            sparse_sample::inet.max(),
            sparse_sample::var_bit.max(),
        ))
        .await
        .unwrap();
    assert_eq!(greatest.0, Some(Mood::Type));
    assert_eq!(greatest.1, Some(Colour::Green));
    assert_eq!(greatest.2, Some(date(1, 1, 1)));
    assert_eq!(greatest.3.as_deref(), Some("110"));
    assert_eq!(greatest.4.as_deref(), Some("<b/>"));
    assert_eq!(greatest.5.as_deref(), Some("a   "));
    assert_eq!(
        greatest.6.map(|inet| inet.to_string()).as_deref(),
        Some("10.0.0.1")
    );
    assert_eq!(greatest.7.as_deref(), Some("1"));
}

#[tokio::test]
async fn citext_and_money_are_aggregated_as_what_they_are() {
    let acme = database().await.tenant("acme").await;
    for (name, balance) in [("B", "1.10"), ("a", "2.25"), ("C", "3.00")] {
        let new = account::Create { name: name.into() };
        let new = acme.account().create(new).balance(decimal(balance));
        new.await.unwrap();
    }
    let (least, greatest, sum, average, most) = acme
        .account()
        .aggregate((
            account::name.min(),
            account::name.max(),
            account::balance.sum(),
            account::balance.avg(),
            account::balance.max(),
        ))
        .await
        .unwrap();
    // As text, `B` is less than `a`.
    assert_eq!(
        (least.as_deref(), greatest.as_deref()),
        (Some("a"), Some("C"))
    );
    assert_eq!((sum, most), (Some(decimal("6.35")), Some(decimal("3.00"))));
    assert_eq!(
        average.map(|average| average.round_dp(4)),
        Some(decimal("2.1167"))
    );
    for (id, text) in [(1, "A"), (2, "a")] {
        let new = acme.pair().create(pair::Create { id });
        new.text(text)
            .citext(text)
            .xml("<a/>")
            .plain(serde_json::json!(1))
            .await
            .unwrap();
    }
    let counts = acme
        .pair()
        .aggregate((
            pair::text.count_distinct(),
            pair::citext.count_distinct(),
            pair::xml.count_distinct(),
            pair::plain.count_distinct(),
        ))
        .await;
    assert_eq!(counts.unwrap(), (2, 1, 1, 1));
}

#[tokio::test]
async fn columns_of_a_programs_own_type_give_it() {
    let acme = database().await.tenant("acme").await;
    for (name, other) in [("b@x", None), ("a@x", Some("c@x"))] {
        let email: Email = name.parse().unwrap();
        let home = Address {
            street: "A".into(),
            number: None,
        };
        let new = acme.contact().create(contact::Create { email, home });
        new.other(other.map(|other| other.parse::<Email>().unwrap()))
            .await
            .unwrap();
    }
    let (first, other): (Option<Email>, Option<Email>) = acme
        .contact()
        .aggregate((contact::email.min(), contact::other.max()))
        .await
        .unwrap();
    assert_eq!(first.map(|email| email.to_string()).as_deref(), Some("a@x"));
    assert_eq!(other.map(|email| email.to_string()).as_deref(), Some("c@x"));
}

#[tokio::test]
async fn a_list_that_is_null_counts_as_the_empty_one() {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    for ints in [vec![1], vec![], vec![]] {
        let new = acme.list_sample().create(list_sample::Create {});
        new.ints(ints).await.unwrap();
    }
    fixture
        .sql("UPDATE tenant_acme.list_samples SET ints = NULL WHERE id = 3")
        .await;
    let counts = (
        list_sample::ints.count(),
        list_sample::ints.count_distinct(),
    );
    assert_eq!(acme.list_sample().aggregate(counts).await.unwrap(), (3, 2));
}

#[tokio::test]
async fn deleted_rows_are_left_out_unless_they_are_asked_for() {
    let acme = database().await.tenant("acme").await;
    for name in ["a", "b", "c"] {
        let new = folder::Create { name: name.into() };
        acme.folder().create(new).await.unwrap();
    }
    acme.folder()
        .delete_many(folder::name.eq("c"))
        .await
        .unwrap();
    let last = || {
        acme.folder()
            .aggregate((folder::name.max(), Aggregate::rows()))
    };
    assert_eq!(last().await.unwrap(), (Some("b".into()), 2));
    assert_eq!(last().with_deleted().await.unwrap(), (Some("c".into()), 3));
    assert_eq!(last().only_deleted().await.unwrap(), (Some("c".into()), 1));
}

#[tokio::test]
async fn a_result_that_cannot_be_read_is_an_error_that_names_the_field() {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    let nan = "INSERT INTO tenant_acme.sparse_samples (id, decimal, int) VALUES (gen_random_uuid(), 'NaN', 1)";
    fixture.sql(nan).await;
    for _ in 0..3 {
        let sums = (sparse_sample::int.sum(), sparse_sample::decimal.avg());
        let error = acme.sparse_sample().aggregate(sums).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert_eq!(error.fields(), ["decimal"]);
    }
}

#[tokio::test]
async fn aggregates_are_read_in_a_transaction_too() {
    let acme = database().await.tenant("acme").await;
    let tx = acme.begin().await.unwrap();
    tx.user()
        .create(user::Create { email: "a".into() })
        .age(7)
        .await
        .unwrap();
    assert_eq!(tx.user().aggregate(user::age.sum()).await.unwrap(), Some(7));
    tx.rollback().await.unwrap();
    assert_eq!(acme.user().aggregate(user::age.sum()).await.unwrap(), None);
}

#[tokio::test]
async fn aggregates_are_of_the_first_rows_of_an_order() {
    let acme = database().await.tenant("acme").await;
    people(&acme).await;
    let stars = || acme.post().aggregate((post::id.count(), post::stars.sum()));
    let best = || stars().order_by((post::stars.desc(), post::id.asc()));
    assert_eq!(best().take(2).await.unwrap(), (2, Some(6)));
    assert_eq!(best().take(2).skip(1).await.unwrap(), (2, Some(1)));
    assert_eq!(best().skip(2).await.unwrap(), (1, Some(0)));
    assert_eq!(best().take(0).await.unwrap(), (0, None));
    assert_eq!(best().await.unwrap(), (3, Some(6)), "of all");
    let few = best().filter(post::stars.lt(5)).take(1);
    assert_eq!(few.await.unwrap(), (1, Some(1)));
    // By a related row, and of columns that cross the wire as text.
    let moods = acme.user().aggregate(user::mood.max());
    let moods = moods.order_by(user::boss.by(user::email.asc()).nulls_last());
    assert_eq!(moods.take(1).await.unwrap(), Some(Mood::VeryCross));
}
