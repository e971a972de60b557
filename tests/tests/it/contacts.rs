use std::collections::BTreeMap;

use plexica_client::ErrorKind;
use plexica_tests::{
    contact::{Address, Email},
    database,
    db::contact,
};

fn email(text: &str) -> Email {
    text.parse().unwrap()
}

fn address(street: &str) -> Address {
    Address {
        street: street.into(),
        number: Some(7),
    }
}

fn contact(name: &str, street: &str) -> contact::Create {
    contact::Create {
        email: email(name),
        home: address(street),
    }
}

#[tokio::test]
async fn values_of_a_programs_own_types_come_back_as_they_went() {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    let by_year = [("2026".to_owned(), vec![address("High Street")])];
    let made = acme
        .contact()
        .create(contact("a@acme.test", "Main Street"))
        .other(email("b@acme.test"))
        .aliases(vec![email("c@acme.test"), email("d@acme.test")])
        .work(Some(address("Low Street")))
        .previous(vec![address("Old Street")])
        .by_year(BTreeMap::from(by_year))
        .await
        .unwrap();
    let key = || contact::email.key(email("a@acme.test"));
    let found = acme.contact().find_unique(key()).await.unwrap().unwrap();
    assert_eq!(found, made);
    assert_eq!(found.home, address("Main Street"));
    assert_eq!(found.other, Some(email("b@acme.test")));
    assert_eq!(found.aliases[1], email("d@acme.test"));
    assert_eq!(found.by_year["2026"], [address("High Street")]);

    let both = contact::both.key((email("a@acme.test"), email("b@acme.test")));
    assert!(acme.contact().find_unique(both).await.unwrap().is_some());
    let columns = (contact::email, contact::work, contact::previous);
    let row = acme.contact().find_unique(key()).select(columns);
    let (email, work, previous) = row.or_not_found().await.unwrap();
    assert_eq!(email.to_string(), "a@acme.test");
    assert_eq!(work, Some(address("Low Street")));
    assert_eq!(previous, [address("Old Street")]);

    let changed = acme.contact().update(key()).work(None).other(None);
    let changed = changed.home(address("New Street")).await.unwrap();
    assert_eq!((changed.work, changed.other), (None, None));
    assert_eq!(changed.home, address("New Street"));
    let json = serde_json::to_value(&found).unwrap();
    assert_eq!(json["home"]["street"], "Main Street");
    assert_eq!(json["email"], "a@acme.test");
}

#[tokio::test]
async fn columns_of_a_programs_own_types_are_compared_by_them_and_searched_as_text() {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    for (name, street) in [("a@x.test", "A"), ("b@x.test", "B"), ("c@y.test", "C")] {
        acme.contact().create(contact(name, street)).await.unwrap();
    }
    let first = acme.contact().update(contact::email.key(email("a@x.test")));
    first.other(email("z@x.test")).await.unwrap();
    let names = async |filter| {
        let found = acme.contact().find_many().filter(filter);
        let found = found.order_by(contact::email.asc()).select(contact::email);
        let found: Vec<Email> = found.await.unwrap();
        let names: Vec<_> = found.iter().map(Email::to_string).collect();
        names.join(" ")
    };
    let (a, c) = (email("a@x.test"), email("c@y.test"));
    assert_eq!(names(contact::email.eq(a.clone())).await, "a@x.test");
    let rest = "b@x.test c@y.test";
    assert_eq!(names(contact::email.ne(a.clone())).await, rest);
    assert_eq!(
        names(contact::email.is_in([a, c])).await,
        "a@x.test c@y.test"
    );
    assert_eq!(names(contact::other.is_null()).await, rest);
    assert_eq!(names(contact::other.eq(None)).await, rest);
    let z = email("z@x.test");
    assert_eq!(names(contact::other.eq(z)).await, "a@x.test");
    assert_eq!(names(contact::email.ends_with("@y.test")).await, "c@y.test");
    assert_eq!(names(contact::email.gt("b")).await, rest);
    assert_eq!(names(contact::home.eq(address("B"))).await, "b@x.test");
}

#[tokio::test]
async fn what_a_programs_own_type_cannot_read_is_an_error_that_names_the_field() {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    acme.contact().create(contact("a@x", "A")).await.unwrap();
    fixture
        .sql("UPDATE tenant_acme.contacts SET home = '{\"number\": 1}'")
        .await;
    let error = acme.contact().find_many().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.fields(), ["home"]);
    assert_eq!(
        error.to_string(),
        "Contact.home cannot be read: missing field `street` at line 1 column 13"
    );
    fixture
        .sql("UPDATE tenant_acme.contacts SET aliases = '{a@x, b}'")
        .await;
    let error = acme.contact().find_first().select(contact::aliases);
    let error = error.await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "Contact.aliases cannot be read: `b` has no @"
    );
}

#[tokio::test]
async fn what_a_programs_own_type_cannot_write_is_not_sent() {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    let error = acme.contact().create(contact("a@x", "")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidValue);
    assert!(error.to_string().contains("a street has a name"), "{error}");
    assert_eq!(acme.contact().count().await.unwrap(), 0);
}

#[tokio::test]
async fn a_relation_is_loaded_by_keys_of_a_programs_own_type() {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    acme.contact().create(contact("a@x", "A")).await.unwrap();
    let kept = acme.contact().create(contact("b@x", "B"));
    kept.keeper_key(email("a@x")).await.unwrap();
    let all = acme.contact().find_many().order_by(contact::email.asc());
    let all = all.with(contact::keeper).with(contact::kept).await;
    let all = all.unwrap();
    assert_eq!(all[0].kept[0].email, email("b@x"));
    assert!(all[0].keeper.is_none());
    assert_eq!(all[1].keeper.as_ref().unwrap().email, email("a@x"));
}
