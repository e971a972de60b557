//! Conditions on what is inside JSON.

use plexica_client::{ErrorKind, Filter};
use plexica_tests::{
    contact::{Address, Email},
    database,
    db::{Pair, TenantDb, contact, pair, sample, shelf},
};
use serde_json::{Value, json};

/// Rows 1 to 8 have these settings, both as `jsonb` and as `json`; row 9 has none.
async fn settings(acme: &TenantDb) {
    let settings = [
        json!({"theme": {"colour": "red", "size": 9}, "tags": ["a", "b%", {"x": 1, "y": 2}]}),
        json!({"theme": {"colour": "Blue_", "size": 12.5}, "tags": []}),
        json!({"theme": {"colour": null, "size": "12"}, "tags": ["b%"]}),
        json!({"theme": [1, 2], "tags": "a"}),
        json!(["theme", "tags"]),
        json!("theme"),
        json!(null),
        json!({"theme": {"size": 100}, "it's": {"a\"b": {"": 7}}}),
    ];
    for (id, settings) in (1..).zip(settings) {
        let new = acme.pair().create(pair::Create { id });
        new.json(settings.clone()).plain(settings).await.unwrap();
    }
    acme.pair().create(pair::Create { id: 9 }).await.unwrap();
}

async fn ids(acme: &TenantDb, filter: Filter<Pair>) -> Vec<i32> {
    let found = acme.pair().find_many().filter(filter);
    let found = found.order_by(pair::id.asc()).select(pair::id);
    found.await.unwrap()
}

/// What a condition finds, of a column of `jsonb` and of one of `json`.
macro_rules! assert_found {
    ($acme:expr, $($settings:ident => $filter:expr, $ids:expr;)+) => {$({
        let $settings = pair::json;
        assert_eq!(ids($acme, $filter).await, $ids, "jsonb: {}", stringify!($filter));
        let $settings = pair::plain;
        assert_eq!(ids($acme, $filter).await, $ids, "json: {}", stringify!($filter));
    })+};
}

const NONE: [i32; 0] = [];

#[tokio::test]
async fn what_is_at_a_path_is_compared_by_value() {
    let acme = database().await.tenant("acme").await;
    settings(&acme).await;
    assert_found!(&acme,
        s => s.path(["theme", "colour"]).eq("red"), [1];
        s => s.path(["theme", "colour"]).eq(json!("red")), [1];
        s => s.path(["theme", "colour"]).ne("red"), [2, 3];
        s => !s.path(["theme", "colour"]).eq("red"), [2, 3];
        s => s.path(["theme", "colour"]).eq(Value::Null), [3];
        s => s.path(["theme", "size"]).eq(9.0), [1];
        s => s.path(["theme", "size"]).eq("12"), [3];
        s => s.path(["theme"]).eq(json!({"size": 9, "colour": "red"})), [1];
        s => s.path(["tags", "0"]).eq("a"), [1];
        s => s.path(["tags", "-1", "y"]).eq(2), [1];
        s => s.path(["1"]).eq("tags"), [5];
        s => s.path(vec![String::from("it's"), "a\"b".into(), String::new()]).eq(7), [8];
        s => s.path([""; 0]).eq("theme"), [6];
        s => s.path(["theme", "colour", "shade"]).eq("red"), NONE;
        s => s.path(["theme' OR TRUE"]).exists(), NONE;
    );
}

#[tokio::test]
async fn numbers_are_ordered_among_numbers_and_texts_among_texts() {
    let acme = database().await.tenant("acme").await;
    settings(&acme).await;
    assert_found!(&acme,
        s => s.path(["theme", "size"]).gt(9), [2, 8];
        s => s.path(["theme", "size"]).gte(9), [1, 2, 8];
        s => s.path(["theme", "size"]).lt(12.5), [1];
        s => s.path(["theme", "size"]).lte(12.5), [1, 2];
        // A text is neither less than a number nor not less.
        s => !s.path(["theme", "size"]).lt(12.5), [2, 8];
        s => s.path(["theme", "size"]).gt("1"), [3];
        s => s.path(["theme", "colour"]).lt("r"), [2];
        s => s.path(["theme", "colour"]).gte(String::from("r")), [1];
        s => s.path(["theme", "size"]).gt(i64::MAX), NONE;
        s => s.path(["theme", "size"]).lt(u64::MAX), [1, 2, 8];
    );
    let error = acme
        .pair()
        .count()
        .filter(pair::json.path(["a"]).lt(f64::NAN));
    assert_eq!(error.await.unwrap_err().kind(), ErrorKind::InvalidValue);
}

#[tokio::test]
async fn texts_inside_are_searched_and_wildcards_mean_themselves() {
    let acme = database().await.tenant("acme").await;
    settings(&acme).await;
    assert_found!(&acme,
        s => s.path(["theme", "colour"]).string_contains("e"), [1, 2];
        s => s.path(["theme", "colour"]).string_contains("_"), [2];
        s => s.path(["theme", "colour"]).string_starts_with("re"), [1];
        s => s.path(["theme", "colour"]).string_starts_with("b"), NONE;
        s => s.path(["theme", "colour"]).string_ends_with("e_"), [2];
        s => s.path(["tags", "1"]).string_ends_with("%"), [1];
        s => s.path(["theme", "colour"]).string_contains_ignore_case("LU"), [2];
        s => s.path(["theme", "colour"]).string_starts_with_ignore_case("b"), [2];
        s => s.path(["theme", "colour"]).string_ends_with_ignore_case("ED"), [1];
        s => !s.path(["theme", "colour"]).string_contains("r"), [2];
        // A number is no text, and JSON is not searched as it is written.
        s => s.path(["theme", "size"]).string_contains("1"), [3];
        s => s.path(["theme"]).string_contains("colour"), NONE;
        s => s.path([""; 0]).string_starts_with("th"), [6];
    );
}

#[tokio::test]
async fn arrays_are_asked_for_their_items() {
    let acme = database().await.tenant("acme").await;
    settings(&acme).await;
    assert_found!(&acme,
        s => s.path(["tags"]).array_contains(["b%"]), [1, 3];
        s => s.path(["tags"]).array_contains(["b%", "a"]), [1];
        s => s.path(["tags"]).array_contains([json!({"x": 1})]), [1];
        s => s.path(["tags"]).array_contains([""; 0]), [1, 2, 3];
        s => !s.path(["tags"]).array_contains(["a"]), [2, 3];
        s => s.path(["tags"]).array_starts_with("a"), [1];
        s => s.path(["tags"]).array_starts_with("b%"), [3];
        s => s.path(["tags"]).array_ends_with("b%"), [3];
        s => s.path(["tags"]).array_ends_with(json!({"y": 2, "x": 1})), [1];
        s => s.path(["theme"]).array_contains([2, 1]), [4];
    );
}

#[tokio::test]
async fn keys_and_parts_are_found() {
    let acme = database().await.tenant("acme").await;
    settings(&acme).await;
    assert_found!(&acme,
        s => s.has_key("theme"), [1, 2, 3, 4, 8];
        // Not the items of an array, nor a text.
        s => !s.has_key("theme"), [5, 6, 7];
        s => s.has_every_key(["theme", "tags"]), [1, 2, 3, 4];
        s => s.has_some_key(["it's", "nothing"]), [8];
        s => s.path(["theme"]).has_key("colour"), [1, 2, 3];
        s => s.path(["theme"]).has_every_key(["colour", "x"]), NONE;
        s => s.path(["theme"]).has_some_key(["colour", "x"]), [1, 2, 3];
        s => s.contains_json(json!({"theme": {"size": 9}})), [1];
        s => s.contains_json(json!({"tags": ["b%"]})), [1, 3];
        s => s.contains_json(json!({})), [1, 2, 3, 4, 8];
        s => s.path(["theme"]).contains_json(json!({"colour": "red"})), [1];
        s => s.path(["theme"]).contains_json(json!([2])), [4];
    );
}

#[tokio::test]
async fn json_null_is_neither_null_nor_missing() {
    let acme = database().await.tenant("acme").await;
    settings(&acme).await;
    assert_found!(&acme,
        s => s.is_json_null(), [7];
        s => !s.is_json_null(), [1, 2, 3, 4, 5, 6, 8, 9];
        s => s.is_null(), [9];
        s => s.eq(Value::Null), [7];
        s => s.eq(None), [9];
        s => s.path(["theme", "colour"]).is_json_null(), [3];
        s => s.path(["theme", "colour"]).exists(), [1, 2, 3];
        s => s.path(["theme", "colour"]).is_missing(), [4, 5, 6, 7, 8, 9];
        s => !s.path(["theme", "colour"]).is_missing(), [1, 2, 3];
    );
}

#[tokio::test]
async fn a_required_column_is_asked_like_an_optional_one() {
    let acme = database().await.tenant("acme").await;
    let new = acme.sample().create(sample::Create {});
    new.json(json!({"a": {"b": 1}})).await.unwrap();
    acme.sample().create(sample::Create {}).await.unwrap();
    let count = async |filter| acme.sample().count().filter(filter).await.unwrap();
    assert_eq!(count(sample::json.path(["a", "b"]).eq(1)).await, 1);
    assert_eq!(count(sample::json.has_key("a")).await, 1);
    assert_eq!(count(sample::plain_json.path(["a"]).is_missing()).await, 2);
}

#[tokio::test]
async fn columns_of_a_programs_own_type_are_asked_for_what_they_are_serialized_to() {
    let acme = database().await.tenant("acme").await;
    for (name, street) in [("a@x", "Main Street"), ("b@x", "Low Street")] {
        let email: Email = name.parse().unwrap();
        let home = Address {
            street: street.into(),
            number: Some(7),
        };
        let new = acme.contact().create(contact::Create { email, home });
        new.await.unwrap();
    }
    let count = async |filter| acme.contact().count().filter(filter).await.unwrap();
    let low = contact::home.contains_json(json!({"street": "Low Street"}));
    assert_eq!(count(low).await, 1);
    assert_eq!(count(contact::home.path(["number"]).gt(6)).await, 2);
    let street = contact::home.path(["street"]);
    assert_eq!(count(street.clone().string_ends_with("Street")).await, 2);
    assert_eq!(count(street.string_starts_with("Main")).await, 1);
    assert_eq!(count(contact::work.path(["street"]).is_missing()).await, 2);
}

#[tokio::test]
async fn an_index_finds_what_is_contained() {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    let filter = shelf::extra.contains_json(json!({"a": 1}));
    let sql = acme.shelf().find_many().filter(filter).to_sql();
    let client = fixture.raw().await;
    client
        .batch_execute("SET enable_seqscan = off")
        .await
        .unwrap();
    let explain = format!("EXPLAIN {}", sql.replace("$1", "'{\"a\": 1}'"));
    let plan = client.simple_query(&explain).await.unwrap();
    assert!(
        format!("{plan:?}").contains("shelves_extra_idx"),
        "{plan:?}"
    );
}
