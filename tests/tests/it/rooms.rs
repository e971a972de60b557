use plexica_client::{
    ErrorKind,
    generated::jiff::{SignedDuration, Timestamp},
};
use plexica_tests::{
    database,
    db::{booking, room, sticker},
};

fn room(name: &str) -> room::Create {
    room::Create { name: name.into() }
}

#[tokio::test]
async fn a_unique_index_over_an_expression_holds() {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    acme.room().create(room("Blue")).await.unwrap();
    let error = acme.room().create(room("bLUE")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UniqueViolation);
    assert_eq!(error.constraint(), Some("rooms_name_lower_key"));
    assert_eq!(error.model(), Some("Room"));
    acme.room().create(room("Blues")).await.unwrap();
}

fn sticker(text: &str) -> sticker::Create {
    sticker::Create { text: text.into() }
}

#[tokio::test]
async fn the_database_computes_a_generated_column_at_every_write() {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    let made = acme.sticker().create(sticker("Blue")).await.unwrap();
    assert_eq!((made.key.as_str(), made.length), ("blue", Some(4)));
    let changed = acme.sticker().update(sticker::key.key("blue")).text("");
    let changed = changed.await.unwrap();
    assert_eq!((changed.key.as_str(), changed.length), ("", None));
    let many = ["Ab", "Abc", "ABCD"].map(sticker);
    acme.sticker().create_many(many).await.unwrap();
    let long = acme.sticker().find_many().filter(sticker::length.gt(2));
    let long = long.order_by(sticker::length.desc()).await.unwrap();
    let keys: Vec<_> = long.iter().map(|sticker| sticker.key.as_str()).collect();
    assert_eq!(keys, ["abcd", "abc"]);
}

#[tokio::test]
async fn a_row_is_upserted_by_a_generated_key() {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    acme.sticker().create(sticker("Blue")).await.unwrap();
    let same = acme.sticker().upsert(sticker::key, sticker("BLUE"));
    assert_eq!(same.await.unwrap().text, "Blue");
    let changed = acme.sticker().upsert(sticker::key, sticker("BLUE"));
    let changed = changed.update(|row| row.count(2)).await.unwrap();
    assert_eq!((changed.text.as_str(), changed.count), ("Blue", 2));
    assert_eq!(acme.sticker().count().await.unwrap(), 1);
}

/// From one hour to another.
fn booking(room: &str, starts: i64, ends: i64) -> booking::Create {
    let at = |hour: i64| Timestamp::UNIX_EPOCH + SignedDuration::from_hours(hour);
    booking::Create {
        room: room.into(),
        starts: at(starts),
        ends: at(ends),
    }
}

#[tokio::test]
async fn two_rows_that_exclude_each_other_are_an_error_that_names_the_constraint() {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    let first = acme.booking().create(booking("blue", 8, 10)).await.unwrap();
    acme.booking()
        .create(booking("blue", 10, 12))
        .await
        .unwrap();
    acme.booking().create(booking("red", 9, 11)).await.unwrap();
    let error = acme.booking().create(booking("blue", 9, 11)).await;
    let error = error.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ExclusionViolation);
    assert_eq!(error.sqlstate(), Some("23P01"));
    assert_eq!(error.constraint(), Some("bookings_no_overlap"));
    assert_eq!(error.model(), Some("Booking"));
    assert_eq!(
        error.to_string(),
        "another Booking is in the way, by `bookings_no_overlap`"
    );
    let first = booking::id.key(first.id);
    let first = acme.booking().update(first).called_off(true);
    first.await.unwrap();
    acme.booking().create(booking("blue", 8, 10)).await.unwrap();
}
