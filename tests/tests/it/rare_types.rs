//! `citext`, `money` and `timetz`.

use plexica_client::{
    ErrorKind,
    generated::{jiff::civil::time, rust_decimal::Decimal},
    value::TimeWithOffset,
};
use plexica_tests::{
    database,
    db::{TenantDb, account, account_note, mark, ticket},
};

async fn account(acme: &TenantDb, name: &str) {
    let new = account::Create { name: name.into() };
    acme.account().create(new).await.unwrap();
}

#[tokio::test]
async fn citext_is_compared_without_regard_to_case_in_every_condition() {
    let acme = database().await.tenant("acme").await;
    account(&acme, "Ada").await;
    account(&acme, "Ben").await;
    let found = acme.account().find_unique(account::name.key("ADA"));
    assert_eq!(found.await.unwrap().unwrap().name, "Ada");

    let names = async |filter| {
        let found = acme.account().find_many().filter(filter);
        let found = found.order_by(account::name.asc()).await.unwrap();
        let names = found.into_iter().map(|account| account.name);
        names.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(names(account::name.eq("aDA")).await, "Ada");
    assert_eq!(names(account::name.ne("aDA")).await, "Ben");
    assert_eq!(names(account::name.gt("ADA")).await, "Ben");
    assert_eq!(names(account::name.is_in(["BEN", "ada"])).await, "Ada Ben");
    assert_eq!(names(account::name.not_in(["BEN"])).await, "Ada");
    assert_eq!(names(account::name.starts_with("a")).await, "Ada");
    assert_eq!(names(account::name.contains("E")).await, "Ben");

    let again = account::Create { name: "ADA".into() };
    let error = acme.account().create(again).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UniqueViolation);
}

#[tokio::test]
async fn relations_over_citext_find_what_the_foreign_key_means() {
    let acme = database().await.tenant("acme").await;
    account(&acme, "Ada").await;
    account(&acme, "Ben").await;
    let note = account_note::Create {
        account: "ADA".into(),
    };
    let note = acme.account_note().create(note).await.unwrap();
    let mark = mark::Create {
        account: "ada".into(),
        line: 1,
    };
    acme.mark().create(mark).await.unwrap();

    let ada = acme
        .account()
        .find_unique(account::name.key("ada"))
        .with(account::notes.with(account_note::marks.with(mark::note)))
        .or_not_found()
        .await
        .unwrap();
    assert_eq!(ada.notes.len(), 1);
    assert_eq!(ada.notes[0].marks.len(), 1);
    assert_eq!(ada.notes[0].marks[0].note.id, note.id);

    let with_notes = account::notes.any(account_note::marks.any(mark::line.eq(1)));
    let found = acme.account().find_many().filter(with_notes).await.unwrap();
    assert_eq!(found.len(), 1);
    let owner = account_note::owner.is(account::name.eq("ADA"));
    let found = acme.account_note().find_many().filter(owner);
    assert_eq!(found.await.unwrap().len(), 1);

    let linked = acme.account().connect(account::friends, "ada", ["BEN"]);
    assert_eq!(linked.await.unwrap(), 1);
    let again = acme.account().set(account::friends, "ADA", ["ben"]);
    assert_eq!(again.await.unwrap(), 0);
    let ben = acme
        .account()
        .find_unique(account::name.key("ben"))
        .with(account::peers)
        .or_not_found()
        .await
        .unwrap();
    assert_eq!(ben.peers[0].name, "Ada");
    let befriended = account::friends.any(account::name.eq("ben"));
    let found = acme.account().find_many().filter(befriended);
    assert_eq!(found.await.unwrap()[0].name, "Ada");
    let gone = acme.account().disconnect(account::friends, "Ada", ["BEN"]);
    assert_eq!(gone.await.unwrap(), 1);
}

#[tokio::test]
async fn money_and_times_with_offsets_lose_nothing() {
    let acme = database().await.tenant("acme").await;
    let money = |text: &str| text.parse::<Decimal>().unwrap();
    let at = |hour, offset| TimeWithOffset {
        time: time(hour, 30, 0, 123_000_000),
        offset,
    };
    // The ends of `money` and of an offset (PostgreSQL manual, sections 8.2 and 8.5).
    let (least, most) = (
        money("-92233720368547758.08"),
        money("92233720368547758.07"),
    );
    let new = account::Create { name: "Ada".into() };
    let made = acme
        .account()
        .create(new)
        .aliases(vec!["A".into(), "a".into()])
        .balance(most)
        .fees(vec![least, money("0.10")])
        .opens(at(23, 57_599))
        .closes(at(1, -57_599))
        .pauses(vec![at(12, 0), at(13, 7200)])
        .await
        .unwrap();
    let read = acme.account().find_first().or_not_found().await.unwrap();
    assert_eq!(made, read);
    assert_eq!(read.balance, most);
    assert_eq!(read.fees, [least, money("0.10")]);
    assert_eq!(read.opens, at(23, 57_599));
    assert_eq!(read.closes, Some(at(1, -57_599)));
    assert_eq!(read.pauses, [at(12, 0), at(13, 7200)]);
    assert_eq!(read.aliases, ["A", "a"]);
    assert_eq!(read.opens.to_string(), "23:30:00.123+15:59:59");

    let found = acme
        .account()
        .find_many()
        .filter(account::balance.gt(money("1")) & account::closes.eq(at(1, -57_599)));
    assert_eq!(found.await.unwrap().len(), 1);
    let json = serde_json::to_value(&read).unwrap();
    assert_eq!(json["pauses"][1], "13:30:00.123+02:00");
}

#[tokio::test]
async fn a_sequence_counts_as_its_options_say_and_takes_a_number_that_is_given() {
    let acme = database().await.tenant("acme").await;
    let ticket = |title: &str| ticket::Create {
        title: title.into(),
    };
    let first = acme.ticket().create(ticket("a")).await.unwrap();
    let given = acme.ticket().create(ticket("b")).number(7).await.unwrap();
    let second = acme.ticket().create(ticket("c")).await.unwrap();
    assert_eq!([first.number, given.number, second.number], [1000, 7, 1005]);
}
