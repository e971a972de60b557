//! Conditions on text.

use plexica_client::{
    ErrorKind, Filter,
    query::{Order, SearchLanguage, TextSearch},
};
use plexica_tests::{
    contact::{Address, Email},
    database,
    db::{Pair, TenantDb, account, contact, pair},
};

async fn ids(acme: &TenantDb, filter: Filter<Pair>) -> Vec<i32> {
    let found = acme.pair().find_many().filter(filter);
    let found = found.order_by(pair::id.asc()).select(pair::id);
    found.await.unwrap()
}

async fn texts(acme: &TenantDb) {
    for (id, text) in (1..).zip(["Ada 100%", "ada_b", "a\\da", "[x]", ""]) {
        let new = acme.pair().create(pair::Create { id });
        new.text(text).var_char(text).char(text).await.unwrap();
    }
}

#[tokio::test]
async fn what_is_searched_means_itself_with_and_without_regard_to_case() {
    let acme = database().await.tenant("acme").await;
    texts(&acme).await;
    let text = pair::text;
    assert_eq!(ids(&acme, text.contains("%")).await, [1]);
    assert_eq!(ids(&acme, text.contains("a_")).await, [2]);
    assert_eq!(ids(&acme, text.contains("\\d")).await, [3]);
    assert_eq!(ids(&acme, text.starts_with("ada")).await, [2]);
    assert_eq!(
        ids(&acme, text.starts_with_ignore_case("ada")).await,
        [1, 2]
    );
    assert_eq!(ids(&acme, text.starts_with_ignore_case("_")).await, [0; 0]);
    assert_eq!(ids(&acme, text.ends_with("0%")).await, [1]);
    assert_eq!(ids(&acme, text.ends_with_ignore_case("_B")).await, [2]);
    assert_eq!(ids(&acme, text.ends_with_ignore_case("\\DA")).await, [3]);
    assert_eq!(ids(&acme, text.contains_ignore_case("DA")).await, [1, 2, 3]);
    assert_eq!(ids(&acme, text.eq_ignore_case("ADA_B")).await, [2]);
    assert_eq!(ids(&acme, text.eq_ignore_case("ADA_%")).await, [0; 0]);
    assert_eq!(ids(&acme, text.eq_ignore_case("")).await, [5]);
    let two = ["ADA_B", "[X]", "a%"];
    assert_eq!(ids(&acme, text.is_in_ignore_case(two)).await, [2, 4]);
    assert_eq!(ids(&acme, !text.is_in_ignore_case(two)).await, [1, 3, 5]);
    assert_eq!(ids(&acme, text.is_in_ignore_case([""; 0])).await, [0; 0]);
    assert_eq!(ids(&acme, pair::var_char.contains("_")).await, [2]);
    assert_eq!(ids(&acme, pair::char.starts_with("a")).await, [2, 3]);
}

#[tokio::test]
async fn patterns_and_regular_expressions_are_taken_as_they_are() {
    let acme = database().await.tenant("acme").await;
    texts(&acme).await;
    let text = pair::text;
    assert_eq!(ids(&acme, text.like("a%")).await, [2, 3]);
    assert_eq!(ids(&acme, text.like("ada_b")).await, [2]);
    assert_eq!(ids(&acme, text.like("%100\\%")).await, [1]);
    assert_eq!(ids(&acme, text.like_ignore_case("ADA%")).await, [1, 2]);
    assert_eq!(ids(&acme, text.matches("^a")).await, [2, 3]);
    assert_eq!(ids(&acme, text.matches("[0-9]{3}")).await, [1]);
    assert_eq!(ids(&acme, text.matches("^\\[x\\]$")).await, [4]);
    assert_eq!(ids(&acme, text.matches_ignore_case("^ADA")).await, [1, 2]);
    assert_eq!(ids(&acme, !text.matches("a")).await, [4, 5]);
    let error = acme.pair().count().filter(text.matches("(")).await;
    assert_eq!(error.unwrap_err().kind(), ErrorKind::InvalidValue);
}

#[tokio::test]
async fn types_that_are_texts_in_rust_are_searched_as_texts() {
    let acme = database().await.tenant("acme").await;
    let new = acme.pair().create(pair::Create { id: 1 });
    let new = new.xml("<a b=\"c\"/>").bit("10").var_bit("1011");
    new.citext("Ada").await.unwrap();
    assert_eq!(ids(&acme, pair::xml.contains("b=")).await, [1]);
    assert_eq!(
        ids(&acme, pair::xml.eq_ignore_case("<A B=\"C\"/>")).await,
        [1]
    );
    assert_eq!(ids(&acme, pair::xml.search("c")).await, [0; 0]);
    assert_eq!(ids(&acme, pair::bit.starts_with("1")).await, [1]);
    assert_eq!(ids(&acme, pair::var_bit.ends_with("11")).await, [1]);
    assert_eq!(ids(&acme, pair::var_bit.matches("^1+$")).await, [0; 0]);
    assert_eq!(ids(&acme, pair::citext.starts_with("AD")).await, [1]);
    assert_eq!(ids(&acme, pair::citext.matches("^AD")).await, [1]);
    assert_eq!(
        ids(&acme, pair::citext.matches_ignore_case("^AD")).await,
        [1]
    );
    assert_eq!(ids(&acme, pair::citext.like("aD_")).await, [1]);
    assert_eq!(ids(&acme, pair::citext.eq_ignore_case("ADA")).await, [1]);
    assert_eq!(
        ids(&acme, pair::citext.is_in_ignore_case(["ADA"])).await,
        [1]
    );
    assert_eq!(
        ids(&acme, pair::xml.is_in_ignore_case(["<A B=\"C\"/>"])).await,
        [1]
    );
    assert_eq!(ids(&acme, pair::citext.search("ada")).await, [1]);

    let account = account::Create { name: "Ada".into() };
    acme.account().create(account).await.unwrap();
    let found = acme.account().count().filter(account::name.matches("^ad"));
    assert_eq!(found.await.unwrap(), 1);
    let email: Email = "a@x.test".parse().unwrap();
    let home = Address {
        street: "A".into(),
        number: None,
    };
    acme.contact()
        .create(contact::Create { email, home })
        .await
        .unwrap();
    let found = acme
        .contact()
        .count()
        .filter(contact::email.matches("@x[.]"));
    assert_eq!(found.await.unwrap(), 1);
}

async fn articles(acme: &TenantDb) {
    let articles = [
        ("The running foxes", Some("They jumped over it.")),
        ("A fox", None),
        ("Les chevaux", Some("courent")),
        ("fox's \"100%\" & more | less", Some("!")),
    ];
    for (id, (title, text)) in (1..).zip(articles) {
        let new = acme.pair().create(pair::Create { id }).text(title);
        new.var_char(text.map(str::to_owned)).await.unwrap();
    }
}

#[tokio::test]
async fn words_are_searched_as_a_search_engine_takes_them() {
    let acme = database().await.tenant("acme").await;
    articles(&acme).await;
    let text = pair::text;
    assert_eq!(ids(&acme, text.search("fox")).await, [2, 4]);
    assert_eq!(ids(&acme, text.search("FOX a")).await, [2]);
    assert_eq!(ids(&acme, text.search("fox -a")).await, [4]);
    assert_eq!(ids(&acme, text.search("running or chevaux")).await, [1, 3]);
    assert_eq!(ids(&acme, text.search("\"running foxes\"")).await, [1]);
    assert_eq!(ids(&acme, text.search("\"foxes running\"")).await, [0; 0]);
    assert_eq!(ids(&acme, !text.search("fox")).await, [1, 3]);
    assert_eq!(ids(&acme, text.search("100%")).await, [4]);
    // Whatever is typed is a query.
    for query in ["", "'", "\"", "& | ! ( ) :*", "a' OR TRUE --"] {
        assert!(ids(&acme, text.search(query)).await.len() < 2, "{query}");
    }
    // A row without a text is neither found nor not.
    assert_eq!(ids(&acme, pair::var_char.search("courent")).await, [3]);
    assert_eq!(ids(&acme, !pair::var_char.search("courent")).await, [1, 4]);
}

#[tokio::test]
async fn a_language_makes_forms_of_a_word_one_word() {
    let acme = database().await.tenant("acme").await;
    articles(&acme).await;
    let english = |query| pair::text.search_in(SearchLanguage::English, query);
    assert_eq!(ids(&acme, english("fox run")).await, [1]);
    assert_eq!(ids(&acme, english("foxes")).await, [1, 2, 4]);
    let french = pair::text.search_in(SearchLanguage::French, "cheval");
    assert_eq!(ids(&acme, french).await, [3]);
    // Every one that is named is there.
    for language in SearchLanguage::ALL {
        let nobody = pair::text.search_in(*language, "xyzzy");
        assert_eq!(ids(&acme, nobody).await, [0; 0], "{language:?}");
    }
}

#[tokio::test]
async fn several_columns_are_searched_as_one_text() {
    let acme = database().await.tenant("acme").await;
    articles(&acme).await;
    let both = (pair::text, pair::var_char);
    assert_eq!(ids(&acme, both.search("chevaux courent")).await, [3]);
    assert_eq!(ids(&acme, both.search("fox")).await, [2, 4]);
    assert_eq!(ids(&acme, !both.search("fox")).await, [1, 3]);
    let english = both.search_in(SearchLanguage::English, "fox jump");
    assert_eq!(ids(&acme, english).await, [1]);
}

#[tokio::test]
async fn an_index_over_the_words_is_used() {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    fixture
        .sql("CREATE INDEX words ON tenant_acme.pairs USING gin (to_tsvector('english', text))")
        .await;
    let both = "CREATE INDEX both_words ON tenant_acme.pairs USING gin \
                (to_tsvector('simple', coalesce(text, '') || ' ' || coalesce(\"var char\"::text, '')))";
    fixture.sql(both).await;
    let client = fixture.raw().await;
    client
        .batch_execute("SET enable_seqscan = off")
        .await
        .unwrap();
    let english = pair::text.search_in(SearchLanguage::English, "fox");
    let both = (pair::text, pair::var_char).search("fox");
    for (filter, index) in [(english, "words"), (both, "both_words")] {
        let sql = acme.pair().find_many().filter(filter).to_sql();
        let explain = format!("EXPLAIN {}", sql.replace("$1", "'fox'"));
        let plan = client.simple_query(&explain).await.unwrap();
        assert!(format!("{plan:?}").contains(index), "{plan:?}");
    }
}

#[tokio::test]
async fn rows_are_ordered_by_how_well_their_words_fit() {
    let acme = database().await.tenant("acme").await;
    for (id, text, other) in [
        (1, "fox", ""),
        (2, "fox fox and fox", "foxes"),
        (3, "a dog", "fox and fox"),
        (4, "nothing of it", ""),
    ] {
        let new = acme.pair().create(pair::Create { id });
        new.text(text).var_char(other).await.unwrap();
    }
    let ids = async |order: Vec<Order<Pair>>, filter| {
        let found = acme.pair().find_many().filter(filter).order_by(order);
        found.select(pair::id).await.unwrap()
    };
    let best = || vec![pair::text.rank("fox").desc(), pair::id.asc()];
    assert_eq!(ids(best(), pair::text.search("fox")).await, [2, 1]);
    assert_eq!(ids(best(), Filter::all()).await, [2, 1, 3, 4]);
    let worst = vec![pair::text.rank("fox").asc(), pair::id.desc()];
    assert_eq!(ids(worst, Filter::all()).await, [4, 3, 1, 2]);
    // Several columns as one, and words in all of their forms.
    let both = (pair::text, pair::var_char);
    let english = both.rank_in(SearchLanguage::English, "foxes").desc();
    let filter = both.search_in(SearchLanguage::English, "foxes");
    assert_eq!(ids(vec![english, pair::id.asc()], filter).await, [2, 3, 1]);
    // What people type is a value, and says nothing in SQL.
    let odd = vec![pair::text.rank("'; DROP -- \"").desc(), pair::id.asc()];
    assert_eq!(ids(odd, Filter::all()).await, [1, 2, 3, 4]);
    // Of the related row.
    let through = vec![
        pair::twin.by(pair::text.rank("fox").desc()).nulls_last(),
        pair::id.asc(),
    ];
    acme.pair()
        .update(pair::id.key(4))
        .twin_id(2)
        .await
        .unwrap();
    acme.pair()
        .update(pair::id.key(3))
        .twin_id(1)
        .await
        .unwrap();
    assert_eq!(ids(through, Filter::all()).await, [4, 3, 1, 2]);
    let row = acme.pair().find_unique(pair::id.key(1));
    let row = row.or_not_found().await.unwrap();
    let page = acme.pair().find_many().order_by(best()).after(&row);
    assert_eq!(page.await.unwrap_err().kind(), ErrorKind::InvalidQuery);
}
