//! Conditions on columns of lists.

use plexica_client::{Filter, generated::jiff::civil::date};
use plexica_tests::{
    Fixture,
    contact::{Address, Email},
    database,
    db::{Colour, ListSample, Mood, Pair, TenantDb, account, contact, list_sample, pair},
};
use serde_json::json;

async fn ids(acme: &TenantDb, filter: Filter<ListSample>) -> Vec<i32> {
    let found = acme.list_sample().find_many().filter(filter);
    let found = found
        .order_by(list_sample::id.asc())
        .select(list_sample::id);
    found.await.unwrap()
}

/// Row 1 has two members, row 2 one, row 3 none, and row 4 nothing at all.
async fn rows(fixture: &Fixture) -> TenantDb {
    let acme = fixture.tenant("acme").await;
    let texts =
        |texts: &[&str]| -> Vec<String> { texts.iter().map(|text| (*text).into()).collect() };
    let new = || acme.list_sample().create(list_sample::Create {});
    let first = new()
        .texts(texts(&["a", "b%"]))
        .ints(vec![1, 2])
        .moods(vec![Mood::Calm, Mood::Type]);
    let first = first
        .colours(vec![Colour::Green])
        .jsons(vec![json!({"a": 1}), json!(2)]);
    let first = first.dates(vec![date(2026, 1, 14)]).bytes(vec![vec![0, 1]]);
    first.chars(texts(&["x"])).await.unwrap();
    new()
        .texts(texts(&["b%"]))
        .ints(vec![2])
        .moods(vec![Mood::Calm])
        .await
        .unwrap();
    new()
        .texts(vec![])
        .ints(vec![])
        .moods(vec![])
        .await
        .unwrap();
    new().await.unwrap();
    let nulls =
        "UPDATE tenant_acme.list_samples SET texts = NULL, ints = NULL, moods = NULL WHERE id = 4";
    fixture.sql(nulls).await;
    acme
}

#[tokio::test]
async fn members_are_found_and_a_list_that_is_null_is_empty() {
    let acme = rows(&database().await).await;
    let (texts, ints) = (list_sample::texts, list_sample::ints);
    assert_eq!(ids(&acme, texts.has("b%")).await, [1, 2]);
    assert_eq!(ids(&acme, texts.has("b")).await, [0; 0]);
    assert_eq!(ids(&acme, !texts.has("a")).await, [2, 3, 4]);
    assert_eq!(ids(&acme, texts.has_every(["b%", "a"])).await, [1]);
    assert_eq!(ids(&acme, texts.has_every(["a", "a"])).await, [1]);
    assert_eq!(ids(&acme, texts.has_every([""; 0])).await, [1, 2, 3, 4]);
    assert_eq!(ids(&acme, !texts.has_every(["b%", "a"])).await, [2, 3, 4]);
    assert_eq!(ids(&acme, texts.has_some(["c", "a"])).await, [1]);
    assert_eq!(ids(&acme, texts.has_some([""; 0])).await, [0; 0]);
    assert_eq!(ids(&acme, !texts.has_some(["c", "a"])).await, [2, 3, 4]);
    assert_eq!(ids(&acme, ints.has(2)).await, [1, 2]);
    assert_eq!(
        ids(&acme, ints.has_every(vec![1, 2]) & texts.has("a")).await,
        [1]
    );
}

#[tokio::test]
async fn lists_are_equal_member_by_member_and_in_order() {
    let acme = rows(&database().await).await;
    let ints = list_sample::ints;
    assert_eq!(ids(&acme, ints.eq(vec![1, 2])).await, [1]);
    assert_eq!(ids(&acme, ints.eq(vec![2, 1])).await, [0; 0]);
    assert_eq!(ids(&acme, ints.eq(vec![])).await, [3, 4]);
    assert_eq!(ids(&acme, ints.ne(vec![])).await, [1, 2]);
    assert_eq!(ids(&acme, ints.ne(vec![2])).await, [1, 3, 4]);
    assert_eq!(ids(&acme, !ints.eq(vec![2])).await, [1, 3, 4]);
    assert_eq!(ids(&acme, ints.is_in([vec![2], vec![]])).await, [2, 3, 4]);
    assert_eq!(ids(&acme, ints.is_in(Vec::<Vec<i32>>::new())).await, [0; 0]);
    assert_eq!(ids(&acme, ints.not_in([vec![2], vec![]])).await, [1]);
    assert_eq!(
        ids(&acme, ints.not_in(Vec::<Vec<i32>>::new())).await,
        [1, 2, 3, 4]
    );
    assert_eq!(ids(&acme, ints.eq(ints)).await, [1, 2, 3, 4]);
}

#[tokio::test]
async fn lists_are_told_by_their_length() {
    let acme = rows(&database().await).await;
    let texts = list_sample::texts;
    assert_eq!(ids(&acme, texts.is_empty()).await, [3, 4]);
    assert_eq!(ids(&acme, !texts.is_empty()).await, [1, 2]);
    assert_eq!(ids(&acme, texts.is_not_empty()).await, [1, 2]);
    assert_eq!(ids(&acme, texts.length().eq(0)).await, [3, 4]);
    assert_eq!(ids(&acme, texts.length().ne(1)).await, [1, 3, 4]);
    assert_eq!(ids(&acme, texts.length().lt(2)).await, [2, 3, 4]);
    assert_eq!(ids(&acme, texts.length().lte(0)).await, [3, 4]);
    assert_eq!(ids(&acme, texts.length().gt(1)).await, [1]);
    assert_eq!(ids(&acme, texts.length().gte(1)).await, [1, 2]);
    assert_eq!(ids(&acme, texts.length().gt(usize::MAX)).await, [0; 0]);
}

#[tokio::test]
async fn lists_of_every_kind_of_type_are_asked() {
    let acme = rows(&database().await).await;
    assert_eq!(ids(&acme, list_sample::moods.has(Mood::Type)).await, [1]);
    let both = [Mood::Type, Mood::VeryCross];
    assert_eq!(ids(&acme, list_sample::moods.has_some(both)).await, [1]);
    assert_eq!(
        ids(&acme, list_sample::moods.is_in([vec![Mood::Calm]])).await,
        [2]
    );
    let colours = list_sample::colours.eq(vec![Colour::Green]);
    assert_eq!(ids(&acme, colours).await, [1]);
    assert_eq!(
        ids(&acme, list_sample::jsons.has(json!({"a": 1}))).await,
        [1]
    );
    assert_eq!(ids(&acme, list_sample::jsons.has(json!({}))).await, [0; 0]);
    assert_eq!(
        ids(&acme, list_sample::dates.has(date(2026, 1, 14))).await,
        [1]
    );
    assert_eq!(ids(&acme, list_sample::bytes.has(&[0, 1][..])).await, [1]);
    assert_eq!(ids(&acme, list_sample::chars.has("x")).await, [1]);
}

#[tokio::test]
async fn lists_of_citext_are_asked_without_regard_to_case() {
    let acme = database().await.tenant("acme").await;
    let new = account::Create { name: "Ada".into() };
    let new = acme.account().create(new).aliases(vec!["Countess".into()]);
    new.await.unwrap();
    let count = async |filter| acme.account().count().filter(filter).await.unwrap();
    assert_eq!(count(account::aliases.has("COUNTESS")).await, 1);
    assert_eq!(count(account::aliases.has_some(["x", "countess"])).await, 1);
    assert_eq!(
        count(account::aliases.eq(vec!["countess".to_owned()])).await,
        1
    );
    assert_eq!(count(account::aliases.has("Count")).await, 0);

    let names =
        |names: &[&str]| -> Vec<String> { names.iter().map(|name| (*name).into()).collect() };
    let pairs = async |filter: Filter<Pair>| acme.pair().count().filter(filter).await.unwrap();
    let new = acme.pair().create(pair::Create { id: 1 });
    new.texts(names(&["A"]))
        .citexts(names(&["a"]))
        .await
        .unwrap();
    acme.pair().create(pair::Create { id: 2 }).await.unwrap();
    assert_eq!(pairs(pair::texts.eq(pair::citexts)).await, 2);
    assert_eq!(pairs(pair::citexts.ne(pair::texts)).await, 0);
}

#[tokio::test]
async fn lists_of_a_programs_own_type_are_asked_by_it() {
    let acme = database().await.tenant("acme").await;
    let email = |text: &str| text.parse::<Email>().unwrap();
    let address = |street: &str| Address {
        street: street.into(),
        number: None,
    };
    let new = contact::Create {
        email: email("a@x"),
        home: address("A"),
    };
    let new = acme
        .contact()
        .create(new)
        .aliases(vec![email("b@x"), email("c@x")]);
    new.previous(vec![address("B")]).await.unwrap();
    let count = async |filter| acme.contact().count().filter(filter).await.unwrap();
    assert_eq!(count(contact::aliases.has(email("c@x"))).await, 1);
    assert_eq!(count(contact::aliases.has_every([email("d@x")])).await, 0);
    assert_eq!(count(contact::aliases.length().eq(2)).await, 1);
    assert_eq!(count(contact::previous.has(address("B"))).await, 1);
    assert_eq!(count(contact::previous.has(address("A"))).await, 0);
}

#[tokio::test]
async fn an_index_finds_the_lists_that_have_a_member() {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    fixture
        .sql("CREATE INDEX ON tenant_acme.list_samples USING gin (texts)")
        .await;
    let sql = acme
        .list_sample()
        .find_many()
        .filter(list_sample::texts.has("a"))
        .to_sql();
    let client = fixture.raw().await;
    client
        .batch_execute("SET enable_seqscan = off")
        .await
        .unwrap();
    let plan = client
        .simple_query(&format!("EXPLAIN {}", sql.replace("$1", "'{a}'")))
        .await
        .unwrap();
    assert!(format!("{plan:?}").contains("texts_idx"), "{plan:?}");
}
