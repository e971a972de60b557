use futures_util::future::join_all;
use plexica_client::{
    ErrorKind, Filter,
    generated::{rust_decimal::Decimal, serde_json::json},
    write::{decrement, divide, increment, multiply, push, push_all},
};
use plexica_tests::{
    contact::{Address, Email},
    database,
    db::{
        Colour, Mood, TenantDb, account, contact, document, list_sample, sample, sparse_sample,
        sticker, user,
    },
};

fn dec(text: &str) -> Decimal {
    text.parse().unwrap()
}

async fn one_sample(acme: &TenantDb) -> sample::Draft {
    acme.sample().delete_many(Filter::all()).await.unwrap();
    sample::Create {}.draft()
}

#[tokio::test]
async fn every_type_of_number_is_changed_by_what_it_is() {
    let acme = database().await.tenant("acme").await;
    let draft = one_sample(&acme).await;
    let draft = draft.small(7).int(7).big(7).float(7.0).real(7.0);
    let made = acme
        .sample()
        .create(draft.decimal(dec("7")).exact(dec("7")));
    let key = sample::id.key(made.await.unwrap().id);
    let update = || acme.sample().update(key.clone());

    let more = update().small(increment(3)).int(increment(3));
    let more = more.big(increment(3)).float(increment(0.5));
    let more = more.real(increment(0.5)).decimal(increment(dec("0.1")));
    let row = more.exact(increment(dec("0.01"))).await.unwrap();
    assert_eq!((row.small, row.int, row.big), (10, 10, 10));
    assert_eq!((row.float, row.real), (7.5, 7.5));
    assert_eq!((row.decimal, row.exact), (dec("7.1"), dec("7.01")));

    let less = update().small(decrement(4)).int(decrement(4));
    let less = less.big(decrement(4)).float(decrement(0.25));
    let row = less.exact(decrement(dec("7"))).await.unwrap();
    assert_eq!((row.small, row.int, row.big), (6, 6, 6));
    assert_eq!((row.float, row.exact), (7.25, dec("0.01")));

    let product = update().small(multiply(-2)).int(multiply(-2));
    let product = product.big(multiply(-2)).float(multiply(2.0));
    let row = product.exact(multiply(dec("1.5"))).await.unwrap();
    assert_eq!((row.small, row.int, row.big), (-12, -12, -12));
    assert_eq!((row.float, row.exact), (14.5, dec("0.02")));

    let quotient = update().small(divide(5)).int(divide(5)).big(divide(5));
    let row = quotient.float(divide(2.0)).await.unwrap();
    assert_eq!((row.small, row.int, row.big), (-2, -2, -2), "cut off");
    assert_eq!(row.float, 7.25);
}

#[tokio::test]
async fn a_number_that_is_absent_stays_absent() {
    let acme = database().await.tenant("acme").await;
    let create = acme.sparse_sample().create(sparse_sample::Create {});
    let key = sparse_sample::id.key(create.await.unwrap().id);
    let update = || acme.sparse_sample().update(key.clone());
    let row = update().small(increment(1)).decimal(multiply(dec("2")));
    let row = row.await.unwrap();
    assert_eq!((row.small, row.decimal), (None, None));
    let row = update().small(1).decimal(Some(dec("3"))).int(None);
    row.await.unwrap();
    let row = update().small(increment(1)).decimal(multiply(dec("2")));
    let row = row.await.unwrap();
    assert_eq!((row.small, row.decimal), (Some(2), Some(dec("6"))));
}

#[tokio::test]
async fn a_sum_that_its_column_cannot_hold_is_an_error_and_changes_nothing() {
    let acme = database().await.tenant("acme").await;
    let draft = one_sample(&acme).await.small(i16::MAX).int(i32::MAX);
    let made = acme.sample().create(draft).await.unwrap();
    let update = || acme.sample().update(sample::id.key(made.id));
    for (query, code) in [
        (update().small(increment(1)), "22003"),
        (update().int(multiply(2)), "22003"),
        (update().exact(increment(dec("100000000"))), "22003"),
        (update().big(divide(0)), "22012"),
    ] {
        let error = query.await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidValue, "{error}");
        assert_eq!(error.sqlstate(), Some(code));
    }
    let row = acme.sample().find_first().or_not_found().await.unwrap();
    assert_eq!(row, made);
}

#[tokio::test]
async fn money_is_multiplied_by_a_factor_that_is_not_rounded() {
    let acme = database().await.tenant("acme").await;
    let name = "Ada".to_owned();
    let create = acme.account().create(account::Create { name });
    create.balance(dec("1000")).await.unwrap();
    let update = || acme.account().update(account::name.key("ADA"));
    for (query, expected) in [
        (update().balance(multiply(dec("1.0125"))), dec("1012.50")),
        (update().balance(increment(dec("0.50"))), dec("1013.00")),
        (update().balance(decrement(dec("13"))), dec("1000.00")),
        (update().balance(divide(dec("3"))), dec("333.33")),
    ] {
        let balance: Decimal = query.await.unwrap().balance;
        assert_eq!(balance, expected);
    }
}

#[tokio::test]
async fn lists_of_every_type_get_more_members() {
    let acme = database().await.tenant("acme").await;
    let create = acme.list_sample().create(list_sample::Create {});
    let made = create.texts(vec!["a".to_owned()]).await.unwrap();
    assert_eq!(made.ints, [1, -2]);
    let update = || acme.list_sample().update(list_sample::id.key(made.id));
    let pushed = update().texts(push("b")).ints(push(3)).smalls(push(4));
    let pushed = pushed.decimals(push(dec("0.5"))).flags(push(true));
    let pushed = pushed.jsons(push(json!([1]))).bytes(push(vec![0_u8]));
    let pushed = pushed.chars(push("abc")).colours(push(Colour::Blue));
    let row = pushed.moods(push(Mood::VeryCross)).await.unwrap();
    assert_eq!(row.texts, ["a", "b"]);
    assert_eq!((row.ints, row.smalls), (vec![1, -2, 3], vec![4]));
    assert_eq!((row.decimals, row.flags), (vec![dec("0.5")], vec![true]));
    assert_eq!((row.jsons, row.bytes), (vec![json!([1])], vec![vec![0]]));
    assert_eq!(row.chars, ["abc"]);
    assert_eq!(row.colours, [Colour::Red, Colour::Green, Colour::Blue]);
    assert_eq!(row.moods, [Mood::VeryCross]);

    let more = update()
        .texts(push_all(["c", "d"]))
        .ints(push_all(Vec::<i32>::new()));
    let row = more
        .moods(push_all([Mood::Type, Mood::Calm]))
        .await
        .unwrap();
    assert_eq!(row.texts, ["a", "b", "c", "d"]);
    assert_eq!(row.ints, [1, -2, 3]);
    assert_eq!(row.moods, [Mood::VeryCross, Mood::Type, Mood::Calm]);
    let row = update().texts(vec!["e".to_owned()]).await.unwrap();
    assert_eq!(row.texts, ["e"], "set");
}

#[tokio::test]
async fn lists_of_an_extensions_type_and_of_the_programs_own_get_more_members() {
    let acme = database().await.tenant("acme").await;
    let name = "Ada".to_owned();
    let create = acme.account().create(account::Create { name });
    create.await.unwrap();
    let update = acme.account().update(account::name.key("ada"));
    let pushed = update.aliases(push("Countess")).fees(push(dec("2.50")));
    let row = pushed.await.unwrap();
    assert_eq!(
        (row.aliases, row.fees),
        (vec!["Countess".into()], vec![dec("2.50")])
    );

    let email = |text: &str| text.parse::<Email>().unwrap();
    let home = Address {
        street: "Row".into(),
        number: Some(1),
    };
    let create = contact::Create {
        email: email("ada@acme.test"),
        home: home.clone(),
    };
    acme.contact().create(create).await.unwrap();
    let key = contact::email.key(email("ada@acme.test"));
    let update = acme.contact().update(key);
    let pushed = update.aliases(push(email("a@acme.test")));
    let row = pushed.previous(push_all([home.clone(), home.clone()]));
    let row = row.await.unwrap();
    assert_eq!(row.aliases, [email("a@acme.test")]);
    assert_eq!(row.previous, [home.clone(), home]);
}

#[tokio::test]
async fn rows_of_an_update_of_many_are_each_changed_by_what_they_are() {
    let acme = database().await.tenant("acme").await;
    let people = ["ada", "ben", "cyd"].map(|name| {
        let email = format!("{name}@acme.test");
        user::Create { email }
    });
    acme.user().create_many(people).await.unwrap();
    let ages = acme.user().update_many(user::email.starts_with("a"));
    ages.age(40).await.unwrap();
    let ages = acme.user().update_many(user::email.starts_with("b"));
    ages.age(30).await.unwrap();
    let older = acme.user().update_many(Filter::all()).age(increment(1));
    assert_eq!(older.await.unwrap(), 3);
    let rows = acme.user().find_many().order_by(user::email.asc());
    let ages: Vec<_> = rows.await.unwrap().iter().map(|row| row.age).collect();
    assert_eq!(ages, [Some(41), Some(31), None]);
}

#[tokio::test]
async fn an_upsert_changes_the_row_that_is_there_by_what_it_is() {
    let acme = database().await.tenant("acme").await;
    let slug = || document::Create { slug: "a".into() };
    let document = |words| {
        let upsert = acme.document().upsert(document::slug, slug());
        upsert.update(move |row| row.words(increment(words)))
    };
    assert_eq!(document(5).await.unwrap().words, 0);
    let row = document(5).await.unwrap();
    assert_eq!((row.words, row.edition), (5, 1), "the version too");

    // Of a model without a version, and by a key that the database makes.
    let sticker = || {
        let text = "Hello".to_owned();
        let upsert = acme
            .sticker()
            .upsert(sticker::key, sticker::Create { text });
        upsert.update(|row| row.count(multiply(3)))
    };
    for expected in [1, 3, 9] {
        assert_eq!(sticker().await.unwrap().count, expected);
    }
}

#[tokio::test]
async fn the_last_change_of_a_column_counts() {
    let acme = database().await.tenant("acme").await;
    let slug = "a".to_owned();
    let create = acme.document().create(document::Create { slug });
    create.words(10).await.unwrap();
    let update = || acme.document().update(document::slug.key("a"));
    let row = update().words(increment(1)).words(increment(2)).await;
    assert_eq!(row.unwrap().words, 12);
    let row = update().words(increment(1)).words(1).await.unwrap();
    assert_eq!(row.words, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_increment_of_many_tasks_is_lost() {
    let acme = database().await.tenant("acme").await;
    let slug = "a".to_owned();
    let create = acme.document().create(document::Create { slug });
    create.await.unwrap();
    let tasks = (0..16).map(|_| {
        let acme = acme.clone();
        tokio::spawn(async move {
            for _ in 0..5 {
                let update = acme.document().update(document::slug.key("a"));
                update.words(increment(1)).await.unwrap();
            }
        })
    });
    for task in join_all(tasks).await {
        task.unwrap();
    }
    let row = acme.document().find_first().or_not_found().await.unwrap();
    assert_eq!((row.words, row.edition), (80, 80));
}
