//! Ranges of numbers, dates and times, and of network addresses.

use plexica_client::{
    Filter,
    generated::{
        IpInet, Uuid,
        jiff::{
            Timestamp,
            civil::{Date, Time, date, time},
        },
    },
};
use plexica_tests::{
    database,
    db::{SparseSample, TenantDb, sparse_sample},
};

async fn numbers(acme: &TenantDb, filter: Filter<SparseSample>) -> Vec<i32> {
    let found = acme.sparse_sample().find_many().filter(filter);
    let found = found
        .order_by(sparse_sample::int.asc())
        .select(sparse_sample::int);
    found.await.unwrap().into_iter().flatten().collect()
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

async fn days(acme: &TenantDb) {
    for (int, day) in [(1, 13), (2, 14), (3, 15)] {
        let new = acme
            .sparse_sample()
            .create(sparse_sample::Create {})
            .int(int);
        let noon = at(&format!("2026-01-{day}T12:00:00Z"));
        let new = new.date(date(2026, 1, day)).at(noon).tz0(noon);
        new.time(time(day, 0, 0, 0)).await.unwrap();
    }
    let none = acme.sparse_sample().create(sparse_sample::Create {}).int(4);
    none.await.unwrap();
}

#[tokio::test]
async fn dates_and_times_lie_between_others() {
    let acme = database().await.tenant("acme").await;
    days(&acme).await;
    let (day, at_) = (sparse_sample::date, sparse_sample::at);
    let (first, last) = (date(2026, 1, 13), date(2026, 1, 14));
    assert_eq!(numbers(&acme, day.between(first, last)).await, [1, 2]);
    assert_eq!(numbers(&acme, !day.between(first, last)).await, [3]);
    let times = sparse_sample::time.between(time(14, 0, 0, 0), Time::MAX);
    assert_eq!(numbers(&acme, times).await, [2, 3]);
    let noon = at("2026-01-14T12:00:00Z");
    assert_eq!(numbers(&acme, at_.between(noon, noon)).await, [2]);
    let zoned = sparse_sample::tz0.between(at_, noon);
    assert_eq!(numbers(&acme, zoned).await, [1, 2]);
}

#[tokio::test]
async fn rusts_ranges_are_taken_with_the_ends_that_they_have() {
    let acme = database().await.tenant("acme").await;
    days(&acme).await;
    let (day, int) = (sparse_sample::date, sparse_sample::int);
    let (first, last) = (date(2026, 1, 13), date(2026, 1, 14));
    assert_eq!(numbers(&acme, day.in_range(first..last)).await, [1]);
    assert_eq!(numbers(&acme, day.in_range(first..=last)).await, [1, 2]);
    assert_eq!(numbers(&acme, day.in_range(last..)).await, [2, 3]);
    assert_eq!(numbers(&acme, day.in_range(..last)).await, [1]);
    assert_eq!(numbers(&acme, day.in_range(..=last)).await, [1, 2]);
    // Every value, but no absence of one.
    assert_eq!(numbers(&acme, day.in_range::<Date>(..)).await, [1, 2, 3]);
    assert_eq!(numbers(&acme, int.in_range(2..4)).await, [2, 3]);
    #[expect(clippy::reversed_empty_ranges, reason = "what is tested")]
    let nothing = int.in_range(4..2);
    assert_eq!(numbers(&acme, nothing).await, [0; 0]);
    let texts = sparse_sample::text.in_range("a".."b");
    assert_eq!(numbers(&acme, texts).await, [0; 0]);
    let moment = at("2026-01-14T00:00:00Z")..at("2026-01-15T00:00:00Z");
    assert_eq!(
        numbers(&acme, sparse_sample::at.in_range(moment)).await,
        [2]
    );
    let ids = sparse_sample::id.in_range(Uuid::nil()..=Uuid::max());
    assert_eq!(numbers(&acme, ids).await, [1, 2, 3, 4]);
}

#[tokio::test]
async fn addresses_lie_within_networks() {
    let acme = database().await.tenant("acme").await;
    let inet = |text: &str| text.parse::<IpInet>().unwrap();
    for (int, address) in [
        (1, "10.1.2.3"),
        (2, "10.0.0.0/8"),
        (3, "192.168.0.1/24"),
        (4, "2001:db8::1"),
    ] {
        let new = acme
            .sparse_sample()
            .create(sparse_sample::Create {})
            .int(int);
        new.inet(inet(address)).await.unwrap();
    }
    let none = acme.sparse_sample().create(sparse_sample::Create {}).int(5);
    none.await.unwrap();
    let address = sparse_sample::inet;
    let ten = || inet("10.0.0.0/8");
    assert_eq!(numbers(&acme, address.is_within(ten())).await, [1, 2]);
    assert_eq!(numbers(&acme, !address.is_within(ten())).await, [3, 4]);
    assert_eq!(numbers(&acme, address.is_strictly_within(ten())).await, [1]);
    assert_eq!(
        numbers(&acme, address.is_within(inet("0.0.0.0/0"))).await,
        [1, 2, 3]
    );
    assert_eq!(numbers(&acme, address.is_within(inet("::/0"))).await, [4]);
    let one = || inet("10.1.2.3");
    assert_eq!(numbers(&acme, address.has_within(one())).await, [1, 2]);
    assert_eq!(
        numbers(&acme, address.has_strictly_within(one())).await,
        [2]
    );
    assert_eq!(
        numbers(&acme, address.has_within(inet("192.168.0.9"))).await,
        [3]
    );
    assert_eq!(
        numbers(&acme, address.overlaps(inet("10.1.0.0/16"))).await,
        [1, 2]
    );
    assert_eq!(numbers(&acme, address.is_ipv4()).await, [1, 2, 3]);
    assert_eq!(numbers(&acme, address.is_ipv6()).await, [4]);
}
