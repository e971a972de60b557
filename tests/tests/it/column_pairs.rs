//! Columns compared with other columns of their rows.

use plexica_client::{
    Filter,
    generated::{jiff::Timestamp, rust_decimal::Decimal},
};
use plexica_tests::{
    Fixture, database,
    db::{Mood, Pair, TenantDb, pair, user},
};

use crate::people::people;

async fn ids(acme: &TenantDb, filter: Filter<Pair>) -> Vec<i32> {
    let found = acme.pair().find_many().filter(filter);
    let found = found.order_by(pair::id.asc()).select(pair::id);
    found.await.unwrap()
}

async fn numbers(fixture: &Fixture) -> TenantDb {
    let acme = fixture.tenant("acme").await;
    for (id, low, high, twin) in [
        (1, 1, Some(2), None),
        (2, 2, Some(2), Some(1)),
        (3, 3, Some(2), Some(2)),
        (4, 4, None, Some(3)),
    ] {
        let new = pair::Create { id };
        let new = acme.pair().create(new).low(low).high(high);
        new.twin_id(twin).await.unwrap();
    }
    acme
}

#[tokio::test]
async fn every_operator_takes_another_column_of_the_row() {
    let acme = numbers(&database().await).await;
    let low = pair::low;
    assert_eq!(ids(&acme, low.eq(pair::high)).await, [2]);
    assert_eq!(ids(&acme, low.ne(pair::high)).await, [1, 3]);
    assert_eq!(ids(&acme, low.lt(pair::high)).await, [1]);
    assert_eq!(ids(&acme, low.lte(pair::high)).await, [1, 2]);
    assert_eq!(ids(&acme, low.gt(pair::high)).await, [3]);
    assert_eq!(ids(&acme, low.gte(pair::high)).await, [2, 3]);
    assert_eq!(ids(&acme, pair::high.lt(low)).await, [3]);
    // A key and a column, either way.
    assert_eq!(ids(&acme, pair::id.eq(low)).await, [1, 2, 3, 4]);
    assert_eq!(ids(&acme, low.lt(pair::id)).await, [0; 0]);
    assert_eq!(ids(&acme, low.between(2, pair::high)).await, [2]);
    assert_eq!(ids(&acme, !low.eq(pair::high)).await, [1, 3]);
    let mixed = low.gt(pair::high) | low.eq(1);
    assert_eq!(ids(&acme, mixed).await, [1, 3]);
}

#[tokio::test]
async fn a_column_is_of_the_row_that_the_condition_is_about() {
    let fixture = database().await;
    let acme = numbers(&fixture).await;
    let less = || pair::low.lt(pair::high);
    assert_eq!(ids(&acme, pair::twin.is(less())).await, [2]);
    assert_eq!(ids(&acme, pair::twins.any(less())).await, [0; 0]);
    let twice = pair::twin.is(pair::twin.is(less()) & pair::low.eq(pair::high));
    assert_eq!(ids(&acme, twice).await, [3]);

    people(&acme).await;
    let unchanged = user::boss.is(user::updated_at.lte(user::created_at));
    let count = acme.user().count().filter(unchanged);
    let both = "SELECT count(*) FROM tenant_acme.users AS u JOIN tenant_acme.users AS b ON b.id = u.boss_id \
                WHERE b.updated_at <= b.created_at";
    assert_eq!(count.await.unwrap(), fixture.number(both).await as u64);
    let changed = acme.pair().update_many(pair::low.gt(pair::high)).high(9);
    assert_eq!(changed.await.unwrap(), 1);
    let deleted = acme.pair().delete_many(pair::low.lt(pair::high));
    assert_eq!(deleted.await.unwrap(), 2);
}

#[tokio::test]
async fn enums_are_compared_in_the_order_of_their_values() {
    let acme = database().await.tenant("acme").await;
    let moods = [
        (1, Mood::Calm, Mood::Calm),
        (2, Mood::Type, Mood::VeryCross),
    ];
    for (id, mood, other) in moods {
        let new = acme.pair().create(pair::Create { id }).mood(mood);
        new.other(other).await.unwrap();
    }
    assert_eq!(ids(&acme, pair::mood.eq(pair::other)).await, [1]);
    assert_eq!(ids(&acme, pair::mood.gt(pair::other)).await, [2]);
}

#[tokio::test]
async fn texts_of_all_types_are_compared_and_citext_decides_about_case() {
    let acme = database().await.tenant("acme").await;
    let new = acme.pair().create(pair::Create { id: 1 });
    let new = new.text("Ada").var_char("Ada").char("Ada").citext("aDA");
    new.await.unwrap();
    let new = acme.pair().create(pair::Create { id: 2 });
    let new = new.text("<a/>").xml("<a/>").bit("10").var_bit("10");
    new.citext("<A/>").await.unwrap();
    assert_eq!(ids(&acme, pair::text.eq(pair::var_char)).await, [1]);
    assert_eq!(ids(&acme, pair::text.eq(pair::char)).await, [1]);
    assert_eq!(ids(&acme, pair::char.eq(pair::var_char)).await, [1]);
    assert_eq!(ids(&acme, pair::text.eq(pair::citext)).await, [1, 2]);
    assert_eq!(ids(&acme, pair::citext.eq(pair::text)).await, [1, 2]);
    assert_eq!(ids(&acme, pair::citext.eq(pair::char)).await, [1]);
    assert_eq!(ids(&acme, pair::citext.eq(pair::citext)).await, [1, 2]);
    assert_eq!(ids(&acme, pair::text.ne(pair::citext)).await, [0; 0]);
    assert_eq!(ids(&acme, pair::xml.eq(pair::text)).await, [2]);
    assert_eq!(ids(&acme, pair::text.eq(pair::xml)).await, [2]);
    assert_eq!(ids(&acme, pair::xml.eq(pair::citext)).await, [2]);
    assert_eq!(ids(&acme, pair::xml.eq(pair::xml)).await, [2]);
    assert_eq!(ids(&acme, pair::bit.eq(pair::var_bit)).await, [2]);
    assert_eq!(ids(&acme, pair::bit.gt(pair::text)).await, [0; 0]);
    assert_eq!(ids(&acme, pair::bit.eq(pair::bit)).await, [2]);
}

#[tokio::test]
async fn columns_of_one_rust_type_are_compared_across_the_types_of_postgresql() {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    let now: Timestamp = "2026-01-14T09:50:39Z".parse().unwrap();
    let new = acme.pair().create(pair::Create { id: 1 });
    let new = new.numeric("1.5".parse::<Decimal>().unwrap());
    let new = new.money("1.50".parse::<Decimal>().unwrap());
    let new = new.stamp(now).zoned(now);
    let value = serde_json::json!({"a": 1});
    new.json(value.clone()).plain(value.clone()).await.unwrap();
    assert_eq!(ids(&acme, pair::numeric.eq(pair::money)).await, [1]);
    assert_eq!(ids(&acme, pair::money.gte(pair::numeric)).await, [1]);
    assert_eq!(ids(&acme, pair::json.eq(pair::plain)).await, [1]);
    assert_eq!(ids(&acme, pair::plain.eq(pair::plain)).await, [1]);
    assert_eq!(ids(&acme, pair::plain.eq(value.clone())).await, [1]);
    assert_eq!(ids(&acme, pair::plain.is_in([value])).await, [1]);
    assert_eq!(ids(&acme, pair::xml.eq("<a/>")).await, [0; 0]);

    // A `timestamp` is UTC, wherever the session is.
    assert_eq!(ids(&acme, pair::stamp.eq(pair::zoned)).await, [1]);
    fixture.set("TimeZone", "\"Asia/Tokyo\"").await;
    let db = fixture.builder().connect().await.unwrap();
    let acme = db.tenant("acme").await.unwrap();
    assert_eq!(ids(&acme, pair::stamp.eq(pair::zoned)).await, [1]);
    assert_eq!(ids(&acme, pair::zoned.lte(pair::stamp)).await, [1]);
}
